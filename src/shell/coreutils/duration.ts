// Times as sleep and timeout take them: `1.5`, `10s`, `2m`, `1h`, `1d`, `inf`.

const units: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600, d: 86_400 };

/** Nanoseconds; undefined: it is no such time. */
export function parseDuration(text: string): bigint | undefined {
  const match =
    /^\s*\+?(?:(\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+(?:[eE][-+]?\d+)?|0[xX][0-9a-fA-F]+)|(inf(?:inity)?))([smhd]?)$/i.exec(
      text,
    );
  if (match === null) return undefined;
  const [, number, infinite, unit = ''] = match;
  const factor = units[unit];
  if (factor === undefined) return undefined;
  if (infinite !== undefined) return 1n << 62n;
  const seconds = Math.min(Number(number) * factor, 4e9);
  return BigInt(Math.ceil(seconds * 1e9));
}
