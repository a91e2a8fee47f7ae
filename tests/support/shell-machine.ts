// A host machine with bash and the commands at their places, for tests of the shell.
import { executableImage } from '../../src/abi/executable.ts';
import { decodeBytes, encodeBytes } from '../../src/abi/bytes.ts';
import { O_CREAT, O_TRUNC, O_WRONLY } from '../../src/abi/flags.ts';
import { createMachine } from '../../src/kernel/boot.ts';
import type { Machine } from '../../src/kernel/machine.ts';
import type { Process, Program } from '../../src/kernel/program.ts';
import { createBash } from '../../src/shell/bash.ts';
import type { ShellHooks } from '../../src/shell/shell.ts';
import { minimalOptions } from './machine.ts';

const silent: ShellHooks = { commandStarted: () => undefined, commandEnded: () => undefined };

/** `more`: programs beside bash, each put at /bin/NAME. Output of terminals is collected as text. */
export function shellMachine(more: ReadonlyMap<string, Program>, hooks = silent): ShellMachine {
  return new ShellMachine(more, hooks);
}

export class ShellMachine {
  readonly machine: Machine;
  readonly root: Process;
  readonly screens = new Map<number, string>();

  constructor(more: ReadonlyMap<string, Program>, hooks: ShellHooks) {
    const bash = createBash(hooks);
    const programs = new Map<string, Program>([...more, ['bash', bash], ['sh', bash]]);
    this.machine = createMachine({
      ...minimalOptions,
      boot: 'host',
      hostname: 'yy1',
      programs,
      output: (terminal, bytes) => {
        this.screens.set(terminal, (this.screens.get(terminal) ?? '') + decodeBytes(bytes));
      },
    });
    this.root = this.machine.bareProcess();
    for (const directory of ['/bin', '/etc', '/root', '/tmp', '/tmp/case', '/usr', '/usr/bin'])
      this.root.sys.mkdir(directory, 0o755);
    for (const name of programs.keys()) {
      for (const directory of ['/bin', '/usr/bin']) this.put(`${directory}/${name}`, executableImage(name), 0o755);
    }
    this.put('/etc/passwd', encodeBytes('root:x:0:0:root:/root:/bin/bash\n'), 0o644);
  }

  put(path: string, data: Uint8Array, mode: number): void {
    const { sys } = this.root;
    const opened = sys.open(path, O_WRONLY | O_CREAT | O_TRUNC, mode);
    if (opened.err !== undefined) throw new Error(`${path}: ${opened.err}`);
    sys.write(opened.ok, data);
    sys.close(opened.ok);
  }

  read(path: string): string {
    const { sys } = this.root;
    const opened = sys.open(path, 0);
    if (opened.err !== undefined) throw new Error(`${path}: ${opened.err}`);
    let text = '';
    for (;;) {
      const read = sys.read(opened.ok, 65536);
      if (read.err !== undefined || read.ok.length === 0) break;
      text += decodeBytes(read.ok);
    }
    sys.close(opened.ok);
    return text;
  }

  /** Runs until nothing is left to do or the steps are used up, sleepers woken as time goes on. */
  run(steps = 2_000_000): void {
    for (let rounds = 0; rounds < 1000; rounds++) {
      const state = this.machine.run({ steps });
      if (state.state !== 'sleeping') return;
      this.machine.advance(state.until - this.machine.now());
    }
  }

  /** `bash case.sh` in /tmp/case, with its output in files. */
  play(script: string): { readonly stdout: string; readonly stderr: string; readonly status: number } {
    this.put('/tmp/case/case.sh', encodeBytes(script), 0o644);
    const runner = 'cd /tmp/case; bash case.sh </dev/null >/tmp/out 2>/tmp/err; echo $? >/tmp/status';
    this.machine.spawn({
      path: '/bin/bash',
      argv: ['bash', '-c', runner],
      environ: ['PATH=/usr/bin:/bin', 'HOME=/root', 'LANG=C.UTF-8', 'TERM=dumb'],
      cwd: '/tmp',
    });
    this.run();
    return { stdout: this.read('/tmp/out'), stderr: this.read('/tmp/err'), status: Number(this.read('/tmp/status')) };
  }

  /** A terminal with a login shell of root. */
  login(): number {
    const terminal = this.machine.openTerminal({ rows: 24, columns: 80 });
    this.machine.spawn({
      path: '/bin/bash',
      argv: ['-bash'],
      environ: ['PATH=/usr/bin:/bin', 'HOME=/root', 'TERM=xterm', 'PS1=[\\u@\\h \\W]\\$ '],
      cwd: '/root',
      terminal,
    });
    this.run();
    return terminal;
  }

  /** Types and runs; what the terminal showed since. */
  type(terminal: number, text: string): string {
    const before = (this.screens.get(terminal) ?? '').length;
    this.machine.input(terminal, encodeBytes(text));
    this.run(2000);
    return (this.screens.get(terminal) ?? '').slice(before);
  }
}
