// Keys on their way to the session. Bytes that a program prints go to the screen as they are.
import type { Terminal } from '@xterm/xterm';
import type { Session } from '../../session/session.ts';

export class PromptEditor {
  readonly #session: Session;
  readonly #id: number;
  readonly #terminal: Terminal;

  constructor(session: Session, id: number, terminal: Terminal) {
    this.#session = session;
    this.#id = id;
    this.#terminal = terminal;
  }

  get line(): string | undefined {
    return this.#session.prompt(this.#id) === undefined ? undefined : '';
  }

  print(bytes: Uint8Array): void {
    this.#terminal.write(bytes);
  }

  type(data: string): void {
    this.#session.input(this.#id, data);
  }

  refresh(): void {
    void this.#id;
  }
}
