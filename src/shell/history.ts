// The list of accepted lines, and `!` expansion over it.

export class History {
  #lines: readonly string[] = [];
  /** Number of the first line kept. */
  #first = 1;
  #limit = 500;
  /** Lines that were there when the session began, for what is written at exit. */
  read = 0;

  get lines(): readonly string[] {
    return this.#lines;
  }

  get length(): number {
    return this.#first - 1 + this.#lines.length;
  }

  get first(): number {
    return this.#first;
  }

  add(line: string): void {
    this.#lines = [...this.#lines, line];
    this.#trim();
  }

  replaceLast(line: string): void {
    this.#lines = [...this.#lines.slice(0, -1), line];
  }

  clear(): void {
    this.#lines = [];
    this.#first = 1;
  }

  delete(number: number): boolean {
    const at = number < 0 ? this.#lines.length + number : number - this.#first;
    if (at < 0 || at >= this.#lines.length) return false;
    this.#lines = this.#lines.filter((_, index) => index !== at);
    return true;
  }

  /** HISTSIZE */
  limit(size: string | undefined): void {
    this.#limit = size !== undefined && /^\d+$/.test(size) ? Number(size) : 500;
    this.#trim();
  }

  #trim(): void {
    const extra = this.#lines.length - this.#limit;
    if (extra <= 0) return;
    this.#lines = this.#lines.slice(extra);
    this.#first += extra;
  }

  save(): unknown {
    return { lines: this.#lines, first: this.#first, limit: this.#limit, read: this.read };
  }

  load(saved: unknown): void {
    const from = saved as { lines: readonly string[]; first: number; limit: number; read: number };
    this.#lines = from.lines;
    this.#first = from.first;
    this.#limit = from.limit;
    this.read = from.read;
  }

  /** The line with number `n`. */
  at(number: number): string | undefined {
    return this.#lines[number - this.#first];
  }

  /**
   * Replaces `!!`, `!n`, `!-n`, `!prefix`, `!?text?`, `!$`, `!^`, `!*`, word designators and `^old^new`.
   * undefined: nothing was to be replaced. An `error` is bash's: `!x: event not found`.
   */
  expand(line: string): { readonly text: string; readonly print: boolean } | { readonly error: string } | undefined {
    const quick = /^\^([^^]*)\^([^^]*)(?:\^(.*))?$/s.exec(line);
    const last = this.#lines[this.#lines.length - 1];
    if (quick !== null) {
      const [, old = '', fresh = '', rest = ''] = quick;
      if (last === undefined || !last.includes(old)) return { error: `:s${line}: substitution failed` };
      return { text: last.replace(old, () => fresh) + rest, print: false };
    }
    let text = '';
    let changed = false;
    let single = false;
    let double = false;
    for (let at = 0; at < line.length;) {
      const char = line[at] ?? '';
      if (char === '\\') {
        text += line.slice(at, at + 2);
        at += 2;
        continue;
      }
      if (char === "'" && !double) single = !single;
      else if (char === '"' && !single) double = !double;
      if (char !== '!' || single) {
        text += char;
        at++;
        continue;
      }
      const next = line[at + 1];
      if (next === undefined || /[\s=(]/.test(next) || (next === '"' && double)) {
        text += char;
        at++;
        continue;
      }
      const found = this.#designator(line.slice(at), line.slice(0, at));
      if ('error' in found) return found;
      text += found.text;
      at += found.length;
      changed = true;
    }
    return changed ? { text, print: false } : undefined;
  }

  #designator(
    text: string,
    before: string,
  ): { readonly text: string; readonly length: number } | { readonly error: string } {
    let at = 1;
    let event: string | undefined;
    const last = this.#lines[this.#lines.length - 1];
    const number = /^-?\d+/.exec(text.slice(1));
    if (text[1] === '!') {
      event = last;
      at = 2;
    } else if (number !== null) {
      const value = Number(number[0]);
      event = value < 0 ? this.#lines[this.#lines.length + value] : this.at(value);
      at = 1 + number[0].length;
    } else if (text[1] === '#') {
      event = before;
      at = 2;
    } else if (/^[$^*]/.test(text[1] ?? '')) event = last;
    else if (text[1] === '?') {
      const wanted = /^\?([^?\n]*)\??/.exec(text.slice(1));
      const part = wanted?.[1] ?? '';
      event = [...this.#lines].reverse().find((line) => line.includes(part));
      at = 1 + (wanted?.[0].length ?? 1);
    } else {
      const prefix = /^[^\s:;&|()<>"'$^*]+/.exec(text.slice(1))?.[0] ?? '';
      event = [...this.#lines].reverse().find((line) => line.startsWith(prefix));
      at = 1 + prefix.length;
    }
    if (event === undefined) return { error: `${text.slice(0, Math.max(at, 2)).trimEnd()}: event not found` };
    const words = wordsOf(event);
    let result = event;
    const designator = /^(?::?([$^*])|:(\d+)?(-)?(\d+|\$)?(\*)?)/.exec(text.slice(at));
    if (designator !== null && designator[0] !== '' && designator[0] !== ':') {
      const [whole, mark, from, dash, to, star] = designator;
      at += whole.length;
      if (mark === '$') result = words[words.length - 1] ?? '';
      else if (mark === '^') result = words[1] ?? '';
      else if (mark === '*') result = words.slice(1).join(' ');
      else if (star !== undefined) result = words.slice(Number(from ?? 1)).join(' ');
      else if (dash !== undefined) {
        const end = to === undefined ? words.length - 2 : to === '$' ? words.length - 1 : Number(to);
        result = words.slice(Number(from ?? 0), end + 1).join(' ');
      } else if (from !== undefined) {
        const word = words[Number(from)];
        if (word === undefined) return { error: `${whole}: bad word specifier` };
        result = word;
      } else if (to === '$') result = words[words.length - 1] ?? '';
    }
    for (;;) {
      const modifier = /^:([htrepgq])/.exec(text.slice(at));
      const substitution = /^:(g?)s([^\sA-Za-z0-9])([\s\S]*?)\2([\s\S]*?)(?:\2|$)/.exec(text.slice(at));
      if (substitution !== null) {
        const [whole, all, , old = '', fresh = ''] = substitution;
        result = all === 'g' ? result.split(old).join(fresh) : result.replace(old, () => fresh);
        at += whole.length;
      } else if (modifier !== null) {
        at += 2;
        if (modifier[1] === 'h') result = result.replace(/\/[^/]*$/, '');
        else if (modifier[1] === 't') result = result.replace(/^.*\//, '');
        else if (modifier[1] === 'r') result = result.replace(/\.[^./]*$/, '');
        else if (modifier[1] === 'e') result = /\.[^./]*$/.exec(result)?.[0] ?? '';
        else if (modifier[1] === 'q') result = `'${result.replace(/'/g, "'\\''")}'`;
      } else return { text: result, length: at };
    }
  }
}

/** A line's words as history counts them: quotes hold together, operators stand alone. */
export function wordsOf(line: string): string[] {
  return line.match(/(?:\\.|'[^']*'|"(?:\\.|[^"\\])*"|[^\s;&|<>()'"\\])+|[;&|<>()]+/g) ?? [];
}
