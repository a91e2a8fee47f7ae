// The lab in the terminal that `copyup` was started in: raw keys in, the simulated terminal's bytes out.
import type { Session } from '../session/session.ts';

/** Draws the line being typed at a prompt, and takes its keys. */
export interface PromptEditor {
  print(bytes: Uint8Array): void;
  type(data: string): void;
}

export interface Screen {
  readonly cols: number;
  write(data: string | Uint8Array): void;
}

/** Ends when the session's shell does. @returns the exit status */
export function runLab(
  session: Session,
  makeEditor: (terminal: number, screen: Screen) => PromptEditor,
): Promise<number> {
  const [first] = session.terminals;
  if (first === undefined) throw new Error('the scene has no terminal');
  const terminal = first.id;
  const screen: Screen = {
    get cols() {
      return process.stdout.columns;
    },
    write: (data) => {
      process.stdout.write(data);
    },
  };
  const editor = makeEditor(terminal, screen);
  const resize = (): void => {
    session.resize(terminal, process.stdout.rows, process.stdout.columns);
  };
  return new Promise((resolve) => {
    const type = (data: string): void => {
      editor.type(data);
    };
    const detach = session.attach(terminal, (bytes) => {
      editor.print(bytes);
    });
    const unsubscribe = session.subscribe(() => {
      if (shellLives(session, terminal)) return;
      unsubscribe();
      detach();
      process.stdin.off('data', type);
      process.stdout.off('resize', resize);
      process.stdin.setRawMode(false);
      process.stdin.pause();
      resolve(0);
    });
    process.stdin.setRawMode(true);
    process.stdin.setEncoding('utf8');
    process.stdin.on('data', type);
    process.stdout.on('resize', resize);
    resize();
  });
}

/** Does any process still have the terminal as its own? */
function shellLives(session: Session, terminal: number): boolean {
  const sys = session.peek();
  const proc = sys.open('/proc', 0);
  if (proc.err !== undefined) return true;
  let lives = false;
  for (;;) {
    const { ok } = sys.getdents(proc.ok);
    if (ok === undefined || ok.length === 0) break;
    for (const { name } of ok) if (/^\d+$/.test(name) && terminalOf(sys, name) === `/dev/pts/${terminal}`) lives = true;
  }
  sys.close(proc.ok);
  return lives;
}

function terminalOf(sys: ReturnType<Session['peek']>, pid: string): string | undefined {
  return sys.readlink(`/proc/${pid}/fd/0`).ok;
}
