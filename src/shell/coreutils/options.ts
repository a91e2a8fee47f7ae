// Options of a command, found as getopt_long(3) finds them: bundled letters, abbreviated long names, options after operands.
// A specification line is `letters,long-name=|help`: `=` takes a value, `=?` takes one only where it is joined.

export interface OptionSpec {
  readonly letters: string;
  readonly long: string;
  readonly takes: 'nothing' | 'value' | 'maybe';
  readonly help: string;
  readonly valueName: string;
}

/** One option as given; `name` is the long name, or the letter where it has none. */
export interface GivenOption {
  readonly name: string;
  readonly value: string | undefined;
  /** The letter it was given by, or `--name`. */
  readonly spelled: string;
}

export interface ParsedOptions {
  readonly given: readonly GivenOption[];
  readonly operands: readonly string[];
  /** What getopt would print, without the command's name. */
  readonly error: string | undefined;
}

/** Reads `a,all|help`, `I,ignore=PATTERN|help`, `,color=?WHEN|help`, `x|help`. */
export function optionSpec(line: string): OptionSpec {
  const [head = '', help = ''] = line.split('|', 2);
  const [, letters = '', long = '', equals, valueName = ''] = /^([^,=]*)(?:,([^=]*))?(=\??)?(.*)$/.exec(head) ?? [];
  return {
    letters,
    long,
    takes: equals === undefined ? 'nothing' : equals === '=' ? 'value' : 'maybe',
    help,
    valueName: valueName === '' ? 'VALUE' : valueName,
  };
}

export function parseOptions(
  specs: readonly OptionSpec[],
  args: readonly string[],
  stopAtOperand: boolean,
): ParsedOptions {
  const given: GivenOption[] = [];
  const operands: string[] = [];
  const failed = (error: string): ParsedOptions => ({ given, operands, error });
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? '';
    if (arg === '--') {
      operands.push(...args.slice(i + 1));
      break;
    }
    if (arg.startsWith('--')) {
      const equals = arg.indexOf('=');
      const name = arg.slice(2, equals < 0 ? undefined : equals);
      const exact = specs.find((spec) => spec.long === name);
      const near =
        exact === undefined ? specs.filter((spec) => spec.long.startsWith(name) && spec.long !== '') : [exact];
      const [spec] = near;
      if (spec === undefined) return failed(`unrecognized option '${arg.slice(0, equals < 0 ? undefined : equals)}'`);
      if (near.length > 1 && new Set(near.map((other) => other.letters || other.long)).size > 1) {
        return failed(
          `option '${arg}' is ambiguous; possibilities:${near.map((other) => ` '--${other.long}'`).join('')}`,
        );
      }
      let value = equals < 0 ? undefined : arg.slice(equals + 1);
      if (value !== undefined && spec.takes === 'nothing')
        return failed(`option '--${spec.long}' doesn't allow an argument`);
      if (value === undefined && spec.takes === 'value') {
        if (i + 1 >= args.length) return failed(`option '--${spec.long}' requires an argument`);
        value = args[++i];
      }
      given.push({ name: spec.long, value, spelled: `--${spec.long}` });
    } else if (arg.startsWith('-') && arg.length > 1) {
      for (let at = 1; at < arg.length; at++) {
        const letter = arg.charAt(at);
        const spec = specs.find((each) => each.letters.includes(letter));
        if (spec === undefined) return failed(`invalid option -- '${letter}'`);
        let value: string | undefined;
        if (spec.takes !== 'nothing' && at + 1 < arg.length) {
          value = arg.slice(at + 1);
          at = arg.length;
        } else if (spec.takes === 'value') {
          if (i + 1 >= args.length) return failed(`option requires an argument -- '${letter}'`);
          value = args[++i];
        }
        given.push({ name: spec.long === '' ? spec.letters.charAt(0) : spec.long, value, spelled: letter });
      }
    } else {
      if (stopAtOperand) {
        operands.push(...args.slice(i));
        break;
      }
      operands.push(arg);
    }
  }
  return { given, operands, error: undefined };
}
