// Keys on their way to the session. At a prompt the shell's line editor turns them into a line, drawn here and nowhere kept;
// the accepted line is taken off the screen, for the terminal of the machine echoes it. Elsewhere bytes go as they are.
import type { Session } from '../../session/session.ts';
import {
  applyCompletion,
  draw,
  drawToEnd,
  edit,
  emptyEditor,
  eraseLine,
  listColumns,
  nothingDrawn,
  type EditorAction,
  type TextMeasure,
} from '../../shell/line-editor.ts';

/** Where the line is drawn: an xterm, or the terminal that `copyup` was started in. */
export interface Screen {
  readonly cols: number;
  /** @param drawn called when it has been */
  write(data: string | Uint8Array, drawn?: () => void): void;
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** As xterm counts: East Asian characters take two columns, marks that join none. */
const measure: TextMeasure = {
  segments: (text) => Array.from(segmenter.segment(text), ({ segment }) => segment),
  width: (segment) =>
    /^[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|^[\u{20000}-\u{3fffd}]/u.test(
      segment,
    )
      ? 2
      : 1,
};

export class PromptEditor {
  readonly #session: Session;
  readonly #id: number;
  readonly #terminal: Screen;
  /** What the machine printed on the row that its prompt ends: it may not begin at the left edge. */
  #row = '';
  readonly #decoder = new TextDecoder();
  #state = emptyEditor;
  #drawn = nothingDrawn;

  constructor(session: Session, id: number, terminal: Screen) {
    this.#session = session;
    this.#id = id;
    this.#terminal = terminal;
  }

  /** The line being written; undefined where there is no prompt. */
  get line(): string | undefined {
    return this.#session.prompt(this.#id) === undefined ? undefined : this.#state.line.join('');
  }

  /** What the machine prints. A line that is being written is drawn again below it with the next key. */
  print(bytes: Uint8Array, drawn?: () => void): void {
    this.#terminal.write(bytes, drawn);
    this.#drawn = nothingDrawn;
    const text = (this.#row + this.#decoder.decode(bytes, { stream: true })).split(/[\r\n]/).at(-1) ?? '';

    this.#row = text.replace(/\x1b\[[0-9;?]*[A-Za-z]/g, '').slice(-4096);
  }

  /** The prompt with what stands before it on its row: `cat` of a file that ends without a newline. */
  #promptOnRow(prompt: string): string {
    return this.#row.endsWith(prompt) && this.#row !== prompt ? this.#row : prompt;
  }

  type(data: string): void {
    // A completion is worked out here, between keys: what comes after Tab must find the line completed.
    const tab = data.startsWith('\x1b[200~') ? -1 : data.indexOf('\t');
    if (tab < 0 || data.length === 1) {
      this.#feed(data);
      return;
    }
    if (tab > 0) this.#feed(data.slice(0, tab));
    this.#feed('\t');
    if (tab + 1 < data.length) this.type(data.slice(tab + 1));
  }

  #feed(data: string): void {
    const prompt = this.#session.prompt(this.#id);
    if (prompt === undefined) {
      this.#state = { ...emptyEditor, kills: this.#state.kills };
      this.#session.input(this.#id, data);
      return;
    }
    const edited = edit(this.#state, data, this.#session.history(this.#id), measure);
    this.#state = edited.state;
    for (const action of edited.actions) {
      if (this.#act(action, this.#promptOnRow(prompt.prompt))) {
        if (edited.rest !== '') this.type(edited.rest);
        return;
      }
    }
    this.#draw(this.#promptOnRow(prompt.prompt));
  }

  /** @returns true where the line is done and the machine has it */
  #act(action: EditorAction, prompt: string): boolean {
    const { columns } = this;
    switch (action.type) {
      case 'accept':
        this.#terminal.write(eraseLine(this.#drawn, prompt));
        this.#drawn = nothingDrawn;
        this.#session.input(this.#id, `${action.line}\r`);
        return true;
      case 'interrupt':
        this.#drawn = nothingDrawn;
        this.#session.input(this.#id, '\x03');
        return true;
      case 'end':
        this.#session.input(this.#id, '\x04');
        return true;
      case 'clear':
        this.#terminal.write('\x1b[H\x1b[2J');
        this.#drawn = nothingDrawn;
        return false;
      case 'complete': {
        const line = this.#state.line.join('');
        const cursor = this.#state.line.slice(0, this.#state.cursor).join('').length;
        const completion = this.#session.complete(this.#id, line, cursor);
        const applied = applyCompletion(this.#state, completion, action.list, measure);
        this.#state = applied.state;
        if (applied.list.length === 0) return false;
        const ended = drawToEnd(this.#state, this.#drawn, prompt, columns, measure);
        this.#terminal.write(`${ended.output}\r\n${listColumns(applied.list, columns, measure)}`);
        this.#drawn = nothingDrawn;
        return false;
      }
      case 'bell':
        return false;
      default:
        action satisfies never;
        return false;
    }
  }

  get columns(): number {
    return this.#terminal.cols;
  }

  #draw(prompt: string): void {
    const drawing = draw(this.#state, this.#drawn, prompt, this.columns, measure);
    this.#terminal.write(drawing.output);
    this.#drawn = drawing.drawn;
  }
}
