// Message digests: MD5 (RFC 1321), SHA-1 and SHA-2 (FIPS 180-4), BLAKE2b (RFC 7693). Constants are computed as the standards
// define them: square and cube roots of primes, sines.

export interface Digest {
  update(bytes: Uint8Array): void;
  finish(): Uint8Array;
}

export function hexText(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text;
}

/** Collects input to blocks. */
abstract class BlockDigest implements Digest {
  protected readonly block: Uint8Array;
  protected readonly view: DataView;
  protected filled = 0;
  /** Bytes so far. */
  protected length = 0;

  constructor(size: number) {
    this.block = new Uint8Array(size);
    this.view = new DataView(this.block.buffer);
  }

  protected abstract compress(): void;
  abstract finish(): Uint8Array;

  update(bytes: Uint8Array): void {
    const size = this.block.length;
    for (let at = 0; at < bytes.length;) {
      if (this.filled === size) this.next();
      const count = Math.min(size - this.filled, bytes.length - at);
      this.block.set(bytes.subarray(at, at + count), this.filled);
      this.filled += count;
      this.length += count;
      at += count;
    }
  }

  protected next(): void {
    this.compress();
    this.filled = 0;
  }

  /** The 1 bit, zeros, and the length in bits. */
  protected pad(lengthSize: number, littleEndian: boolean): void {
    const size = this.block.length;
    if (this.filled === size) this.next();
    this.block[this.filled++] = 0x80;
    if (this.filled > size - lengthSize) {
      this.block.fill(0, this.filled);
      this.next();
    }
    this.block.fill(0, this.filled);
    const bits = this.length * 8;
    const [low, high] = [bits >>> 0, Math.floor(bits / 2 ** 32)];
    this.view.setUint32(littleEndian ? size - 8 : size - 4, low, littleEndian);
    this.view.setUint32(littleEndian ? size - 4 : size - 8, high, littleEndian);
    this.next();
  }
}

function primes(count: number): bigint[] {
  const found: bigint[] = [];
  for (let n = 2n; found.length < count; n++) if (found.every((prime) => n % prime !== 0n)) found.push(n);
  return found;
}

/** The first `bits` of the fraction of a prime's `degree`th root. */
function rootFraction(prime: bigint, degree: bigint, bits: bigint): bigint {
  const target = prime << (bits * degree);
  let low = 0n;
  let high = 1n << (bits + 10n);
  while (low < high) {
    const middle = (low + high + 1n) >> 1n;
    if (middle ** degree <= target) low = middle;
    else high = middle - 1n;
  }
  return low & ((1n << bits) - 1n);
}

let sines: Int32Array | undefined;
const md5Shifts = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];

class Md5 extends BlockDigest {
  readonly #state = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476);
  readonly #table = (sines ??= Int32Array.from({ length: 64 }, (_, i) =>
    Math.floor(Math.abs(Math.sin(i + 1)) * 2 ** 32),
  ));

  constructor() {
    super(64);
  }

  protected compress(): void {
    const state = this.#state;
    const table = this.#table;
    const words = new Int32Array(16);
    for (let i = 0; i < 16; i++) words[i] = this.view.getInt32(i * 4, true);
    let [a = 0, b = 0, c = 0, d = 0] = state;
    for (let i = 0; i < 64; i++) {
      const round = i >> 4;
      let mixed: number;
      let word: number;
      if (round === 0) [mixed, word] = [(b & c) | (~b & d), i];
      else if (round === 1) [mixed, word] = [(d & b) | (~d & c), (5 * i + 1) & 15];
      else if (round === 2) [mixed, word] = [b ^ c ^ d, (3 * i + 5) & 15];
      else [mixed, word] = [c ^ (b | ~d), (7 * i) & 15];
      const sum = (a + mixed + (table[i] ?? 0) + (words[word] ?? 0)) | 0;
      const shift = md5Shifts[round * 4 + (i & 3)] ?? 0;
      [a, d, c] = [d, c, b];
      b = (b + ((sum << shift) | (sum >>> (32 - shift)))) | 0;
    }
    [a, b, c, d].forEach((value, i) => (state[i] = ((state[i] ?? 0) + value) | 0));
  }

  finish(): Uint8Array {
    this.pad(8, true);
    return wordsToBytes(this.#state, true);
  }
}

function wordsToBytes(words: Int32Array, littleEndian: boolean): Uint8Array {
  const bytes = new Uint8Array(words.length * 4);
  const view = new DataView(bytes.buffer);
  words.forEach((word, i) => {
    view.setInt32(i * 4, word, littleEndian);
  });
  return bytes;
}

class Sha1 extends BlockDigest {
  readonly #state = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0);
  readonly #words = new Int32Array(80);

  constructor() {
    super(64);
  }

  protected compress(): void {
    const words = this.#words;
    for (let i = 0; i < 16; i++) words[i] = this.view.getInt32(i * 4);
    for (let i = 16; i < 80; i++) {
      const mixed = (words[i - 3] ?? 0) ^ (words[i - 8] ?? 0) ^ (words[i - 14] ?? 0) ^ (words[i - 16] ?? 0);
      words[i] = (mixed << 1) | (mixed >>> 31);
    }
    let [a = 0, b = 0, c = 0, d = 0, e = 0] = this.#state;
    for (let i = 0; i < 80; i++) {
      const mixed =
        i < 20
          ? ((b & c) | (~b & d)) + 0x5a827999
          : i < 40
            ? (b ^ c ^ d) + 0x6ed9eba1
            : i < 60
              ? ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc
              : (b ^ c ^ d) + 0xca62c1d6;
      const next = (((a << 5) | (a >>> 27)) + mixed + e + (words[i] ?? 0)) | 0;
      e = d;
      d = c;
      c = (b << 30) | (b >>> 2);
      b = a;
      a = next;
    }
    [a, b, c, d, e].forEach((value, i) => (this.#state[i] = ((this.#state[i] ?? 0) + value) | 0));
  }

  finish(): Uint8Array {
    this.pad(8, false);
    return wordsToBytes(this.#state, false);
  }
}

let cubes32: Int32Array | undefined;

class Sha256 extends BlockDigest {
  readonly #state: Int32Array;
  readonly #size: number;
  readonly #words = new Int32Array(64);
  readonly #table = (cubes32 ??= Int32Array.from(primes(64), (prime) =>
    Number(BigInt.asIntN(32, rootFraction(prime, 3n, 32n))),
  ));

  constructor(size: 28 | 32) {
    super(64);
    this.#size = size;
    const roots =
      size === 32
        ? primes(8).map((prime) => rootFraction(prime, 2n, 32n))
        : primes(16)
            .slice(8)
            .map((prime) => rootFraction(prime, 2n, 64n));
    this.#state = Int32Array.from(roots, (root) => Number(BigInt.asIntN(32, root)));
  }

  protected compress(): void {
    const words = this.#words;
    const table = this.#table;
    for (let i = 0; i < 16; i++) words[i] = this.view.getInt32(i * 4);
    for (let i = 16; i < 64; i++) {
      const x = words[i - 15] ?? 0;
      const y = words[i - 2] ?? 0;
      const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      words[i] = ((words[i - 16] ?? 0) + s0 + (words[i - 7] ?? 0) + s1) | 0;
    }
    let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = this.#state;
    for (let i = 0; i < 64; i++) {
      const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const t1 = (h + s1 + ((e & f) ^ (~e & g)) + (table[i] ?? 0) + (words[i] ?? 0)) | 0;
      const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + t1) | 0;
      d = c;
      c = b;
      b = a;
      a = (t1 + t2) | 0;
    }
    [a, b, c, d, e, f, g, h].forEach((value, i) => (this.#state[i] = ((this.#state[i] ?? 0) + value) | 0));
  }

  finish(): Uint8Array {
    this.pad(8, false);
    return wordsToBytes(this.#state, false).subarray(0, this.#size);
  }
}

/** 64-bit numbers as pairs of 32-bit halves: high, low. */
function halves(numbers: readonly bigint[]): Int32Array {
  return Int32Array.from(
    numbers.flatMap((number) => [Number(BigInt.asIntN(32, number >> 32n)), Number(BigInt.asIntN(32, number))]),
  );
}

let cubes64: Int32Array | undefined;

class Sha512 extends BlockDigest {
  readonly #state: Int32Array;
  readonly #size: number;
  readonly #words = new Int32Array(160);
  readonly #table = (cubes64 ??= halves(primes(80).map((prime) => rootFraction(prime, 3n, 64n))));

  constructor(size: 48 | 64) {
    super(128);
    this.#size = size;
    const chosen = size === 64 ? primes(8) : primes(16).slice(8);
    this.#state = halves(chosen.map((prime) => rootFraction(prime, 2n, 64n)));
  }

  protected compress(): void {
    const w = this.#words;
    const k = this.#table;
    const at = (words: Int32Array, i: number): number => words[i] as number;
    for (let i = 0; i < 32; i++) w[i] = this.view.getInt32(i * 4);
    for (let i = 32; i < 160; i += 2) {
      const [xh, xl] = [at(w, i - 30), at(w, i - 29)];
      const [yh, yl] = [at(w, i - 4), at(w, i - 3)];
      const s0h = ((xh >>> 1) | (xl << 31)) ^ ((xh >>> 8) | (xl << 24)) ^ (xh >>> 7);
      const s0l = ((xl >>> 1) | (xh << 31)) ^ ((xl >>> 8) | (xh << 24)) ^ ((xl >>> 7) | (xh << 25));
      const s1h = ((yh >>> 19) | (yl << 13)) ^ ((yl >>> 29) | (yh << 3)) ^ (yh >>> 6);
      const s1l = ((yl >>> 19) | (yh << 13)) ^ ((yh >>> 29) | (yl << 3)) ^ ((yl >>> 6) | (yh << 26));
      const low = (s0l >>> 0) + (s1l >>> 0) + (at(w, i - 13) >>> 0) + (at(w, i - 31) >>> 0);
      w[i + 1] = low;
      w[i] = s0h + s1h + at(w, i - 14) + at(w, i - 32) + Math.floor(low / 2 ** 32);
    }
    const v = this.#state.slice();
    for (let i = 0; i < 160; i += 2) {
      const [eh, el] = [at(v, 8), at(v, 9)];
      const [ah, al] = [at(v, 0), at(v, 1)];
      const s1h = ((eh >>> 14) | (el << 18)) ^ ((eh >>> 18) | (el << 14)) ^ ((el >>> 9) | (eh << 23));
      const s1l = ((el >>> 14) | (eh << 18)) ^ ((el >>> 18) | (eh << 14)) ^ ((eh >>> 9) | (el << 23));
      const chh = (eh & at(v, 10)) ^ (~eh & at(v, 12));
      const chl = (el & at(v, 11)) ^ (~el & at(v, 13));
      const t1 = (at(v, 15) >>> 0) + (s1l >>> 0) + (chl >>> 0) + (at(k, i + 1) >>> 0) + (at(w, i + 1) >>> 0);
      const t1h = (at(v, 14) + s1h + chh + at(k, i) + at(w, i) + Math.floor(t1 / 2 ** 32)) | 0;
      const t1l = t1 | 0;
      const s0h = ((ah >>> 28) | (al << 4)) ^ ((al >>> 2) | (ah << 30)) ^ ((al >>> 7) | (ah << 25));
      const s0l = ((al >>> 28) | (ah << 4)) ^ ((ah >>> 2) | (al << 30)) ^ ((ah >>> 7) | (al << 25));
      const majh = (ah & at(v, 2)) ^ (ah & at(v, 4)) ^ (at(v, 2) & at(v, 4));
      const majl = (al & at(v, 3)) ^ (al & at(v, 5)) ^ (at(v, 3) & at(v, 5));
      const el2 = (at(v, 7) >>> 0) + (t1l >>> 0);
      const eh2 = at(v, 6) + t1h + Math.floor(el2 / 2 ** 32);
      const al2 = (t1l >>> 0) + (s0l >>> 0) + (majl >>> 0);
      const ah2 = t1h + s0h + majh + Math.floor(al2 / 2 ** 32);
      v.copyWithin(2, 0, 14);
      v[0] = ah2;
      v[1] = al2;
      v[8] = eh2;
      v[9] = el2;
    }
    const state = this.#state;
    for (let i = 0; i < 16; i += 2) {
      const low = (at(state, i + 1) >>> 0) + (at(v, i + 1) >>> 0);
      state[i] = at(state, i) + at(v, i) + Math.floor(low / 2 ** 32);
      state[i + 1] = low;
    }
  }

  finish(): Uint8Array {
    this.pad(16, false);
    return wordsToBytes(this.#state, false).subarray(0, this.#size);
  }
}

/** RFC 7693, table of the order of words in a round. */
const sigma = [
  '0123456789abcdef',
  'ea489fd61c02b753',
  'b8c052fdae367194',
  '7931dcbe265a40f8',
  '905724afe1bc683d',
  '2c6a0b834d75fe19',
  'c51fed4a0763928b',
  'db7ec13950f4862a',
  '6fe9b308c2d714a5',
  'a2847615fb9e3cd0',
];

class Blake2b extends BlockDigest {
  readonly #state: Int32Array;
  readonly #iv: Int32Array;
  readonly #size: number;
  #last = false;

  /** @param size bytes of the digest, 1–64 */
  constructor(size: number) {
    super(128);
    this.#size = size;
    this.#iv = halves(primes(8).map((prime) => rootFraction(prime, 2n, 64n)));
    this.#state = this.#iv.slice();
    this.#state[1] = (this.#state[1] ?? 0) ^ 0x01010000 ^ size;
  }

  protected compress(): void {
    const m = new Int32Array(32);
    // Words are little-endian: the low half comes first.
    for (let i = 0; i < 16; i++) {
      m[2 * i] = this.view.getInt32(i * 8 + 4, true);
      m[2 * i + 1] = this.view.getInt32(i * 8, true);
    }
    const v = new Int32Array(32);
    v.set(this.#state);
    v.set(this.#iv, 16);
    v[25] = (v[25] ?? 0) ^ (this.length | 0);
    v[24] = (v[24] ?? 0) ^ Math.floor(this.length / 2 ** 32);
    if (this.#last) {
      v[28] = ~(v[28] ?? 0);
      v[29] = ~(v[29] ?? 0);
    }
    for (let round = 0; round < 12; round++) {
      const order = sigma[round % 10] ?? '';
      const word = (i: number): number => parseInt(order.charAt(i), 16) * 2;
      for (let i = 0; i < 8; i++) {
        const column = i & 3;
        const shift = i < 4 ? 0 : 1;
        mix(
          v,
          column * 2,
          (4 + ((column + shift) & 3)) * 2,
          (8 + ((column + 2 * shift) & 3)) * 2,
          (12 + ((column + 3 * shift) & 3)) * 2,
          m,
          word(2 * i),
          word(2 * i + 1),
        );
      }
    }
    for (let i = 0; i < 16; i++) this.#state[i] = (this.#state[i] ?? 0) ^ (v[i] ?? 0) ^ (v[i + 16] ?? 0);
  }

  finish(): Uint8Array {
    this.block.fill(0, this.filled);
    this.#last = true;
    this.compress();
    const bytes = new Uint8Array(64);
    const view = new DataView(bytes.buffer);
    for (let i = 0; i < 8; i++) {
      view.setInt32(i * 8, this.#state[2 * i + 1] ?? 0, true);
      view.setInt32(i * 8 + 4, this.#state[2 * i] ?? 0, true);
    }
    return bytes.subarray(0, this.#size);
  }
}

function mix(v: Int32Array, a: number, b: number, c: number, d: number, m: Int32Array, x: number, y: number): void {
  const add = (to: number, from: number, words: Int32Array, word: number): void => {
    const low = ((v[to + 1] as number) >>> 0) + ((v[from + 1] as number) >>> 0) + ((words[word + 1] as number) >>> 0);
    v[to] = (v[to] as number) + (v[from] as number) + (words[word] as number) + Math.floor(low / 2 ** 32);
    v[to + 1] = low;
  };
  const turn = (to: number, from: number, bits: number): void => {
    const high = (v[to] as number) ^ (v[from] as number);
    const low = (v[to + 1] as number) ^ (v[from + 1] as number);
    if (bits === 32) [v[to], v[to + 1]] = [low, high];
    else if (bits < 32) {
      v[to] = (high >>> bits) | (low << (32 - bits));
      v[to + 1] = (low >>> bits) | (high << (32 - bits));
    } else {
      v[to] = (low >>> (bits - 32)) | (high << (64 - bits));
      v[to + 1] = (high >>> (bits - 32)) | (low << (64 - bits));
    }
  };
  add(a, b, m, x);
  turn(d, a, 32);
  add(c, d, zero, 0);
  turn(b, c, 24);
  add(a, b, m, y);
  turn(d, a, 16);
  add(c, d, zero, 0);
  turn(b, c, 63);
}

const zero = new Int32Array(2);

export type DigestName = 'md5' | 'sha1' | 'sha224' | 'sha256' | 'sha384' | 'sha512' | 'blake2b';

/** @param bits of a BLAKE2b digest */
export function createDigest(name: DigestName, bits = 512): Digest {
  switch (name) {
    case 'md5':
      return new Md5();
    case 'sha1':
      return new Sha1();
    case 'sha224':
      return new Sha256(28);
    case 'sha256':
      return new Sha256(32);
    case 'sha384':
      return new Sha512(48);
    case 'sha512':
      return new Sha512(64);
    case 'blake2b':
      return new Blake2b(bits / 8);
  }
}
