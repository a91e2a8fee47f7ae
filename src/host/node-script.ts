// A script's streams joined to those of this process: bytes as they are, in both directions, no faster than they are taken.
import { once } from 'node:events';
import type { ScriptRun } from '../session/script-run.ts';

/** Plays it to its end. @returns its exit status */
export async function playScript(script: ScriptRun): Promise<number> {
  const input = new Input(script);
  const interrupt = (): void => {
    script.interrupt();
  };
  process.on('SIGINT', interrupt);
  try {
    for (;;) {
      const state = script.run();
      const output = script.takeOutput();
      for (const [fd, bytes] of output) await write(fd === 1 ? process.stdout : process.stderr, bytes);
      if (state === 'ended') return script.status ?? 0;
      // A writer may have slept because there was no room: now there is.
      if (output.length > 0) {
        await turn();
        continue;
      }
      switch (state) {
        case 'idle':
          if (!(await input.carry())) throw new Error('the script waits for something that cannot come');
          break;
        case 'sleeping':
          // What is typed meanwhile comes before the sleeper wakes.
          if (!(await input.carryNow())) script.sleep();
          break;
        case 'busy':
        case 'needs':
          await turn();
          break;
        default:
          state satisfies never;
      }
    }
  } finally {
    process.off('SIGINT', interrupt);
    process.stdin.destroy();
  }
}

/** Standard input, read only when the script sleeps. */
class Input {
  readonly #script: ScriptRun;
  readonly #chunks = process.stdin.iterator({ destroyOnReturn: false }) as AsyncIterator<Uint8Array, undefined>;
  #next: Promise<IteratorResult<Uint8Array, undefined>> | undefined;
  #waiting: Uint8Array | undefined;
  #isOver = false;

  constructor(script: ScriptRun) {
    this.#script = script;
  }

  /** Waits for some input, or its end, and gives it to the script; false: there is no more of it, or no room. */
  async carry(): Promise<boolean> {
    if (this.#isOver) return false;
    if (this.#waiting === undefined) {
      this.#next ??= this.#chunks.next();
      const { done, value } = await this.#next;
      this.#next = undefined;
      if (done === true) {
        this.#isOver = true;
        this.#script.endInput();
        return true;
      }
      this.#waiting = value;
    }
    const taken = this.#script.feed(this.#waiting);
    this.#waiting = taken < this.#waiting.length ? this.#waiting.subarray(taken) : undefined;
    return taken > 0;
  }

  /** Carries what is there already; false: nothing was. */
  async carryNow(): Promise<boolean> {
    if (this.#isOver) return false;
    this.#next ??= this.#chunks.next();
    const isThere =
      this.#waiting !== undefined || (await Promise.race([this.#next.then(() => true), turn().then(() => false)]));
    return isThere && (await this.carry());
  }
}

async function write(stream: NodeJS.WriteStream, bytes: Uint8Array): Promise<void> {
  if (!stream.write(bytes)) await once(stream, 'drain');
}

function turn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
