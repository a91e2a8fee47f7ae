// Plays inputs on a simulated machine: live, at replay, for a grader. One player is one branch of a session.
// The invariant: what happens depends on the scene and on (simulated time, input) pairs alone, so that a log replays exactly.
import type { Machine, RunState } from '../kernel/machine.ts';
import { encodeBytes } from '../abi/bytes.ts';
import type { InputEntry, SessionInput } from './log.ts';
import type { LogWriter } from './log-writer.ts';

export class Player {
  readonly machine: Machine;
  readonly log: LogWriter;
  readonly #openTerminal: (rows: number, columns: number) => number;

  /** @param openTerminal starts a login shell on a new terminal, as the scene has it */
  constructor(machine: Machine, log: LogWriter, openTerminal: (rows: number, columns: number) => number) {
    this.machine = machine;
    this.log = log;
    this.#openTerminal = openTerminal;
  }

  /** Logs an input at this moment of simulated time and gives it to the machine, which has yet to run. */
  deliver(input: SessionInput): void {
    this.log.input(input);
    if ('data' in input) this.machine.input(input.tty, encodeBytes(input.data));
    else if ('rows' in input) this.machine.resize(input.tty, { rows: input.rows, columns: input.columns });
    else if (input.terminal === 'close') this.machine.closeTerminal(input.tty);
    else {
      const opened = this.#openTerminal(24, 80);
      if (opened !== input.tty) throw new Error(`terminal ${opened} was opened where the log has ${input.tty}`);
    }
  }

  /** Runs until every process sleeps, and past sleeps too: a script's life to its end. */
  settle(): RunState {
    for (;;) {
      const state = this.machine.run();
      if (state.state !== 'sleeping') return state;
      this.machine.advance(state.until - this.machine.now());
    }
  }

  /**
   * Delivers inputs at the times they have in the log.
   * @param goOn asked now and then; false: stop there
   * @returns how many were delivered
   */
  replay(inputs: readonly InputEntry[], goOn: () => boolean = () => true): number {
    let delivered = 0;
    for (const { id: _id, cause: _cause, t, kind: _kind, ...input } of inputs) {
      if (!goOn()) return delivered;
      this.runTo(BigInt(t));
      this.deliver(input);
      delivered += 1;
    }
    return delivered;
  }

  /** Runs, and lets time pass where nothing runs, until the simulated clock reads `time`. */
  runTo(time: bigint): void {
    const { machine } = this;
    while (machine.now() < time) {
      const state = machine.run({ until: () => machine.now() >= time });
      if (machine.now() >= time) return;
      if (state.state === 'needs') throw new Error(`a replay needs ${state.chunk}, which is not loaded`);
      const wake = state.state === 'sleeping' && state.until < time ? state.until : time;
      machine.advance(wake - machine.now());
    }
  }
}
