// Pseudo-random numbers of a seed: uuids, ids, /dev/urandom, $RANDOM. The same seed gives the same machine.
// xoshiro128** (Blackman and Vigna), seeded by splitmix32. No randomness in the sense of cryptography.

export class Random {
  #state: readonly [number, number, number, number];

  constructor(seed: number | readonly [number, number, number, number]) {
    this.#state = typeof seed === 'number' ? stateOf(seed) : seed;
  }

  get state(): readonly [number, number, number, number] {
    return this.#state;
  }

  bytes(count: number): Uint8Array {
    const bytes = new Uint8Array(count);
    for (let i = 0; i < count; i += 4) {
      const word = this.#next();
      for (let j = 0; j < 4 && i + j < count; j++) bytes[i + j] = word >>> (8 * j);
    }
    return bytes;
  }

  #next(): number {
    const [a, b, c, d] = this.#state;
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0;
    const c1 = c ^ a;
    const d1 = d ^ b;
    this.#state = [(a ^ d1) >>> 0, (b ^ c1) >>> 0, (c1 ^ (b << 9)) >>> 0, rotate(d1, 11)];
    return result;
  }
}

function rotate(word: number, bits: number): number {
  return ((word << bits) | (word >>> (32 - bits))) >>> 0;
}

function stateOf(seed: number): [number, number, number, number] {
  let x = seed >>> 0;
  const next = (): number => {
    x = (x + 0x9e3779b9) >>> 0;
    let z = x;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return (z ^ (z >>> 16)) >>> 0;
  };
  return [next(), next(), next(), next()];
}
