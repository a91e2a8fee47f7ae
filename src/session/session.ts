// What the page, the widget and the headless player hold of a running session: the machine, its log, and what was saved.
// Everything a panel draws is a function of (log, cursor) and of reads through `peek`.
import type { OverlayMount } from '../kernel/machine.ts';
import type { Syscalls } from '../kernel/program.ts';
import type { Locale, LogEntry } from './log.ts';
import type { OverlayStep } from '../overlay/events.ts';
import type { NoteId } from './scene.ts';

export interface TerminalInfo {
  /** The tty number inputs name; stays the same when a container takes the terminal over. */
  readonly id: number;
  /** Whose shell is seen in it now. */
  readonly kind: 'host' | 'container';
  /** `yy1`, or the container's twelve digits. */
  readonly label: string;
}

/** One command of the log, numbered from 1 over the whole session: the number in the gutter, on its clip and in `10.2`. */
export interface CommandSpan {
  readonly number: number;
  readonly entry: number;
  readonly tty: number;
  readonly text: string;
  /** What it changed on layers of overlays, in order. */
  readonly steps: readonly OverlayStep[];
  /** The system call under which each step was made (same length as `steps`): `unlink("/root/install.log")`. */
  readonly calls: readonly string[];
  readonly running: boolean;
}

export type SaveState =
  | { readonly state: 'saved' | 'saving' }
  | { readonly state: 'memory' | 'readonly' | 'failed'; readonly reason: string };

export interface Completion {
  /** Where in the line the word to replace begins and ends (UTF-16 units). */
  readonly from: number;
  readonly to: number;
  readonly candidates: readonly string[];
  /** What all candidates share, with its closing blank or slash where there is just one. */
  readonly insert: string;
}

export interface Prompt {
  readonly prompt: string;
  readonly continuation: boolean;
}

export interface Goal {
  readonly id: string;
  readonly text: string;
  readonly met: boolean;
  /** Why not, of the check that failed first; present while it is the current goal. */
  readonly reason?: string;
}

export interface LessonView {
  readonly title: string;
  readonly intro: string;
  readonly goals: readonly Goal[];
  /** Markdown of the step that the learner is at. */
  readonly text: string;
}

export interface Session {
  /** The machine itself is there. Before, there are its prompts alone, and what is typed is kept for it. */
  readonly arrived: boolean;
  /** There will be layers to draw as soon as the machine is there. */
  readonly awaitsLayers: boolean;
  readonly locale: Locale;
  readonly scene: string;
  readonly title: string;
  /** What must be said on screen: what is a model, which userland, which kernel's words. */
  readonly notes: readonly NoteId[];
  readonly log: readonly LogEntry[];
  readonly commands: readonly CommandSpan[];
  readonly terminals: readonly TerminalInfo[];
  readonly save: SaveState;
  readonly lesson: LessonView | undefined;
  /** Calls `listener` after any change of the above, at most once a task. Returns the way to stop. */
  subscribe(listener: () => void): () => void;
  /**
   * Bytes that a terminal shows, from the start of what is kept on.
   * @param output may return a promise of when they have been drawn: a program that prints faster than that waits
   */
  attach(terminal: number, output: (bytes: Uint8Array) => void | Promise<void>): () => void;
  /** The prompt the terminal waits at (then the view's line editor works), or undefined: keys go straight to the program. */
  prompt(terminal: number): Prompt | undefined;
  /** At a prompt an accepted line with "\r", or "\x03", or "\x04"; else raw bytes. */
  input(terminal: number, data: string): void;
  resize(terminal: number, rows: number, columns: number): void;
  openTerminal(rows: number, columns: number): number;
  closeTerminal(terminal: number): void;
  complete(terminal: number, line: string, cursor: number): Completion;
  history(terminal: number): readonly string[];
  overlays(): readonly OverlayMount[];
  /** Title and lesson are in that language from now on; the simulated machine keeps its own. */
  speak(locale: Locale): void;
  /** Reads as the host's root: no event, no simulated time. @throws Error before the machine arrived */
  peek(): Syscalls;
}
