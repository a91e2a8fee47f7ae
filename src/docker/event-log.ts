// The daemon's events as `docker events` shows them: the last 64, and the clients that go on listening. Plain data.
import { encodeBytes } from '../abi/bytes.ts';
import type { Syscalls } from '../kernel/program.ts';
import { type Client, closeClient } from './running.ts';
import { rfc3339Fixed } from './units.ts';

export interface LoggedEvent {
  readonly status: string;
  readonly id: string;
  /** The image a container is of; '' for an event of an image. */
  readonly from: string;
  /** Nanoseconds since the epoch. */
  readonly timeNs: string;
}

export interface EventFilters {
  readonly [name: string]: readonly string[];
}

interface Listener {
  readonly client: Client;
  readonly filters: EventFilters;
}

export interface EventLogRest {
  readonly events: readonly LoggedEvent[];
  readonly listeners: readonly Listener[];
}

const capacity = 64;

export class EventLog {
  readonly #sys: Syscalls;
  #events: readonly LoggedEvent[];
  #listeners: readonly Listener[];

  constructor(sys: Syscalls, rest: EventLogRest = { events: [], listeners: [] }) {
    this.#sys = sys;
    this.#events = rest.events;
    this.#listeners = rest.listeners;
  }

  rest(): EventLogRest {
    return { events: this.#events, listeners: this.#listeners };
  }

  add(status: string, id: string, from: string): void {
    const event = { status, id, from, timeNs: String(this.#sys.clockGettime()) };
    this.#events = [...this.#events, event].slice(-capacity);
    this.#listeners = this.#listeners.filter((listener) => {
      if (!matches(event, listener.filters)) return true;
      const written = this.#sys.write(listener.client.stdout ?? -1, encodeBytes(eventLine(event)));
      if (written.err === undefined || written.err === 'EAGAIN') return true;
      // The client is gone.
      closeClient(this.#sys, listener.client);
      return false;
    });
  }

  listen(client: Client, filters: EventFilters): void {
    this.#listeners = [...this.#listeners, { client, filters }];
  }

  /** Those from `since` until `until`, nanoseconds. */
  between(since: bigint, until: bigint, filters: EventFilters): readonly LoggedEvent[] {
    return this.#events.filter((event) => {
      const time = BigInt(event.timeNs);
      return time >= since && time <= until && matches(event, filters);
    });
  }
}

/** @see moby v1.9.1 daemon/events/filter.go */
function matches({ status, id, from }: LoggedEvent, filters: EventFilters): boolean {
  const isAmong = (values: readonly string[] | undefined, ...those: readonly string[]): boolean =>
    values === undefined || values.length === 0 || those.some((one) => values.includes(one));
  const repository = from.replace(/:[^/:]*$/, '');
  return (
    isAmong(filters['event'], status.replace(/:.*/s, '')) &&
    isAmong(filters['container'], from === '' ? '' : id) &&
    isAmong(filters['image'], id, from, repository, id.replace(/:[^/:]*$/, ''))
  );
}

/** `2015-12-31T17:55:00.000000000Z <id>: (from centos:centos6) start` */
export function eventLine({ status, id, from, timeNs }: LoggedEvent): string {
  return `${rfc3339Fixed(BigInt(timeNs))} ${id}: ${from === '' ? '' : `(from ${from}) `}${status}\n`;
}
