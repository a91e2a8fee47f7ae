// A session for looking at the page without a kernel: a small recorded log (the article's), over a tree of plain data.
// Its commands do what the steps say, through the page's own film; nothing else is simulated.
import type { OverlayMount } from '../../../src/kernel/machine.ts';
import type { Result, Syscalls } from '../../../src/kernel/program.ts';
import type { OverlayStep } from '../../../src/overlay/events.ts';
import type { LogEntry, Locale } from '../../../src/session/log.ts';
import type {
  CommandSpan,
  Completion,
  LessonView,
  Prompt,
  SaveState,
  Session,
  TerminalInfo,
} from '../../../src/session/session.ts';
import { apply } from '../../../src/ui/stage/film.ts';
import { blank, type Node, type Place } from '../../../src/ui/stage/layers.ts';

const id = 'b90c75273b116a4dac754f425380012bbdf90d098cdbc829de3691f857137435';
const base = `/var/lib/docker/overlay/${id}`;
const place: Place = {
  id: 40,
  target: `${base}/merged`,
  lower: ['/var/lib/docker/overlay/1a895dd3954aede5ea9e6bc23d23e8b1f6040df94647d83e71f96d60131d3235/root'],
  upper: `${base}/upper`,
  work: `${base}/work`,
  mounted: true,
};

interface Recorded {
  readonly text: string;
  readonly output: string;
  readonly call: string;
  readonly steps: readonly OverlayStep[];
}
const on = { mount: 40, step: 'copy_up' } as const;
const work = `${base}/work/work`;
const upper = `${base}/upper`;
const story: readonly Recorded[] = [
  {
    text: 'echo "hello" > /root/f1.txt',
    output: '',
    call: 'open("/root/f1.txt", O_WRONLY|O_CREAT|O_TRUNC)',
    steps: [
      {
        ...on,
        op: 'vfs_setxattr',
        layer: 'upper',
        path: upper,
        name: 'trusted.overlay.impure',
        value: 'eQ==',
        text: 'y',
      },
      { ...on, op: 'vfs_mkdir', layer: 'work', path: `${work}/#f3`, mode: 0 },
      { ...on, op: 'vfs_setxattr', layer: 'work', path: `${work}/#f3`, name: 'trusted.overlay.origin', value: 'APs=' },
      { ...on, op: 'notify_change', layer: 'work', path: `${work}/#f3`, mode: 0o40550 },
      { ...on, op: 'notify_change', layer: 'work', path: `${work}/#f3`, uid: 0, gid: 0 },
      { ...on, op: 'notify_change', layer: 'work', path: `${work}/#f3`, atimeNs: '1', mtimeNs: '1' },
      { ...on, op: 'vfs_rename', layer: 'work', old: `${work}/#f3`, new: `${upper}/root`, flags: [], to: 'upper' },
      { ...on, op: 'notify_change', layer: 'upper', path: upper, atimeNs: '1', mtimeNs: '1' },
      { ...on, op: 'vfs_create', layer: 'upper', path: `${upper}/root/f1.txt`, mode: 0o100644 },
      { ...on, op: 'vfs_write', layer: 'upper', path: `${upper}/root/f1.txt`, offset: 0, len: 6 },
    ],
  },
  { text: 'ls /root/', output: 'anaconda-ks.cfg  f1.txt  install.log  install.log.syslog\r\n', call: '', steps: [] },
  {
    text: 'rm /root/install.log',
    output: '',
    call: 'unlink("/root/install.log")',
    steps: [
      { ...on, op: 'vfs_mknod', layer: 'work', path: `${work}/#1`, mode: 0o20000, dev: [0, 0] },
      { ...on, op: 'vfs_link', layer: 'work', old: `${work}/#1`, new: `${work}/#2` },
      {
        ...on,
        op: 'vfs_rename',
        layer: 'work',
        old: `${work}/#2`,
        new: `${upper}/root/install.log`,
        flags: [],
        to: 'upper',
      },
    ],
  },
];

export class FakeSession implements Session {
  readonly arrived = true;
  readonly awaitsLayers = false;
  readonly locale: Locale = 'en';
  readonly scene = 'article';
  readonly title = 'The article’s session';
  readonly notes = ['docker', 'userland'] as const;
  readonly log: LogEntry[] = [];
  readonly commands: CommandSpan[] = [];
  readonly save: SaveState = { state: 'saved' };
  #terminals: TerminalInfo[] = [
    { id: 0, kind: 'container', label: 'b90c75273b11' },
    { id: 1, kind: 'host', label: 'yy1' },
  ];
  readonly #listeners = new Set<() => void>();
  readonly #viewers = new Map<number, ((bytes: Uint8Array) => void)[]>();
  readonly #output = new Map<number, string>();
  readonly #model = new Map<string, Node>();
  #line = '';

  constructor() {
    const directories =
      'bin dev etc home lib lib64 lost+found media mnt opt proc root sbin selinux srv sys tmp usr var'.split(' ');
    this.#model.set('lower0', blank('directory'));
    this.#model.set('upper', blank('directory'));
    this.#model.set('work/work', blank('directory'));
    for (const name of directories) this.#model.set(`lower0/${name}`, blank('directory'));
    for (const name of ['dev', 'etc', 'proc', 'sys']) this.#model.set(`upper/${name}`, blank('directory'));
    this.#model.set('upper/.dockerenv', blank('file'));
    this.#model.set('lower0/root/anaconda-ks.cfg', { ...blank('file'), size: 1096 });
    this.#model.set('lower0/root/install.log', { ...blank('file'), size: 8682 });
    this.#model.set('lower0/root/install.log.syslog', { ...blank('file'), size: 3314 });
    this.#print(0, '[root@b90c75273b11 ~]# ');
    this.#print(1, '[root@yy1 ~]# ');
  }

  get terminals(): readonly TerminalInfo[] {
    return this.#terminals;
  }
  get lesson(): LessonView {
    const texts = [
      '`/root/f1.txt` is there',
      'List `/root` in the container',
      'Find `f1.txt` in upper',
      'See that the image has no `f1.txt`',
      '`upper/root/install.log` is a whiteout',
      'See that the image still has it',
      'Read `docker diff`: C, A, D',
    ];
    const met = this.commands.length;
    return {
      title: this.title,
      intro:
        '31 December 2015, host yy1, Docker 1.9.1. Make a file in a container, remove one, and see where each thing really happens.',
      goals: texts.map((text, i) => ({ id: String(i), text, met: i < met })),
      text: 'In the container: `echo "hello" > /root/f1.txt`. `/root` exists only in the image until now, so overlay first makes it in `work` and renames it into `upper`.',
    };
  }
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
  attach(terminal: number, output: (bytes: Uint8Array) => void): () => void {
    output(new TextEncoder().encode(this.#output.get(terminal) ?? ''));
    this.#viewers.set(terminal, [...(this.#viewers.get(terminal) ?? []), output]);
    return () =>
      this.#viewers.set(
        terminal,
        (this.#viewers.get(terminal) ?? []).filter((one) => one !== output),
      );
  }
  prompt(): Prompt | undefined {
    return undefined;
  }
  input(terminal: number, data: string): void {
    for (const char of data) {
      if (char === '\r') {
        this.#print(terminal, '\r\n');
        this.#run(terminal, this.#line);
        this.#line = '';
        this.#print(terminal, terminal === 0 ? '[root@b90c75273b11 ~]# ' : '[root@yy1 ~]# ');
      } else if (char === '\x7f') {
        if (this.#line !== '') this.#print(terminal, '\b \b');
        this.#line = this.#line.slice(0, -1);
      } else {
        this.#line += char;
        this.#print(terminal, char);
      }
    }
  }
  #run(tty: number, text: string): void {
    const known = story.find((one) => one.text === text);
    if (known !== undefined) {
      for (const step of known.steps) apply(this.#model, place, step);
      this.#print(tty, known.output);
    }
    this.log.push({ id: this.log.length + 1, cause: null, t: '0', kind: 'input', tty, data: `${text}\r` });
    this.commands.push({
      number: this.commands.length + 1,
      entry: this.log.length,
      tty,
      text,
      steps: known?.steps ?? [],
      calls: (known?.steps ?? []).map(() => known?.call ?? ''),
      running: false,
    });
    setTimeout(() => {
      for (const listener of this.#listeners) listener();
    }, 0);
  }
  #print(terminal: number, text: string): void {
    this.#output.set(terminal, (this.#output.get(terminal) ?? '') + text);
    for (const viewer of this.#viewers.get(terminal) ?? []) viewer(new TextEncoder().encode(text));
  }
  resize(): void {
    // Nothing here depends on the size.
  }
  openTerminal(): number {
    const next = Math.max(...this.#terminals.map((t) => t.id)) + 1;
    this.#terminals = [...this.#terminals, { id: next, kind: 'host', label: 'yy1' }];
    this.#print(next, '[root@yy1 ~]# ');
    setTimeout(() => {
      for (const listener of this.#listeners) listener();
    }, 0);
    return next;
  }
  closeTerminal(terminal: number): void {
    this.#terminals = this.#terminals.filter((t) => t.id !== terminal);
    for (const listener of this.#listeners) listener();
  }
  complete(): Completion {
    return { from: 0, to: 0, candidates: [], insert: '' };
  }
  history(): readonly string[] {
    return [];
  }
  speak(): void {
    // Its few words are English.
  }
  overlays(): readonly OverlayMount[] {
    return [
      { id: place.id, target: place.target, lower: place.lower, upper: place.upper, work: place.work, options: '' },
    ];
  }
  peek(): Syscalls {
    const keyOf = (path: string): string | undefined => {
      for (const [layer, directory] of [
        ['upper', place.upper],
        ['work', place.work],
        ['lower0', place.lower[0]],
      ] as const) {
        if (directory !== undefined && (path === directory || path.startsWith(`${directory}/`)))
          return layer + path.slice(directory.length);
      }
      return undefined;
    };
    const open: (string | undefined)[] = [];
    const model = this.#model;
    const modes: Record<string, number> = { directory: 0o40755, file: 0o100644, whiteout: 0o20000 };
    const calls: object = {
      open: (path: string): Result<number> => {
        const key = keyOf(path);
        return key !== undefined && model.get(key)?.kind === 'directory'
          ? { ok: open.push(key) - 1 }
          : { err: 'ENOENT' };
      },
      close: () => ({ ok: null }),
      getdents: (fd: number) => {
        const key = open[fd];
        open[fd] = undefined;
        if (key === undefined) return { ok: [] };
        return {
          ok: [...model.keys()]
            .filter((other) => other.startsWith(`${key}/`) && !other.includes('/', key.length + 1))
            .map((other) => ({ name: other.slice(key.length + 1), ino: 1, type: 'reg', offset: 0 })),
        };
      },
      lstat: (path: string) => {
        const node = model.get(keyOf(path) ?? '');
        return node === undefined
          ? { err: 'ENOENT' }
          : {
              ok: {
                mode: modes[node.kind] ?? 0o100644,
                size: node.size,
                nlink: node.nlink,
                ino: node.ino,
                rdev: [0, 0],
              },
            };
      },
      lgetxattr: () => ({ err: 'ENODATA' }),
    };
    return calls as unknown as Syscalls;
  }
}
