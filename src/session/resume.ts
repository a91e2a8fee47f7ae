// Brings a stored session back: all of it by replay where that is quick, else its newest root and the inputs after it.
// The invariant: it ends, whatever the log holds, and what could not be played again is handed out, never dropped.
import type { InputEntry } from './log.ts';
import type { StoredSession } from './keeper.ts';
import type { SavedRoot, World } from './world.ts';

export interface Resumed {
  readonly world: World;
  /** The inputs that led to the root: they are in the log on disk and not in the world's. */
  readonly past: readonly InputEntry[];
  /** How the world came to be: `replayed` from the scene's start, or from the `root`. */
  readonly from: 'start' | 'root';
  /** Inputs were delivered at other times than those they were logged with: what ran for long was cut short. */
  readonly hurried: boolean;
  /** Inputs that were not delivered. */
  readonly left: readonly InputEntry[];
  /** Why the replay ended before its end. */
  readonly problem: string | undefined;
}

/** Milliseconds of real time. */
export interface Patience {
  /** For a replay of everything, where there is a root to go on from instead. */
  readonly whole: number;
  /** For a replay without which nothing is there. */
  readonly needed: number;
  /** For inputs that are no longer delivered at their own times: for each, and for all of them. */
  readonly turn: number;
  readonly turns: number;
}

/**
 * @param start makes the world, from its scene's start or from a root
 * @param now a clock of milliseconds
 */
export function resume(
  stored: StoredSession,
  sameEngine: boolean,
  start: (root?: SavedRoot) => World,
  now: () => number,
  patience: Patience,
): Resumed {
  const { root } = stored;
  if (root === undefined || (sameEngine && !stored.rooted)) {
    const world = start();
    const end = now() + (root === undefined ? patience.needed : patience.whole);
    const played = play(world, stored.inputs, () => now() < end);
    const whole = played.count === stored.inputs.length;
    if (whole || root === undefined) {
      return { world, past: [], from: 'start', ...goOn(world, stored.inputs, played, now, patience) };
    }
  }
  const past = stored.inputs.slice(0, root.inputs);
  const later = stored.inputs.slice(root.inputs);
  const world = start({ data: root.data, firstId: (past.at(-1)?.id ?? 0) + 1 });
  const end = now() + patience.needed;
  return {
    world,
    past,
    from: 'root',
    ...goOn(
      world,
      later,
      play(world, later, () => now() < end),
      now,
      patience,
    ),
  };
}

interface Played {
  readonly count: number;
  readonly problem: string | undefined;
}

function play(world: World, inputs: readonly InputEntry[], isTime: () => boolean): Played {
  try {
    return { count: world.player.replay(inputs, isTime), problem: undefined };
  } catch (error) {
    return { count: inputsOf(world), problem: reasonOf(error) };
  }
}

/** After a replay that took too long: the rest with less care, as far as that goes. */
function goOn(
  world: World,
  inputs: readonly InputEntry[],
  played: Played,
  now: () => number,
  patience: Patience,
): Pick<Resumed, 'hurried' | 'left' | 'problem'> {
  const rest = inputs.slice(played.count);
  if (rest.length === 0 || played.problem !== undefined) return { hurried: false, left: rest, problem: played.problem };
  const end = now() + patience.turns;
  let problem: string | undefined;
  try {
    world.player.hurry(rest, () => {
      const turnEnd = now() + patience.turn;
      return now() < end ? () => now() < turnEnd : undefined;
    });
  } catch (error) {
    problem = reasonOf(error);
  }
  const left = inputs.slice(inputsOf(world));
  return { hurried: left.length < rest.length, left, problem };
}

/** How many inputs its own log holds. */
function inputsOf(world: World): number {
  return world.log.entries.filter((entry) => entry.kind === 'input').length;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
