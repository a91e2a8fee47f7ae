// The editing of one line as a pure model: keys go in, a new state and actions come out, and a state is drawn as a string of
// escape sequences. It knows no terminal: how text falls into graphemes and how wide they are is passed in.
import type { Completion } from './complete.ts';

/** What the editor must know of text. */
export interface TextMeasure {
  /** Graphemes, in order; joined they are the text. */
  segments(text: string): readonly string[];
  /** Columns that a grapheme takes: 0, 1 or 2. */
  width(segment: string): number;
}

export interface EditorState {
  /** Graphemes of the line. */
  readonly line: readonly string[];
  /** Where the next character goes: an index into `line`. */
  readonly cursor: number;
  /** Cut texts, the newest last. */
  readonly kills: readonly string[];
  /** What the last key did, for keys that go on with it. */
  readonly last: 'kill' | 'yank' | 'tab' | 'argument' | 'other';
  /** The history line shown, counted from the newest; 0: the line being written. */
  readonly historyAt: number;
  /** The line being written, while a history line is shown. */
  readonly unfinished: string;
  /** Lines before each change, for undo. */
  readonly undo: readonly { readonly line: readonly string[]; readonly cursor: number }[];
  readonly search: Search | undefined;
  /** Length of the text that the last yank or `Alt-.` put in, and which one it was. */
  readonly inserted: { readonly length: number; readonly index: number };
  /** The beginning of a key's sequence. */
  readonly pending: string;
  /** Text of a bracketed paste that has not ended. */
  readonly paste: string | undefined;
}

interface Search {
  readonly query: string;
  /** Index into the history of what is shown, its length: nothing yet. */
  readonly at: number;
  readonly failed: boolean;
  readonly before: { readonly line: readonly string[]; readonly cursor: number };
}

export type EditorAction =
  /** The line is done. */
  | { readonly type: 'accept'; readonly line: string }
  /** ^C */
  | { readonly type: 'interrupt' }
  /** ^D on an empty line. */
  | { readonly type: 'end' }
  /** Completion is asked for; `list`: for the second time, so the candidates are to be shown. */
  | { readonly type: 'complete'; readonly list: boolean }
  /** ^L */
  | { readonly type: 'clear' }
  | { readonly type: 'bell' };

export const emptyEditor: EditorState = {
  line: [],
  cursor: 0,
  kills: [],
  last: 'other',
  historyAt: 0,
  unfinished: '',
  undo: [],
  search: undefined,
  inserted: { length: 0, index: 0 },
  pending: '',
  paste: undefined,
};

export interface Edited {
  readonly state: EditorState;
  readonly actions: readonly EditorAction[];
  /** Bytes after an accepted line, ^C or ^D: they belong to whatever reads next. */
  readonly rest: string;
}

const pasteBegin = '\x1b[200~';
const pasteEnd = '\x1b[201~';

/** Feeds what the keyboard sent. Stops after the key that ends the line. */
export function edit(start: EditorState, data: string, history: readonly string[], measure: TextMeasure): Edited {
  let state = start;
  let input = start.pending + data;
  state = { ...state, pending: '' };
  const actions: EditorAction[] = [];
  while (input !== '') {
    if (state.paste !== undefined) {
      const end = input.indexOf(pasteEnd);
      if (end < 0) return { state: { ...state, paste: state.paste + input }, actions, rest: '' };
      const text = (state.paste + input.slice(0, end)).replace(/\r\n?/g, '\n');
      state = insert({ ...state, paste: undefined }, text, measure);
      input = input.slice(end + pasteEnd.length);
      continue;
    }
    if (input.startsWith(pasteBegin)) {
      state = { ...state, paste: '' };
      input = input.slice(pasteBegin.length);
      continue;
    }
    const key = firstKey(input);
    if (key === undefined) return { state: { ...state, pending: input }, actions, rest: '' };
    input = input.slice(key.length);
    const pressed = press(state, key, history, measure);
    state = pressed.state;
    if (pressed.action !== undefined) actions.push(pressed.action);
    const type = pressed.action?.type;
    if (type === 'accept' || type === 'interrupt' || type === 'end') return { state, actions, rest: input };
  }
  return { state, actions, rest: '' };
}

/** The first key of the input: a run of plain text, a control character or a sequence. undefined: more must come. */
function firstKey(input: string): string | undefined {
  if (!input.startsWith('\x1b')) return /^[^\x00-\x1f\x7f]+|^[\x00-\x1f\x7f]/.exec(input)?.[0];
  if (input.length === 1) return undefined;
  if (input[1] === '[') return /^\x1b\[[0-9;?]*[@-~]/.exec(input)?.[0] ?? (input.length > 20 ? input : undefined);
  if (input[1] === 'O') return input.length > 2 ? input.slice(0, 3) : undefined;
  return input.slice(0, 1 + String.fromCodePoint(input.codePointAt(1) ?? 0).length);
}

interface Pressed {
  readonly state: EditorState;
  readonly action?: EditorAction;
}

type Command = (state: EditorState, history: readonly string[], measure: TextMeasure) => Pressed;

const bell = (state: EditorState): Pressed => ({ state, action: { type: 'bell' } });
const moved = (state: EditorState, cursor: number): Pressed => ({ state: { ...state, cursor, last: 'other' } });

const home: Command = (state) => moved(state, 0);
const end: Command = (state) => moved(state, state.line.length);
const left: Command = (state) => moved(state, Math.max(0, state.cursor - 1));
const right: Command = (state) => moved(state, Math.min(state.line.length, state.cursor + 1));
const wordLeft: Command = (state) => moved(state, wordStart(state));
const wordRight: Command = (state) => moved(state, wordEnd(state));
const backspace: Command = (state) =>
  state.cursor === 0 ? bell(state) : { state: remove(state, state.cursor - 1, state.cursor) };
const deleteForward: Command = (state) =>
  state.cursor === state.line.length ? bell(state) : { state: remove(state, state.cursor, state.cursor + 1) };
const older: Command = (state, history, measure) => showHistory(state, history, measure, state.historyAt + 1);
const newer: Command = (state, history, measure) => showHistory(state, history, measure, state.historyAt - 1);
const accept: Command = (state) => ({
  state: { ...emptyEditor, kills: state.kills },
  action: { type: 'accept', line: state.line.join('') },
});

const commands: Readonly<Record<string, Command>> = {
  '\x01': home,
  '\x1b[H': home,
  '\x1bOH': home,
  '\x1b[1~': home,
  '\x1b[7~': home,
  '\x05': end,
  '\x1b[F': end,
  '\x1bOF': end,
  '\x1b[4~': end,
  '\x1b[8~': end,
  '\x02': left,
  '\x1b[D': left,
  '\x1bOD': left,
  '\x06': right,
  '\x1b[C': right,
  '\x1bOC': right,
  '\x1bb': wordLeft,
  '\x1b[1;5D': wordLeft,
  '\x1b[1;3D': wordLeft,
  '\x1bf': wordRight,
  '\x1b[1;5C': wordRight,
  '\x1b[1;3C': wordRight,
  '\x08': backspace,
  '\x7f': backspace,
  '\x1b[3~': deleteForward,
  '\x10': older,
  '\x1b[A': older,
  '\x1bOA': older,
  '\x0e': newer,
  '\x1b[B': newer,
  '\x1bOB': newer,
  '\x1b<': (state, history, measure) => showHistory(state, history, measure, history.length),
  '\x1b>': (state, history, measure) => showHistory(state, history, measure, 0),
  '\r': accept,
  '\n': accept,
  '\x03': (state) => ({ state: { ...emptyEditor, kills: state.kills }, action: { type: 'interrupt' } }),
  '\x04': (state) => {
    if (state.line.length === 0) return { state, action: { type: 'end' } };
    return state.cursor === state.line.length ? bell(state) : { state: remove(state, state.cursor, state.cursor + 1) };
  },
  '\x07': (state) => bell({ ...state, last: 'other' }),
  '\t': (state) => ({ state: { ...state, last: 'tab' }, action: { type: 'complete', list: state.last === 'tab' } }),
  '\x0c': (state) => ({ state: { ...state, last: 'other' }, action: { type: 'clear' } }),
  '\x0b': (state) => ({ state: kill(state, state.cursor, state.line.length, 'after') }),
  '\x15': (state) => ({ state: kill(state, 0, state.cursor, 'before') }),
  '\x17': (state) => ({ state: kill(state, blankStart(state), state.cursor, 'before') }),
  '\x1b\x7f': (state) => ({ state: kill(state, wordStart(state), state.cursor, 'before') }),
  '\x1b\x08': (state) => ({ state: kill(state, wordStart(state), state.cursor, 'before') }),
  '\x1bd': (state) => ({ state: kill(state, state.cursor, wordEnd(state), 'after') }),
  '\x19': (state, _history, measure) => yank(state, measure),
  '\x1by': (state, _history, measure) => yankPop(state, measure),
  '\x14': transpose,
  '\x1b.': lastArgument,
  '\x1b_': lastArgument,
  '\x1bu': (state, _history, measure) => changeWord(state, measure, (word) => word.toUpperCase()),
  '\x1bl': (state, _history, measure) => changeWord(state, measure, (word) => word.toLowerCase()),
  '\x1bc': (state, _history, measure) =>
    changeWord(state, measure, (word) => word.replace(/[\p{L}\p{N}]/u, (char) => char.toUpperCase())),
  '\x1f': (state) => {
    const before = state.undo[state.undo.length - 1];
    return before === undefined
      ? bell(state)
      : { state: { ...state, ...before, undo: state.undo.slice(0, -1), last: 'other' } };
  },
  '\x12': (state, history) => ({
    state: {
      ...state,
      last: 'other',
      search: { query: '', at: history.length, failed: false, before: { line: state.line, cursor: state.cursor } },
    },
  }),
};

function press(state: EditorState, key: string, history: readonly string[], measure: TextMeasure): Pressed {
  if (state.search !== undefined) return pressInSearch(state, state.search, key, history, measure);
  const command = commands[key];
  if (command !== undefined) return command(state, history, measure);
  if (/^[\x00-\x1f\x7f]/.test(key)) return bell({ ...state, last: 'other' });
  return { state: insert(state, key, measure) };
}

function remember(state: EditorState): EditorState['undo'] {
  return [...state.undo.slice(-99), { line: state.line, cursor: state.cursor }];
}

/** Puts text in at the cursor. Graphemes are found anew, for a combining mark joins what stands before it. */
function insert(state: EditorState, text: string, measure: TextMeasure): EditorState {
  const before = measure.segments(state.line.slice(0, state.cursor).join('') + text);
  const after = state.line.slice(state.cursor);
  return { ...state, line: [...before, ...after], cursor: before.length, undo: remember(state), last: 'other' };
}

function remove(state: EditorState, from: number, to: number): EditorState {
  const line = [...state.line.slice(0, from), ...state.line.slice(to)];
  return { ...state, line, cursor: from, undo: remember(state), last: 'other' };
}

/** Cuts a stretch; cuts in a row make one text. */
function kill(state: EditorState, from: number, to: number, side: 'before' | 'after'): EditorState {
  if (from === to) return { ...state, last: 'kill' };
  const text = state.line.slice(from, to).join('');
  const previous = state.last === 'kill' ? state.kills[state.kills.length - 1] : undefined;
  const joined = previous === undefined ? text : side === 'before' ? text + previous : previous + text;
  const kills = [...(previous === undefined ? state.kills : state.kills.slice(0, -1)), joined].slice(-10);
  return { ...remove(state, from, to), kills, last: 'kill' };
}

function yank(state: EditorState, measure: TextMeasure): Pressed {
  const text = state.kills[state.kills.length - 1];
  if (text === undefined) return bell(state);
  const next = insert(state, text, measure);
  return {
    state: { ...next, last: 'yank', inserted: { length: next.cursor - state.cursor, index: state.kills.length - 1 } },
  };
}

/** Replaces what was yanked by the text cut before it. */
function yankPop(state: EditorState, measure: TextMeasure): Pressed {
  if (state.last !== 'yank') return bell(state);
  const index = (state.inserted.index + state.kills.length - 1) % state.kills.length;
  const without = remove(state, state.cursor - state.inserted.length, state.cursor);
  const next = insert(without, state.kills[index] ?? '', measure);
  return { state: { ...next, last: 'yank', inserted: { length: next.cursor - without.cursor, index } } };
}

function transpose(state: EditorState): Pressed {
  const at = Math.min(state.cursor, state.line.length - 1);
  const [a, b] = [state.line[at - 1], state.line[at]];
  if (a === undefined || b === undefined) return bell(state);
  const line = [...state.line.slice(0, at - 1), b, a, ...state.line.slice(at + 1)];
  return { state: { ...state, line, cursor: at + 1, undo: remember(state), last: 'other' } };
}

/** The last word of the line before; again: of the one before that. */
function lastArgument(state: EditorState, history: readonly string[], measure: TextMeasure): Pressed {
  const again = state.last === 'argument';
  const index = again ? state.inserted.index - 1 : history.length - 1;
  const line = history[index];
  if (line === undefined) return bell(state);
  const word = line.match(/(?:\\.|'[^']*'|"(?:\\.|[^"\\])*"|[^\s'"\\])+/g)?.at(-1) ?? '';
  const base = again ? remove(state, state.cursor - state.inserted.length, state.cursor) : state;
  const next = insert(base, word, measure);
  return { state: { ...next, last: 'argument', inserted: { length: next.cursor - base.cursor, index } } };
}

function changeWord(state: EditorState, measure: TextMeasure, change: (word: string) => string): Pressed {
  const stop = wordEnd(state);
  const word = state.line.slice(state.cursor, stop).join('');
  return { state: insert(remove(state, state.cursor, stop), change(word), measure) };
}

function showHistory(state: EditorState, history: readonly string[], measure: TextMeasure, at: number): Pressed {
  if (at < 0 || at > history.length || at === state.historyAt) return bell(state);
  const unfinished = state.historyAt === 0 ? state.line.join('') : state.unfinished;
  const line = measure.segments(at === 0 ? unfinished : (history[history.length - at] ?? ''));
  return { state: { ...state, line, cursor: line.length, historyAt: at, unfinished, undo: [], last: 'other' } };
}

const isWord = (segment: string | undefined): boolean => segment !== undefined && /[\p{L}\p{N}_]/u.test(segment);

function wordStart({ line, cursor }: EditorState): number {
  let at = cursor;
  while (at > 0 && !isWord(line[at - 1])) at--;
  while (at > 0 && isWord(line[at - 1])) at--;
  return at;
}

function wordEnd({ line, cursor }: EditorState): number {
  let at = cursor;
  while (at < line.length && !isWord(line[at])) at++;
  while (at < line.length && isWord(line[at])) at++;
  return at;
}

/** Back over blanks and then to the blank before: ^W. */
function blankStart({ line, cursor }: EditorState): number {
  let at = cursor;
  while (at > 0 && /^\s/.test(line[at - 1] ?? '')) at--;
  while (at > 0 && !/^\s/.test(line[at - 1] ?? '')) at--;
  return at;
}

/** ^R: characters narrow the search, ^R again goes further back, any other key takes what was found and acts on it. */
function pressInSearch(
  state: EditorState,
  search: Search,
  key: string,
  history: readonly string[],
  measure: TextMeasure,
): Pressed {
  const find = (query: string, from: number): Pressed => {
    for (let at = Math.min(from, history.length - 1); at >= 0; at--) {
      const line = history[at] ?? '';
      const found = line.indexOf(query);
      if (found < 0) continue;
      const segments = measure.segments(line);
      const cursor = measure.segments(line.slice(0, found)).length;
      return { state: { ...state, line: segments, cursor, search: { ...search, query, at, failed: false } } };
    }
    return { state: { ...state, search: { ...search, query, failed: true } }, action: { type: 'bell' } };
  };
  if (key === '\x12') return search.query === '' ? { state } : find(search.query, search.at - 1);
  if (key === '\x07') return { state: { ...state, ...search.before, search: undefined } };
  if (key === '\x7f' || key === '\x08') {
    const query = measure.segments(search.query).slice(0, -1).join('');
    if (query === '')
      return { state: { ...state, ...search.before, search: { ...search, query, at: history.length, failed: false } } };
    return find(query, history.length - 1);
  }
  if (!/^[\x00-\x1f\x7f]/.test(key))
    return find(search.query + key, search.query === '' ? history.length - 1 : search.at);
  const historyAt = search.at < history.length ? history.length - search.at : state.historyAt;
  const unfinished = state.historyAt === 0 ? search.before.line.join('') : state.unfinished;
  const taken: EditorState = { ...state, search: undefined, historyAt, unfinished };
  if (key === '\x1b') return { state: taken };
  return press(taken, key, history, measure);
}

/** Puts a completion into the line. `list`: candidates to show below, where it was asked for again. */
export function applyCompletion(
  state: EditorState,
  completion: Completion,
  list: boolean,
  measure: TextMeasure,
): { readonly state: EditorState; readonly list: readonly string[]; readonly bell: boolean } {
  const text = state.line.join('');
  if (completion.candidates.length === 0) return { state, list: [], bell: true };
  const replaced = text.slice(completion.from, completion.to);
  if (completion.insert !== replaced && completion.insert.length >= replaced.length) {
    const before = measure.segments(text.slice(0, completion.from) + completion.insert);
    const after = measure.segments(text.slice(completion.to));
    const next = { ...state, line: [...before, ...after], cursor: before.length, undo: remember(state) };
    return { state: next, list: [], bell: completion.candidates.length > 1 };
  }
  if (completion.candidates.length === 1) return { state, list: [], bell: false };
  return { state, list: list ? completion.candidates : [], bell: !list };
}

/** Where the editor's drawing stands: the rows below the prompt's last line that the cursor is, and that are in use. */
export interface Drawn {
  readonly cursorRow: number;
  readonly rows: number;
}

export const nothingDrawn: Drawn = { cursorRow: 0, rows: 1 };

export interface Drawing {
  /** Printed at the place where `drawn` left the cursor. */
  readonly output: string;
  readonly drawn: Drawn;
}

/** Draws prompt and line anew. The prompt's earlier lines, if it has several, stay as they are. */
export function draw(state: EditorState, drawn: Drawn, prompt: string, columns: number, measure: TextMeasure): Drawing {
  return drawAt(state, state.cursor, drawn, prompt, columns, measure);
}

/** Draws with the cursor after the line: before ^C is told, or the candidates of a completion. */
export function drawToEnd(
  state: EditorState,
  drawn: Drawn,
  prompt: string,
  columns: number,
  measure: TextMeasure,
): Drawing {
  return drawAt(state, state.line.length, drawn, prompt, columns, measure);
}

/** Takes the line off the screen and leaves the cursor after the prompt, where the terminal will echo what was accepted. */
export function eraseLine(drawn: Drawn, prompt: string): string {
  return `${toStart(drawn)}${lastLine(prompt)}\x1b[J`;
}

function toStart(drawn: Drawn): string {
  return `\r${drawn.cursorRow > 0 ? `\x1b[${String(drawn.cursorRow)}A` : ''}`;
}

function lastLine(prompt: string): string {
  return prompt.slice(prompt.lastIndexOf('\n') + 1);
}

function drawAt(
  state: EditorState,
  cursor: number,
  drawn: Drawn,
  prompt: string,
  columns: number,
  measure: TextMeasure,
): Drawing {
  const shownPrompt = promptOf(state, prompt);
  const plain = shownPrompt.replace(/\x1b\[[0-9;?]*[@-~]|\x1b\][^\x07]*\x07|[\x00-\x1f\x7f]/g, '');
  let row = 0;
  let column = 0;
  const advance = (width: number): void => {
    if (column + width > columns) {
      row++;
      column = 0;
    }
    column += width;
  };
  for (const segment of measure.segments(plain)) advance(measure.width(segment));
  let at = { row, column };
  let text = '';
  state.line.forEach((segment, index) => {
    if (index === cursor) at = { row, column };
    const shown = visible(segment);
    text += shown;
    if (shown === segment) advance(measure.width(segment));
    else for (let count = 0; count < shown.length; count++) advance(1);
  });
  if (cursor >= state.line.length) at = { row, column };
  let output = `${toStart(drawn)}${shownPrompt}${text}`;
  // a full row leaves the cursor on its last column: the next row must be opened by hand
  if (column === columns) {
    output += '\r\n';
    row++;
    column = 0;
  }
  if (at.column === columns) at = { row: at.row + 1, column: 0 };
  output += '\x1b[J';
  if (row > at.row) output += `\x1b[${String(row - at.row)}A`;
  output += `\r${at.column > 0 ? `\x1b[${String(at.column)}C` : ''}`;
  return { output, drawn: { cursorRow: at.row, rows: row + 1 } };
}

function promptOf(state: EditorState, prompt: string): string {
  if (state.search === undefined) return lastLine(prompt);
  return `(${state.search.failed ? 'failed ' : ''}reverse-i-search)\`${state.search.query}': `;
}

/** Control characters as `^X`: nothing that was pasted acts on the terminal. */
function visible(segment: string): string {
  const code = segment.charCodeAt(0);
  if (code < 32) return `^${String.fromCharCode(code + 64)}`;
  if (code === 127) return '^?';
  if (code >= 0x80 && code < 0xa0) return '^?';
  return segment;
}

/** Candidates in columns, from top to bottom, as wide as the terminal allows. */
export function listColumns(candidates: readonly string[], columns: number, measure: TextMeasure): string {
  const widthOf = (text: string): number =>
    measure.segments(text).reduce((sum, segment) => sum + measure.width(segment), 0);
  const widest = Math.max(...candidates.map(widthOf)) + 2;
  const across = Math.max(1, Math.floor(columns / widest));
  const rows = Math.ceil(candidates.length / across);
  let text = '';
  for (let row = 0; row < rows; row++) {
    let line = '';
    for (let at = row; at < candidates.length; at += rows) {
      const candidate = candidates[at] ?? '';
      line += at + rows < candidates.length ? candidate + ' '.repeat(widest - widthOf(candidate)) : candidate;
    }
    text += `${line}\r\n`;
  }
  return text;
}
