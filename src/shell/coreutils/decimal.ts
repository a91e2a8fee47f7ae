// Numbers in decimal as C rounds them: the exact value, and what lies in the middle to the even digit. JavaScript rounds it up.

/** `%.{precision}f`, without a sign. @param value not negative, finite */
export function fixedDecimal(value: number, precision: number): string {
  if (value >= 1e21) return String(BigInt(value)) + (precision > 0 ? `.${'0'.repeat(precision)}` : '');
  const digits = Math.min(precision, 100);
  const text = value.toFixed(digits);
  if (digits >= 100) return text;
  const exact = value.toFixed(100);
  const point = exact.indexOf('.');
  const kept = exact.slice(0, point + (digits === 0 ? 0 : digits + 1));
  return isMiddle(exact.slice(point + 1 + digits)) && isEven(kept) ? kept : text;
}

/** `%.{precision}e`, likewise; the exponent has two digits or more. */
export function exponentialDecimal(value: number, precision: number): string {
  const digits = Math.min(precision, 99);
  let text = value.toExponential(digits);
  const [exact = '', power = '+0'] = value.toExponential(100).split('e');
  const kept = exact.slice(0, digits === 0 ? 1 : digits + 2);
  if (isMiddle(exact.slice(2 + digits)) && isEven(kept)) text = `${kept}e${power}`;
  return text.replace(/e([-+])(\d)$/, 'e$10$2');
}

function isMiddle(rest: string): boolean {
  return /^50*$/.test(rest);
}

function isEven(digits: string): boolean {
  return /[02468]$/.test(digits);
}
