// Plain immutable data as packed records: an object that an earlier record holds is written as its number, so that saving
// costs what changed. The invariant: data once packed is never edited in place; a change is a new object.
// Children come before their parents in the numbering, so that one pass in order reads it all back.

/** Everything a root may be made of. Class instances, functions and cycles are a bug of whoever built the root. */
type Plain = object;

const UNDEFINED = 0;
const NULL = 1;
const FALSE = 2;
const TRUE = 3;
const INTEGER = 4;
const NUMBER = 5;
const TEXT = 6;
const UNITS = 7;
const BIGINT = 8;
const REFERENCE = 9;

const ARRAY = 16;
const OBJECT = 17;
const MAP = 18;
const SET = 19;
const BYTES = 20;
const WORDS = 21;
const DOUBLES = 22;

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

/** Packs roots one after another, each as what is new in it. */
export class RecordPacker {
  #numbers = new WeakMap<Plain, number>();
  #next = 1;

  /** Bytes of objects packed since the last `forget`: what a full pack is compared with. */
  packedBytes = 0;

  /** A record with all objects that are reachable from `root` and in no earlier record, and the number of the root. */
  pack(root: Plain): { readonly record: Uint8Array; readonly root: number } {
    const out = new Bytes();
    out.varint(this.#next);
    const number = this.#write(root, out, new Set());
    const record = out.take();
    this.packedBytes += record.length;
    return { record, root: number };
  }

  /** All numbers are free again: the next pack is a whole one (compaction). */
  forget(): void {
    this.#numbers = new WeakMap();
    this.#next = 1;
    this.packedBytes = 0;
  }

  /** Goes on after `records`, of which `unpack` made `objects`. */
  adopt(objects: readonly (Plain | undefined)[], records: readonly Uint8Array[]): void {
    this.packedBytes = records.reduce((sum, record) => sum + record.length, 0);
    objects.forEach((object, number) => {
      if (object !== undefined) this.#numbers.set(object, number);
    });
    this.#next = Math.max(this.#next, objects.length);
  }

  #write(object: Plain, out: Bytes, path: Set<Plain>): number {
    const known = this.#numbers.get(object);
    if (known !== undefined) return known;
    if (path.has(object)) throw new Error('a root holds a cycle: it is no plain data');
    path.add(object);
    const body = new Bytes();
    const value = (item: unknown): void => {
      this.#value(item, body, out, path);
    };
    if (object instanceof Uint8Array) {
      body.byte(BYTES);
      body.varint(object.length);
      body.bytes(object);
    } else if (object instanceof Uint32Array || object instanceof Int32Array) {
      body.byte(WORDS);
      body.byte(object instanceof Int32Array ? 1 : 0);
      body.varint(object.length);
      for (const word of object) body.varint(word >>> 0);
    } else if (object instanceof Float64Array) {
      body.byte(DOUBLES);
      body.varint(object.length);
      for (const double of object) body.double(double);
    } else if (Array.isArray(object)) {
      body.byte(ARRAY);
      body.varint(object.length);
      for (let i = 0; i < object.length; i++) value(object[i]);
    } else if (object instanceof Map) {
      body.byte(MAP);
      body.varint(object.size);
      for (const [key, item] of object) {
        value(key);
        value(item);
      }
    } else if (object instanceof Set) {
      body.byte(SET);
      body.varint(object.size);
      for (const item of object) value(item);
    } else {
      const prototype: unknown = Object.getPrototypeOf(object);
      if (prototype !== Object.prototype && prototype !== null) {
        throw new Error(`a root holds a ${object.constructor.name}: it is no plain data`);
      }
      const entries = Object.entries(object);
      body.byte(OBJECT);
      body.varint(entries.length);
      for (const [key, item] of entries) {
        body.text(key);
        value(item);
      }
    }
    path.delete(object);
    const number = this.#next++;
    this.#numbers.set(object, number);
    out.bytes(body.take());
    return number;
  }

  #value(value: unknown, body: Bytes, out: Bytes, path: Set<Plain>): void {
    switch (typeof value) {
      case 'undefined':
        body.byte(UNDEFINED);
        return;
      case 'boolean':
        body.byte(value ? TRUE : FALSE);
        return;
      case 'number':
        if (Number.isSafeInteger(value) && value >= 0 && !Object.is(value, -0)) {
          body.byte(INTEGER);
          body.varint(value);
        } else {
          body.byte(NUMBER);
          body.double(value);
        }
        return;
      case 'string':
        body.string(value);
        return;
      case 'bigint':
        body.byte(BIGINT);
        body.text(value.toString());
        return;
      case 'object':
        if (value === null) {
          body.byte(NULL);
          return;
        }
        body.byte(REFERENCE);
        body.varint(this.#write(value, out, path));
        return;
      default:
        throw new Error(`a root holds a ${typeof value}: it is no plain data`);
    }
  }
}

/**
 * Reads records back, in the order they were packed. `objects[n]` is the object numbered n.
 * @throws Error when a record is damaged: it names no object that is there, or ends in its midst
 */
export function unpack(records: Iterable<Uint8Array>): (Plain | undefined)[] {
  const objects: (Plain | undefined)[] = [undefined];
  for (const record of records) {
    const input = new Reader(record);
    let number = input.varint();
    if (number !== objects.length) throw new Error(`a record begins at object ${number}, not ${objects.length}`);
    while (!input.atEnd()) objects[number++] = readObject(input, objects);
  }
  return objects;
}

function readObject(input: Reader, objects: readonly (Plain | undefined)[]): Plain {
  const value = (): unknown => readValue(input, objects);
  const kind = input.byte();
  switch (kind) {
    case BYTES:
      return input.bytes(input.varint()).slice();
    case WORDS: {
      const signed = input.byte() === 1;
      const words = Array.from({ length: input.varint() }, () => input.varint());
      return signed ? Int32Array.from(words, (word) => word | 0) : Uint32Array.from(words);
    }
    case DOUBLES:
      return Float64Array.from({ length: input.varint() }, () => input.double());
    case ARRAY:
      return Array.from({ length: input.varint() }, value);
    case MAP: {
      const map = new Map<unknown, unknown>();
      for (let left = input.varint(); left > 0; left--) {
        const key = value();
        map.set(key, value());
      }
      return map;
    }
    case SET:
      return new Set(Array.from({ length: input.varint() }, value));
    case OBJECT: {
      const object: Record<string, unknown> = {};
      for (let left = input.varint(); left > 0; left--) {
        const key = input.text();
        object[key] = value();
      }
      return object;
    }
    default:
      throw new Error(`a record holds an object of unknown kind ${kind}`);
  }
}

function readValue(input: Reader, objects: readonly (Plain | undefined)[]): unknown {
  const tag = input.byte();
  switch (tag) {
    case UNDEFINED:
      return undefined;
    case NULL:
      return null;
    case FALSE:
      return false;
    case TRUE:
      return true;
    case INTEGER:
      return input.varint();
    case NUMBER:
      return input.double();
    case TEXT:
      return input.text();
    case UNITS:
      return input.units();
    case BIGINT:
      return BigInt(input.text());
    case REFERENCE: {
      const object = objects[input.varint()];
      if (object === undefined) throw new Error('a record names an object that is not there');
      return object;
    }
    default:
      throw new Error(`a record holds a value of unknown kind ${tag}`);
  }
}

class Bytes {
  #buffer = new Uint8Array(64);
  #length = 0;

  byte(value: number): void {
    this.#room(1)[this.#length++] = value;
  }

  /** A whole number, 0 … 2^53-1, seven bits a byte, lowest first. */
  varint(value: number): void {
    let rest = value;
    while (rest >= 0x80) {
      this.byte((rest % 0x80) | 0x80);
      rest = Math.floor(rest / 0x80);
    }
    this.byte(rest);
  }

  double(value: number): void {
    const bytes = new Uint8Array(8);
    new DataView(bytes.buffer).setFloat64(0, value);
    this.bytes(bytes);
  }

  bytes(bytes: Uint8Array): void {
    this.#room(bytes.length).set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /** A well-formed string as UTF-8, with its length in bytes before it. */
  text(value: string): void {
    const bytes = encoder.encode(value);
    this.varint(bytes.length);
    this.bytes(bytes);
  }

  /** Any string: names may hold lone surrogates, which UTF-8 has no form for. */
  string(value: string): void {
    if (!/\p{Surrogate}/u.test(value)) {
      this.byte(TEXT);
      this.text(value);
      return;
    }
    this.byte(UNITS);
    this.varint(value.length);
    for (let i = 0; i < value.length; i++) this.varint(value.charCodeAt(i));
  }

  take(): Uint8Array {
    return this.#buffer.slice(0, this.#length);
  }

  #room(count: number): Uint8Array {
    if (this.#length + count > this.#buffer.length) {
      const larger = new Uint8Array(Math.max(this.#buffer.length * 2, this.#length + count));
      larger.set(this.#buffer.subarray(0, this.#length));
      this.#buffer = larger;
    }
    return this.#buffer;
  }
}

class Reader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  atEnd(): boolean {
    return this.#at >= this.#bytes.length;
  }

  byte(): number {
    const value = this.#bytes[this.#at++];
    if (value === undefined) throw new Error('a record ends too early');
    return value;
  }

  varint(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 0x80) {
      const byte = this.byte();
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
  }

  bytes(count: number): Uint8Array {
    if (this.#at + count > this.#bytes.length) throw new Error('a record ends too early');
    this.#at += count;
    return this.#bytes.subarray(this.#at - count, this.#at);
  }

  double(): number {
    const bytes = this.bytes(8);
    return new DataView(bytes.buffer, bytes.byteOffset, 8).getFloat64(0);
  }

  text(): string {
    return decoder.decode(this.bytes(this.varint()));
  }

  units(): string {
    let text = '';
    for (let left = this.varint(); left > 0; left--) text += String.fromCharCode(this.varint());
    return text;
  }
}
