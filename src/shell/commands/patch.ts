// patch: puts what diff found into files, as GNU patch 2.7.6 does. Each file is written beside and renamed.
import { decodeBytes, encodeBytes } from '../../abi/bytes.ts';
import { strerror } from '../../abi/errno.ts';
import { O_CREAT, O_EXCL, O_RDONLY, O_WRONLY } from '../../abi/flags.ts';
import { isRegular } from '../../abi/mode.ts';
import { Input, Output, readFileNow } from '../../kernel/stdio.ts';
import { defineTool, type Steps, type Tool } from '../coreutils/tool.ts';
import { PatchedFile, applyScript, linesOf, reversed, textOf } from './patch-apply.ts';
import { PatchError, parsePatches, type FilePatch, type Hunk, type PatchLine } from './patch-parse.ts';

export const patch = defineTool({
  name: 'patch',
  suite: 'patch',
  synopsis: '[OPTION]... [ORIGFILE [PATCHFILE]]',
  summary: 'Puts what diff found into files.',
  options: [
    'p,strip=NUM|how many leading parts of names to take off',
    'F,fuzz=NUM|how many lines of context may differ',
    'l,ignore-whitespace|white space in context may differ',
    'c,context|the patch is a context one',
    'e,ed|the patch is a script for ed',
    'n,normal|the patch is a normal one',
    'u,unified|the patch is a unified one',
    'N,forward|skip what seems to be in already',
    'R,reverse|take out what was put in',
    'i,input=PATCHFILE|read it from there',
    'o,output=FILE|write to FILE',
    'r,reject-file=FILE|write what did not fit to FILE',
    'E,remove-empty-files|remove files that are empty afterwards',
    't,batch|ask nothing, take what seems to be meant',
    'f,force|ask nothing',
    's,quiet|say only what fails',
    ',silent|likewise',
    ',verbose|say more',
    ',dry-run|change nothing',
    'd,directory=DIR|go there first',
    'b,backup|keep what was',
    ',no-backup-if-mismatch|keep nothing where hunks fit badly',
    'z,suffix=SUFFIX|of what is kept',
    'v,version|show the version',
  ],
  trouble: 2,
  wrongUsage: "patch: Try 'patch --help' for more information.",
  *run(tool) {
    try {
      return yield* new Patcher(tool).run();
    } catch (error) {
      if (!(error instanceof PatchError)) throw error;
      yield* tool.out.flush();
      return tool.die(`**** ${error.message}`);
    }
  },
});

class Patcher {
  readonly #tool: Tool;
  readonly #strip: number | undefined;
  readonly #maxFuzz: number;
  readonly #isQuiet: boolean;
  #failed = false;

  constructor(tool: Tool) {
    this.#tool = tool;
    const strip = tool.value('strip');
    if (strip !== undefined && !/^\d+$/.test(strip)) throw new PatchError(`strip count ${strip} is not a number`);
    this.#strip = strip === undefined ? undefined : Number(strip);
    const fuzz = tool.value('fuzz') ?? '2';
    if (!/^\d+$/.test(fuzz)) throw new PatchError(`fuzz factor ${fuzz} is not a number`);
    this.#maxFuzz = Number(fuzz);
    this.#isQuiet = tool.has('quiet') || tool.has('silent');
  }

  *run(): Steps<number> {
    const tool = this.#tool;
    const [file, patchOperand, extra] = tool.operands;
    if (extra !== undefined) return tool.usage(`${extra}: extra operand`);
    const directory = tool.value('directory');
    if (directory !== undefined) {
      const { err } = tool.sys.chdir(directory);
      if (err !== undefined) throw new PatchError(`Can't change to directory ${directory} : ${strerror(err)}`);
    }
    const text = yield* this.#patchText(tool.value('input') ?? patchOperand);
    const patches = parsePatches(text);
    if (patches.length === 0 && text !== '') throw new PatchError('Only garbage was found in the patch input.');
    for (const each of patches) {
      yield* this.#file(each, file);
      yield* tool.settle();
      yield { wait: 'turn' };
    }
    return this.#failed ? 1 : 0;
  }

  *#patchText(name: string | undefined): Steps<string> {
    const { process, sys } = this.#tool;
    const fd = name === undefined || name === '-' ? { ok: 0, err: undefined } : sys.open(name, O_RDONLY);
    if (fd.err !== undefined) throw new PatchError(`Can't open patch file ${name ?? ''} : ${strerror(fd.err)}`);
    const input = new Input(process, fd.ok);
    const bytes = yield* input.rest();
    this.#tool.close(input);
    if (bytes.err !== undefined) throw new PatchError(`read error : ${strerror(bytes.err)}`);
    return decodeBytes(bytes.ok);
  }

  #say(text: string): void {
    if (!this.#isQuiet) this.#tool.print(text);
  }

  /** Asks at the terminal; without one the answer is empty. */
  *#ask(question: string): Steps<string> {
    const { sys, process } = this.#tool;
    this.#tool.print(question);
    yield* this.#tool.out.flush();
    const fd = sys.open('/dev/tty', O_RDONLY);
    if (fd.err !== undefined) {
      this.#tool.print('\n');
      return '';
    }
    const { ok } = yield* new Input(process, fd.ok).line();
    sys.close(fd.ok);
    return ok === undefined ? '' : decodeBytes(ok);
  }

  *#file(each: FilePatch, given: string | undefined): Steps<void> {
    const tool = this.#tool;
    const isReversed = tool.has('reverse');
    const target = given ?? this.#targetOf(each, isReversed);
    if (target === undefined) {
      yield* this.#notFound(each);
      return;
    }
    const stat = tool.sys.stat(target);
    if (stat.ok !== undefined && !isRegular(stat.ok.mode)) {
      this.#say(`File ${target} is not a regular file -- refusing to patch\n`);
      yield* this.#reject(each, target, each.hunks, true);
      return;
    }
    const input = readFileNow(tool.process, target);
    if (input.err !== undefined && input.err !== 'ENOENT')
      throw new PatchError(`Can't open file ${target} : ${strerror(input.err)}`);
    const creates = isReversed ? each.removes : each.creates;
    const content = input.ok ?? '';
    const doing = tool.has('dry-run') ? 'checking' : 'patching';
    const output = tool.value('output');
    const announce = (): void =>
      this.#say(`${doing} file ${output === undefined ? target : `${output} (read from ${target})`}\n`);
    if (creates && content !== '' && !tool.has('force')) {
      yield* this.#createsExisting(each, target, content, announce);
      return;
    }
    if (each.format === 'ed') {
      yield* this.#write(target, textOf(applyScript(linesOf(content), each.script)), false);
      return;
    }
    announce();
    if (each.broken !== undefined) throw each.broken;
    yield* this.#hunks(each, target, content, isReversed, input.ok !== undefined);
  }

  *#createsExisting(each: FilePatch, target: string, content: string, announce: () => void): Steps<void> {
    const tool = this.#tool;
    const question = `The next patch would create the file ${target},\nwhich already exists!`;
    if (tool.has('forward')) tool.print(`${question}  Skipping patch.\n`);
    else if (/^y/.test(yield* this.#ask(`${question}  Assume -R? [n] `))) {
      announce();
      yield* this.#hunks(each, target, content, !tool.has('reverse'), true);
      return;
    } else if (/^y/.test(yield* this.#ask('Apply anyway? [n] '))) {
      announce();
      yield* this.#hunks(each, target, content, tool.has('reverse'), true);
      return;
    } else this.#say('Skipping patch.\n');
    tool.print(`${outOf(each.hunks.length, each.hunks.length)} ignored\n`);
    this.#failed = true;
  }

  /** Of the names in the headers one that is there: the one of the fewest parts, then the shortest. */
  #targetOf(each: FilePatch, isReversed: boolean): string | undefined {
    const names = [each.oldName, each.newName].flatMap((name) => {
      const stripped = name === undefined || name === '/dev/null' ? undefined : this.#stripped(name);
      return stripped === undefined ? [] : [stripped];
    });
    const weight = (name: string): readonly number[] => [
      name.split('/').length,
      (name.split('/').at(-1) ?? '').length,
      name.length,
    ];
    const order = (a: string, b: string): number => {
      const [x, y] = [weight(a), weight(b)];
      const at = x.findIndex((value, i) => value !== y[i]);
      return at < 0 ? 0 : (x[at] ?? 0) - (y[at] ?? 0);
    };
    const there = names.filter((name) => this.#tool.sys.stat(name).ok !== undefined);
    const [best] = there.sort(order);
    if (best !== undefined) return best;
    return (isReversed ? each.removes : each.creates) ? [...names].sort(order)[0] : undefined;
  }

  #stripped(name: string): string | undefined {
    const parts = name.replace(/\/+/g, '/');
    if (this.#strip === undefined) return parts.slice(parts.lastIndexOf('/') + 1);
    let rest = parts;
    for (let i = 0; i < this.#strip; i++) {
      const slash = rest.indexOf('/');
      if (slash < 0) return undefined;
      rest = rest.slice(slash + 1);
    }
    return rest === '' ? undefined : rest;
  }

  *#notFound(each: FilePatch): Steps<void> {
    const tool = this.#tool;
    tool.print(`can't find file to patch at input line ${each.line}\n`);
    tool.print(
      this.#strip === undefined
        ? 'Perhaps you should have used the -p or --strip option?\n'
        : 'Perhaps you used the wrong -p or --strip option?\n',
    );
    if (each.header.length > 0) {
      const rule = '--------------------------\n';
      tool.print(`The text leading up to this was:\n${rule}${each.header.map((line) => `|${line}\n`).join('')}${rule}`);
    }
    this.#failed = true;
    if (tool.has('force') || tool.has('batch')) tool.print('No file to patch.  Skipping patch.\n');
    else {
      const name = (yield* this.#ask('File to patch: ')).trim();
      if (name !== '' && tool.sys.stat(name).ok !== undefined) {
        this.#failed = false;
        yield* this.#file(each, name);
        return;
      }
      yield* this.#ask('Skip this patch? [y] ');
      tool.print('Skipping patch.\n');
    }
    tool.print(`${outOf(each.hunks.length, each.hunks.length)} ignored\n`);
  }

  *#hunks(each: FilePatch, target: string, content: string, reverse: boolean, exists: boolean): Steps<void> {
    const tool = this.#tool;
    const file = new PatchedFile(linesOf(content), tool.has('ignore-whitespace'));
    const rejected: Hunk[] = [];
    let turned = reverse;
    let skips = false;
    let mismatch = false;
    let applyAnyway = tool.has('force');
    for (const [i, original] of each.hunks.entries()) {
      let hunk = turned ? reversed(original) : original;
      let at: number | undefined;
      let fuzz = 0;
      const context = Math.max(...edges(hunk));
      for (; !skips; fuzz++) {
        at = file.locate(hunk, fuzz);
        if (at !== undefined) break;
        if (i === 0 && !applyAnyway && file.locate(reversed(hunk), fuzz) !== undefined) {
          const answer = yield* this.#detected(turned);
          if (answer === 'reverse') {
            turned = !turned;
            hunk = reversed(hunk);
            at = file.locate(hunk, fuzz);
            break;
          }
          applyAnyway = true;
          skips = answer === 'skip';
          if (skips) break;
        }
        if (fuzz >= Math.min(this.#maxFuzz, context)) break;
      }
      if (at === undefined) {
        rejected.push(shifted(hunk, file.grown));
        mismatch = true;
        if (!skips) this.#say(`Hunk #${i + 1} FAILED at ${hunk.oldStart + file.grown}.\n`);
        continue;
      }
      const applied = file.apply(hunk, at, fuzz);
      if (applied.fuzz === 0 && applied.offset === 0) continue;
      mismatch = true;
      const withFuzz = applied.fuzz === 0 ? '' : ` with fuzz ${applied.fuzz}`;
      const { offset } = applied;
      const moved = offset === 0 ? '' : ` (offset ${offset} line${offset === 1 ? '' : 's'})`;
      this.#say(`Hunk #${i + 1} succeeded at ${applied.at}${withFuzz}${moved}.\n`);
    }
    if (!exists && rejected.length === each.hunks.length && rejected.length > 0)
      throw new PatchError(`Can't reopen file ${target} : ${strerror('ENOENT')}`);
    if (rejected.length < each.hunks.length) {
      const result = textOf(file.result);
      const removes = (reverse ? each.creates : each.removes) || tool.has('remove-empty-files');
      if (result === '' && removes) this.#remove(target);
      else yield* this.#write(target, result, mismatch);
    } else if (mismatch && !skips) this.#keep(target, content);
    if (rejected.length > 0) yield* this.#reject(each, target, rejected, skips);
  }

  *#detected(isTurned: boolean): Steps<'reverse' | 'apply' | 'skip'> {
    const tool = this.#tool;
    const what = `${isTurned ? 'Unreversed' : 'Reversed (or previously applied)'} patch detected!`;
    if (tool.has('forward')) {
      tool.print(`${what}  Skipping patch.\n`);
      return 'skip';
    }
    if (tool.has('batch')) {
      tool.print(`${what}  ${isTurned ? 'Ignoring' : 'Assuming'} -R.\n`);
      return 'reverse';
    }
    if (/^y/.test(yield* this.#ask(`${what}  ${isTurned ? 'Ignore' : 'Assume'} -R? [n] `))) return 'reverse';
    if (/^y/.test(yield* this.#ask('Apply anyway? [n] '))) return 'apply';
    this.#say('Skipping patch.\n');
    return 'skip';
  }

  #keep(target: string, content: string): void {
    const tool = this.#tool;
    if (tool.has('dry-run') || tool.has('no-backup-if-mismatch')) return;
    const name = target + (tool.value('suffix') ?? '.orig');
    const fd = tool.sys.open(name, O_WRONLY | O_CREAT, 0o666);
    if (fd.err !== undefined) throw new PatchError(`Can't create file ${name} : ${strerror(fd.err)}`);
    tool.sys.ftruncate(fd.ok, 0);
    tool.sys.write(fd.ok, encodeBytes(content));
    tool.sys.close(fd.ok);
  }

  #remove(target: string): void {
    if (this.#tool.has('dry-run')) return;
    const { err } = this.#tool.sys.unlink(target);
    if (err !== undefined && err !== 'ENOENT') throw new PatchError(`Can't remove file ${target} : ${strerror(err)}`);
  }

  /** Through a file beside, which takes the place of the old one. */
  *#write(target: string, text: string, mismatch: boolean): Steps<void> {
    const tool = this.#tool;
    if (tool.has('dry-run')) return;
    const name = tool.value('output') ?? target;
    const old = tool.sys.stat(name).ok;
    const temporary = `${name}.o${suffix(tool)}`;
    yield* this.#put(temporary, text);
    if (old !== undefined) {
      tool.sys.chmod(temporary, old.mode & 0o7777);
      const keeps = tool.has('backup') || (mismatch && !tool.has('no-backup-if-mismatch'));
      if (keeps) tool.sys.rename(name, name + (tool.value('suffix') ?? '.orig'));
    }
    const { err } = tool.sys.rename(temporary, name);
    if (err !== undefined) throw new PatchError(`Can't rename file ${temporary} to ${name} : ${strerror(err)}`);
  }

  *#put(name: string, text: string): Steps<void> {
    const { sys, process } = this.#tool;
    const fd = sys.open(name, O_WRONLY | O_CREAT | O_EXCL, 0o666);
    if (fd.err !== undefined) throw new PatchError(`Can't create file ${name} : ${strerror(fd.err)}`);
    const output = new Output(process, fd.ok);
    output.print(text);
    yield* output.flush();
    sys.close(fd.ok);
  }

  *#reject(each: FilePatch, target: string, hunks: readonly Hunk[], skipped: boolean): Steps<void> {
    const tool = this.#tool;
    this.#failed = true;
    const name = tool.value('reject-file') ?? `${tool.value('output') ?? target}.rej`;
    const saves = tool.has('dry-run') ? '' : ` -- saving rejects to file ${name}`;
    tool.print(`${outOf(hunks.length, each.hunks.length)} ${skipped ? 'ignored' : 'FAILED'}${saves}\n`);
    if (tool.has('dry-run')) return;
    const temporary = `${name}.r${suffix(tool)}`;
    yield* this.#put(temporary, rejectText(each, hunks));
    tool.sys.rename(temporary, name);
  }
}

function suffix(tool: Tool): string {
  const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
  return [...tool.sys.getrandom(6)].map((byte) => letters[byte % letters.length]).join('');
}

function outOf(count: number, all: number): string {
  return `${count} out of ${all} hunk${all === 1 ? '' : 's'}`;
}

/** Lines of context before the first change and behind the last. */
function edges({ lines }: Hunk): readonly [number, number] {
  const isChange = ({ mark }: PatchLine): boolean => mark !== ' ';
  return [Math.max(0, lines.findIndex(isChange)), lines.length - 1 - lines.findLastIndex(isChange)];
}

function shifted(hunk: Hunk, by: number): Hunk {
  return { ...hunk, oldStart: hunk.oldStart + by, newStart: hunk.newStart + by };
}

function rejectText(each: FilePatch, hunks: readonly Hunk[]): string {
  const headers = each.header.filter((line) => /^(---|\+\+\+|\*\*\*) /.test(line)).slice(-2);
  if (each.format === 'unified') return [...headers, ...hunks.flatMap(unifiedHunk)].map((line) => `${line}\n`).join('');
  const head = each.format === 'context' ? headers : ['*** /dev/null', '--- /dev/null'];
  return [...head, ...hunks.flatMap(contextHunk)].map((line) => `${line}\n`).join('');
}

function sides({ lines }: Hunk): readonly [old: number, now: number] {
  return [lines.filter(({ mark }) => mark !== '+').length, lines.filter(({ mark }) => mark !== '-').length];
}

function unifiedHunk(hunk: Hunk): readonly string[] {
  const [old, now] = sides(hunk);
  const range = (start: number, count: number): string =>
    count === 1 ? String(start) : count === 0 ? `${start - 1},0` : `${start},${count}`;
  return [
    `@@ -${range(hunk.oldStart, old)} +${range(hunk.newStart, now)} @@`,
    ...hunk.lines.flatMap(({ mark, text, ended }) => [mark + text, ...(ended ? [] : ['\\ No newline at end of file'])]),
  ];
}

function contextHunk(hunk: Hunk): readonly string[] {
  const [old, now] = sides(hunk);
  const range = (start: number, count: number): string => (count < 2 ? String(start) : `${start},${start + count - 1}`);
  const changed = new Set<PatchLine>();
  for (let at = 0; at < hunk.lines.length; at++) {
    let end = at;
    while (end < hunk.lines.length && hunk.lines[end]?.mark !== ' ') end += 1;
    const run = hunk.lines.slice(at, end);
    if (run.some(({ mark }) => mark === '-') && run.some(({ mark }) => mark === '+'))
      for (const line of run) changed.add(line);
    at = end;
  }
  const side = (left: '-' | '+'): readonly string[] =>
    hunk.lines
      .filter(({ mark }) => mark === ' ' || mark === left)
      .map((line) => `${changed.has(line) ? '!' : line.mark} ${line.text}`);
  return [
    '***************',
    `*** ${range(hunk.oldStart, old)} ****`,
    ...side('-'),
    `--- ${range(hunk.newStart, now)} ----`,
    ...side('+'),
  ];
}
