// Plays inputs on a simulated machine: live, at replay, for a grader. One player is one branch of a session.
// The invariant: what happens depends on the scene and on (simulated time, input) pairs alone, so that a log replays exactly.
import type { Machine, RunState } from '../kernel/machine.ts';
import { encodeBytes } from '../abi/bytes.ts';
import type { InputEntry, SessionInput } from './log.ts';
import type { LogWriter } from './log-writer.ts';

export class Player {
  readonly machine: Machine;
  readonly log: LogWriter;
  readonly #openTerminal: (rows: number, columns: number) => void;

  /** @param openTerminal starts a login shell on a new terminal, as the scene has it */
  constructor(machine: Machine, log: LogWriter, openTerminal: (rows: number, columns: number) => void) {
    this.machine = machine;
    this.log = log;
    this.#openTerminal = openTerminal;
  }

  /**
   * Logs an input at this moment of simulated time and gives it to the machine, which has yet to run.
   * @throws Error when it names a terminal that is not there, or opens another than the machine would; then it is not logged
   */
  deliver(input: SessionInput): void {
    const { machine } = this;
    const opens = 'terminal' in input && input.terminal === 'open';
    if (opens ? machine.freeTerminal() !== input.tty : !machine.terminals().includes(input.tty))
      throw new Error(
        opens
          ? `terminal ${machine.freeTerminal()} would be opened where the log has ${input.tty}`
          : `there is no terminal ${input.tty}`,
      );
    this.log.input(input);
    if ('data' in input) machine.input(input.tty, encodeBytes(input.data));
    else if ('rows' in input) machine.resize(input.tty, { rows: input.rows, columns: input.columns });
    else if (opens) this.#openTerminal(24, 80);
    else machine.closeTerminal(input.tty);
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
   * @param goOn asked all the time; false: stop where it is
   * @returns how many were delivered
   */
  replay(inputs: readonly InputEntry[], goOn: () => boolean = () => true): number {
    let delivered = 0;
    for (const input of inputs) {
      this.runTo(BigInt(input.t), goOn);
      if (!goOn()) return delivered;
      this.deliver(inputOf(input));
      delivered += 1;
    }
    return delivered;
  }

  /**
   * Delivers inputs without regard to their times: each when the machine waits for it, or has had its turn.
   * @param turn begins a turn: what it returns is asked all the time, false: the next input's turn
   * @returns how many were delivered
   */
  hurry(inputs: readonly InputEntry[], turn: () => (() => boolean) | undefined): number {
    let delivered = 0;
    for (const input of inputs) {
      const goOn = turn();
      if (goOn === undefined) return delivered;
      this.deliver(inputOf(input));
      delivered += 1;
      for (;;) {
        const state = this.machine.run({ until: () => !goOn() });
        if (state.state !== 'sleeping' || !goOn()) break;
        this.machine.advance(state.until - this.machine.now());
      }
    }
    return delivered;
  }

  /** Runs, and lets time pass where nothing runs, until the simulated clock reads `time`. */
  runTo(time: bigint, goOn: () => boolean = () => true): void {
    const { machine } = this;
    while (machine.now() < time && goOn()) {
      const state = machine.run({ until: () => machine.now() >= time || !goOn() });
      if (machine.now() >= time || !goOn()) return;
      if (state.state === 'needs') throw new Error(`a replay needs ${state.chunk}, which is not loaded`);
      const wake = state.state === 'sleeping' && state.until < time ? state.until : time;
      machine.advance(wake - machine.now());
    }
  }
}

function inputOf({ id: _id, cause: _cause, t: _t, kind: _kind, ...input }: InputEntry): SessionInput {
  return input;
}
