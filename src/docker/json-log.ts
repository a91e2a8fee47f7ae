// The json-file log of a container: a line of JSON for each line that it printed, with the time; and the clients of `logs -f`.
// What is not yet a line waits, as plain data.
import { encodeBytes } from '../abi/bytes.ts';
import { O_APPEND, O_CREAT, O_WRONLY } from '../abi/flags.ts';
import type { Syscalls } from '../kernel/program.ts';
import { type Client, closeClient, type Stream } from './running.ts';
import { rfc3339, rfc3339Fixed } from './units.ts';

export interface LogEntry {
  readonly log: string;
  readonly stream: Stream;
  /** RFC 3339. */
  readonly time: string;
}

interface Follower {
  readonly id: string;
  readonly client: Client;
  readonly timestamps: boolean;
}

export interface JsonLogRest {
  readonly partial: readonly (readonly [string, string])[];
  readonly followers: readonly Follower[];
}

export class JsonLog {
  readonly #sys: Syscalls;
  readonly #pathOf: (id: string) => string;
  /** By container and stream. */
  readonly #partial: Map<string, string>;
  #followers: readonly Follower[];

  constructor(sys: Syscalls, pathOf: (id: string) => string, rest: JsonLogRest = { partial: [], followers: [] }) {
    this.#sys = sys;
    this.#pathOf = pathOf;
    this.#partial = new Map(rest.partial);
    this.#followers = rest.followers;
  }

  rest(): JsonLogRest {
    return { partial: [...this.#partial], followers: this.#followers };
  }

  /** The file is there from the start on. */
  open(id: string): void {
    this.#append(id, '');
  }

  add(id: string, stream: Stream, text: string): void {
    const key = `${id} ${stream}`;
    const lines = `${this.#partial.get(key) ?? ''}${text}`.split(/(?<=\n)/);
    const last = lines.at(-1) ?? '';
    this.#partial.delete(key);
    if (!last.endsWith('\n')) {
      lines.pop();
      if (last !== '') this.#partial.set(key, last);
    }
    this.#write(id, stream, lines);
  }

  /** The container has ended: what was begun is a line. */
  close(id: string): void {
    for (const stream of ['stdout', 'stderr'] as const) {
      const rest = this.#partial.get(`${id} ${stream}`);
      if (rest !== undefined) this.add(id, stream, '\n');
    }
    for (const follower of this.#followers) if (follower.id === id) closeClient(this.#sys, follower.client);
    this.#followers = this.#followers.filter((follower) => follower.id !== id);
  }

  follow(id: string, client: Client, timestamps: boolean): void {
    this.#followers = [...this.#followers, { id, client, timestamps }];
  }

  #write(id: string, stream: Stream, lines: readonly string[]): void {
    if (lines.length === 0) return;
    const timeNs = this.#sys.clockGettime();
    const time = rfc3339(timeNs);
    const entries = lines.map((log): LogEntry => ({ log, stream, time }));
    this.#append(id, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
    for (const follower of this.#followers) {
      const to = stream === 'stdout' ? follower.client.stdout : follower.client.stderr;
      if (follower.id !== id || to === null) continue;
      const stamp = follower.timestamps ? `${rfc3339Fixed(timeNs)} ` : '';
      this.#sys.write(to, encodeBytes(lines.map((line) => `${stamp}${line}`).join('')));
    }
  }

  #append(id: string, text: string): void {
    const fd = this.#sys.open(this.#pathOf(id), O_WRONLY | O_CREAT | O_APPEND, 0o600);
    if (fd.err !== undefined) return;
    if (text !== '') this.#sys.write(fd.ok, encodeBytes(text));
    this.#sys.close(fd.ok);
  }
}
