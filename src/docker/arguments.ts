// Options of one verb, as Go's flag package with docker's additions reads them: `-it`, `--name x`, `--name=x`, `-e A=1 -e B=2`.

export interface FlagSpec {
  /** `-i, --interactive`: all its names with their dashes. */
  readonly names: readonly string[];
  /** Takes a value. */
  readonly value?: boolean;
  readonly help: string;
}

export interface Given {
  readonly flags: ReadonlyMap<string, readonly string[]>;
  readonly operands: readonly string[];
  /** What is wrong with it, in docker's words. */
  readonly error?: string;
  readonly help?: true;
}

/** The first name of a flag is what it is known by. Options end at the first operand. */
export function parseFlags(specs: readonly FlagSpec[], words: readonly string[]): Given {
  const flags = new Map<string, string[]>();
  const give = (spec: FlagSpec, value: string): void => {
    const key = spec.names[0] ?? '';
    flags.set(key, [...(flags.get(key) ?? []), value]);
  };
  let at = 0;
  while (at < words.length) {
    const word = words[at] ?? '';
    if (word === '--') {
      at += 1;
      break;
    }
    if (!word.startsWith('-') || word === '-') break;
    at += 1;
    const [name, given] = splitOnce(word);
    if (name === '--help' || name === '-h') return { flags, operands: [], help: true };
    const spec = specs.find((one) => one.names.includes(name));
    if (spec !== undefined) {
      const value = given ?? (spec.value === true ? words[at++] : 'true');
      if (value === undefined) return { flags, operands: [], error: `flag needs an argument: ${name}` };
      give(spec, value);
      continue;
    }
    // `-it`: letters that take no value, the last may.
    const letters = name.startsWith('--') ? [] : [...name.slice(1)];
    const found = letters.map((letter) => specs.find((one) => one.names.includes(`-${letter}`)));
    if (letters.length < 2 || found.includes(undefined)) {
      return { flags, operands: [], error: `flag provided but not defined: ${name}` };
    }
    for (const [i, letter] of found.entries()) {
      if (letter === undefined) continue;
      if (letter.value !== true) give(letter, 'true');
      else {
        const value = i === found.length - 1 ? (given ?? words[at++]) : undefined;
        if (value === undefined) return { flags, operands: [], error: `flag needs an argument: -${letters[i] ?? ''}` };
        give(letter, value);
      }
    }
  }
  return { flags, operands: words.slice(at) };
}

function splitOnce(word: string): [string, string?] {
  const at = word.indexOf('=');
  return at < 0 ? [word] : [word.slice(0, at), word.slice(at + 1)];
}
