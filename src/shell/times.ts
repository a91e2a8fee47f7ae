// How long things took: `time`, `times`, TIMEFORMAT. Simulated time; the kernel does not split it into user and system.

/** `0m0.003s` */
export function minutesText(nanoseconds: bigint, digits = 3): string {
  const milliseconds = nanoseconds / 1_000_000n;
  const minutes = milliseconds / 60_000n;
  const seconds = Number(milliseconds % 60_000n) / 1000;
  return `${String(minutes)}m${seconds.toFixed(digits)}s`;
}

/** What `time` writes after its pipeline. */
export function timeReport(format: string | undefined, elapsed: bigint, posix: boolean): string {
  const seconds = (digits: number): string => (Number(elapsed / 1_000_000n) / 1000).toFixed(digits);
  if (posix) return `real ${seconds(2)}\nuser 0.00\nsys 0.00\n`;
  if (format === undefined) return `\nreal\t${minutesText(elapsed)}\nuser\t0m0.000s\nsys\t0m0.000s\n`;
  if (format === '') return '';
  const text = format.replace(
    /%(%|P|(\d)?(l)?([RUS]))/g,
    (_, whole: string, digits?: string, long?: string, which?: string) => {
      if (whole === '%') return '%';
      if (whole === 'P') return '0.00';
      const precision = Math.min(3, Number(digits ?? 3));
      const value = which === 'R' ? elapsed : 0n;
      return long === undefined
        ? (Number(value / 1_000_000n) / 1000).toFixed(precision)
        : minutesText(value, precision);
    },
  );
  return `${text}\n`;
}
