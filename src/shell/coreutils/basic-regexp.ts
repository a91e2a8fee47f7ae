// Basic regular expressions over byte text.
import { posixBasic } from '../regex/syntax.ts';
import { compileRegex, RegexError, type Regex } from '../regex/regex.ts';
import type { Tool } from './tool.ts';

/** How the matcher writes bytes beyond ASCII: places in the text stay the same. */
function asMatched(text: string): string {
  return text.replace(/[\x80-\xff]/g, (character) => String.fromCharCode(0xdc00 + character.charCodeAt(0)));
}

export class BasicRegExp {
  readonly #regex: Regex;

  /** Ends the command where the expression is wrong. */
  constructor(tool: Tool, source: string, status = 1) {
    this.#regex = compiled(tool, source, status);
  }

  get groups(): number {
    return this.#regex.groups;
  }

  test(text: string): boolean {
    return this.#regex.test(asMatched(text));
  }

  /** The longest match that begins at `at`: where it ends, and where its first group is. */
  matchAt(text: string, at: number): { readonly end: number; readonly group: string } | undefined {
    const found = this.#regex.matchAt(asMatched(text), at);
    if (found === undefined) return undefined;
    const [, first] = this.groups > 0 ? found.spans() : [];
    return { end: found.end, group: first === undefined || first[0] < 0 ? '' : text.slice(first[0], first[1]) };
  }
}

function compiled(tool: Tool, source: string, status: number): Regex {
  try {
    return compileRegex(asMatched(source), { syntax: posixBasic, encoding: 'bytes' });
  } catch (error) {
    if (!(error instanceof RegexError)) throw error;
    return tool.die(error.message, status);
  }
}
