// factor: numbers as products of primes.
import { decodeBytes } from '../../abi/bytes.ts';
import { Input } from '../../kernel/stdio.ts';
import { defineTool, type Steps, type Tool } from '../coreutils/tool.ts';

export const factor = defineTool({
  name: 'factor',
  synopsis: '[NUMBER]...',
  summary: 'Prints the prime factors of each NUMBER, or of the numbers on standard input.',
  *run(tool) {
    if (tool.operands.length > 0) {
      for (const text of tool.operands) {
        yield* printFactors(tool, text);
        yield* tool.settle();
      }
      return undefined;
    }
    const input = new Input(tool.process, 0);
    for (;;) {
      const { ok, err } = yield* input.line();
      if (err !== undefined) return tool.die(`error reading input: ${tool.reason(err)}`);
      if (ok.length === 0) return undefined;
      for (const word of decodeBytes(ok).split(/[ \t\n]+/)) if (word !== '') yield* printFactors(tool, word);
      yield* tool.settle();
    }
  },
});

function* printFactors(tool: Tool, text: string): Steps<void> {
  const match = /^\s*\+?(\d+)$/.exec(text);
  if (match === null) {
    // Its own buffer is not written before a message, as stdout is elsewhere.
    tool.errors.print(`${tool.name}: ${tool.word(text)} is not a valid positive integer\n`);
    tool.errors.push();
    tool.status = 1;
    return;
  }
  const number = BigInt(match[1] ?? '0');
  const factors: bigint[] = [];
  yield* split(number, factors);
  factors.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const shown = factors.map((prime) => ` ${String(prime)}`).join('');
  tool.print(`${String(number)}:${shown}\n`);
}

function* split(number: bigint, factors: bigint[]): Steps<void> {
  let rest = number;
  if (rest < 2n) return;
  for (let prime = 2n; prime < 1000n && prime * prime <= rest; prime += prime === 2n ? 1n : 2n) {
    while (rest % prime === 0n) {
      factors.push(prime);
      rest /= prime;
    }
  }
  if (rest > 1n) yield* splitLarge(rest, factors);
}

function* splitLarge(number: bigint, factors: bigint[]): Steps<void> {
  if (isPrime(number)) {
    factors.push(number);
    return;
  }
  // Pollard's rho, with Brent's products of differences.
  for (let c = 1n; ; c++) {
    let [x, y, found] = [2n, 2n, 1n];
    for (let round = 0; found === 1n; round++) {
      let product = 1n;
      const [startX, startY] = [x, y];
      for (let i = 0; i < 128; i++) {
        x = (x * x + c) % number;
        y = (y * y + c) % number;
        y = (y * y + c) % number;
        const distance = x > y ? x - y : y - x;
        if (distance !== 0n) product = (product * distance) % number;
        else if (i === 0) product = 0n;
      }
      found = commonDivisor(product, number);
      if (found === number) {
        [x, y, found] = [startX, startY, 1n];
        while (found === 1n) {
          x = (x * x + c) % number;
          y = (y * y + c) % number;
          y = (y * y + c) % number;
          found = commonDivisor(x > y ? x - y : y - x, number);
        }
      }
      if (round % 16 === 15) yield { wait: 'turn' };
    }
    if (found === number) continue;
    yield* splitLarge(found, factors);
    yield* splitLarge(number / found, factors);
    return;
  }
}

function commonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  let square = base % modulus;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

/** Miller and Rabin's test with the bases that decide it far beyond 64 bits. */
function isPrime(number: bigint): boolean {
  const bases = [2n, 3n, 5n, 7n, 11n, 13n, 17n, 19n, 23n, 29n, 31n, 37n, 41n];
  if (number < 2n) return false;
  for (const base of bases) if (number % base === 0n) return number === base;
  let odd = number - 1n;
  let twos = 0;
  for (; (odd & 1n) === 0n; odd >>= 1n) twos++;
  return bases.every((base) => {
    let value = power(base, odd, number);
    if (value === 1n || value === number - 1n) return true;
    for (let i = 1; i < twos; i++) {
      value = (value * value) % number;
      if (value === number - 1n) return true;
    }
    return false;
  });
}
