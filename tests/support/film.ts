// Plays a kernel film on a server of the syscall protocol and tells where the two differ, as tests/golden/films/README.md says.
import { createSyscallServer, type SyscallServer } from '../../src/session/syscall-server.ts';

export interface Film {
  readonly name: string;
  readonly title: string;
  readonly options: string;
  readonly lacks?: readonly string[];
  readonly setup: readonly Request[];
  readonly ops: readonly { readonly request: Request; readonly answer: Answer; readonly steps: readonly Step[] }[];
  readonly final: readonly Step[];
}
interface Request {
  readonly id: number;
  readonly call: string;
  readonly args: Readonly<Record<string, unknown>>;
}
interface Answer {
  readonly ok?: unknown;
  readonly err?: string;
}
type Step = Readonly<Record<string, unknown>>;
type Told = Answer & { readonly steps: readonly Step[] };

/** The first difference, as a sentence; undefined: none. */
export function playFilm(film: Film): string | undefined {
  const server = createSyscallServer({ steps: true, reads: false });
  const answers = new Map<number, unknown>();
  const ask = (request: Request): Told => {
    const args = Object.fromEntries(
      Object.entries(request.args).map(([name, value]) => [
        name,
        typeof value === 'string' && /^\$\d+$/.test(value) ? answers.get(Number(value.slice(1))) : value,
      ]),
    );
    const told = JSON.parse(server.answer(JSON.stringify({ ...request, args }))) as Told;
    answers.set(request.id, told.ok);
    return told;
  };
  for (const request of film.setup) {
    const told = ask(request);
    if (told.err !== undefined) return `setup ${request.id} ${request.call}: ${told.err}`;
  }
  const theirs = new Names();
  const ours = new Names();
  for (const { request, answer, steps } of film.ops) {
    const told = ask(request);
    const where = `${request.id} ${request.call} ${JSON.stringify(request.args)}`;
    const got = cut(request.call, told);
    if (JSON.stringify(got) !== JSON.stringify(cutWanted(answer))) {
      return `${where}: answered ${JSON.stringify(got)}, the kernel ${JSON.stringify(cutWanted(answer))}`;
    }
    const wanted = steps.map((step) => theirs.normalise(step));
    const seen = told.steps.map((step) => ours.normalise(step));
    const difference = compareSteps(wanted, seen);
    if (difference !== undefined) return `${where}: ${difference}`;
  }
  return compareFinal(film, server, theirs, ours);
}

/** Alternatives for `path` and `old`: other names of the same inode. */
function compareSteps(wanted: readonly Step[], seen: readonly Step[]): string | undefined {
  const [left, right] = [sortRemovals(wanted), sortRemovals(seen)];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const [a, b] = [left[i], right[i]];
    if (a === undefined || b === undefined || !sameStep(a, b)) {
      return `step ${i + 1}: ours ${JSON.stringify(b)}, the kernel's ${JSON.stringify(a)}`;
    }
  }
  return undefined;
}

function sameStep(wanted: Step, seen: Step): boolean {
  const { also, text: _text, ...a } = wanted;
  const { also: _also, text: _own, ...b } = seen;
  const others = Array.isArray(also) ? (also as string[]) : [];
  const key = 'path' in a ? 'path' : 'old';
  const accepts = a[key] === b[key] || others.includes(String(b[key]));
  return accepts && JSON.stringify(sorted({ ...a, [key]: null })) === JSON.stringify(sorted({ ...b, [key]: null }));
}

/** What a directory holds is removed in the order of a hash: any order is right. */
function sortRemovals(steps: readonly Step[]): Step[] {
  const out = [...steps];
  for (let i = 0; i < out.length;) {
    const parent = parentOf(out[i]);
    let end = i;
    while (end < out.length && isRemoval(out[end]) && parentOf(out[end]) === parent) end += 1;
    if (end > i + 1)
      out.splice(i, end - i, ...out.slice(i, end).sort((a, b) => (String(a['path']) < String(b['path']) ? -1 : 1)));
    i = Math.max(end, i + 1);
  }
  return out;
}

function isRemoval(step: Step | undefined): boolean {
  return step?.['op'] === 'vfs_unlink';
}

function parentOf(step: Step | undefined): string {
  return String(step?.['path']).replace(/\/[^/]*$/, '');
}

function sorted(step: Step): Step {
  return Object.fromEntries(Object.entries(step).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Renames temporary names, handles, uuids and times by their first appearance. */
class Names {
  readonly #temporary = new Map<string, string>();
  readonly #handles = new Map<string, string>();

  normalise(step: Step): Step {
    const out: Record<string, unknown> = {};
    for (const key of ['old', 'new', 'path']) if (typeof step[key] === 'string') out[key] = this.path(step[key]);
    for (const [key, value] of Object.entries(step)) {
      if (key in out) continue;
      if (key === 'value') out[key] = this.value(String(step['name']), String(value));
      else if (key === 'atimeNs' || key === 'mtimeNs') out[key] = time(String(value));
      else if (key === 'also') out[key] = (value as string[]).map((path) => this.path(path));
      else out[key] = value;
    }
    return out;
  }

  path(path: string): string {
    const named = path.replace(/(?<=\/)(?:FH\d+|00fb[0-9a-f]+)(?=\/|$)/g, (name) =>
      this.#handle(name.startsWith('FH') ? name : btoa(String.fromCharCode(...bytesOfHex(name)))),
    );
    return named.replace(/#(?:TMP\d+|tmpfile\d+|[0-9a-f]+)(?=\/|$)/g, (name) => {
      const known = this.#temporary.get(name) ?? `#T${this.#temporary.size + 1}`;
      this.#temporary.set(name, known);
      return known;
    });
  }

  value(name: string, value: string): string {
    if (name.endsWith('.overlay.uuid')) return 'UUID';
    const isHandle = /^FH\d+$/.test(value) || /^APs|^APv/.test(value) || bytesOf(value).startsWith('\x00\xfb');
    return isHandle ? this.#handle(value) : value;
  }

  #handle(value: string): string {
    const known = this.#handles.get(value) ?? `H${this.#handles.size + 1}`;
    this.#handles.set(value, known);
    return known;
  }
}

function bytesOfHex(text: string): number[] {
  return (text.match(/../g) ?? []).map((pair) => parseInt(pair, 16));
}

function bytesOf(value: string): string {
  try {
    return atob(value);
  } catch {
    return '';
  }
}

function time(text: string): string {
  if (text === 'NOW' || text === 'T') return 'T';
  return BigInt(text) >= 1_600_000_000_000_000_000n ? 'T' : text;
}

function cutWanted(answer: Answer): Answer {
  return answer.err === undefined ? { ok: answer.ok } : { err: answer.err };
}

function cut(call: string, told: Told): Answer {
  if (told.err !== undefined) return { err: told.err };
  if (call === 'open') return { ok: 'fd' };
  if (call === 'getdents') {
    const entries = (told.ok as { name: string; type: string }[]).map(({ name, type }) => ({ name, type }));
    return { ok: entries.sort((a, b) => (a.name < b.name ? -1 : 1)) };
  }
  if (call === 'stat' || call === 'lstat' || call === 'fstat') {
    const { type, mode, nlink, uid, gid, size, rdev } = told.ok as Record<string, unknown>;
    return { ok: { type, mode, nlink, uid, gid, size, rdev } };
  }
  return { ok: told.ok };
}

function compareFinal(film: Film, server: SyscallServer, theirs: Names, ours: Names): string | undefined {
  let id = 1_000_000;
  const ask = (call: string, args: Record<string, unknown>): Told =>
    JSON.parse(server.answer(JSON.stringify({ id: id++, call, args }))) as Told;
  ask('setcreds', { uid: 0, gid: 0, groups: [] });
  const seen = new Map<string, Step>();
  const walk = (path: string): void => {
    const stat = ask('lstat', { path }).ok as Record<string, unknown>;
    const entry: Record<string, unknown> = {
      mode: stat['mode'],
      uid: stat['uid'],
      gid: stat['gid'],
      nlink: stat['nlink'],
      mtimeNs: time(String(stat['mtimeNs'])),
    };
    if (stat['type'] === 'reg') {
      entry['size'] = stat['size'];
      if (Number(stat['size']) <= 64) {
        const fd = ask('open', { path, flags: ['O_RDONLY'] }).ok;
        entry['data'] = ask('read', { fd, count: 100 }).ok;
        ask('close', { fd });
      } else entry['blocks'] = stat['blocks'];
    }
    if (stat['type'] === 'lnk') entry['target'] = ask('readlink', { path }).ok;
    if (stat['type'] === 'chr' || stat['type'] === 'blk') entry['rdev'] = stat['rdev'];
    const names = ask('llistxattr', { path }).ok as string[];
    const xattrs = names.map((name) => [name, ours.value(name, String(ask('lgetxattr', { path, name }).ok))] as const);
    if (xattrs.length > 0) entry['xattrs'] = Object.fromEntries(xattrs);
    seen.set(ours.path(path), sorted(entry));
    if (stat['type'] !== 'dir') return;
    for (const { name } of ask('getdents', { path }).ok as { name: string }[])
      if (name !== '.' && name !== '..') walk(`${path}/${name}`);
  };
  for (const top of ['/upper', '/work']) walk(top);
  const wanted = new Map<string, Step>();
  for (const { path, xattrs, ...rest } of film.final) {
    const entry: Record<string, unknown> = { ...rest, mtimeNs: time(String(rest['mtimeNs'])) };
    if (xattrs !== undefined) {
      const values = Object.entries(xattrs as Record<string, { value: string }>);
      entry['xattrs'] = Object.fromEntries(
        values
          .map(([name, { value }]) => [name, theirs.value(name, value)] as const)
          .sort(([a], [b]) => (a < b ? -1 : 1)),
      );
    }
    wanted.set(theirs.path(String(path)), sorted(entry));
  }
  for (const path of new Set([...wanted.keys(), ...seen.keys()])) {
    const [a, b] = [JSON.stringify(wanted.get(path) ?? null), JSON.stringify(seen.get(path) ?? null)];
    if (a !== b) return `final ${path}: ours ${b}, the kernel's ${a}`;
  }
  return undefined;
}
