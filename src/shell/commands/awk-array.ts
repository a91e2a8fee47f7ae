// An array of awk. It is gone through in the order in which mawk's hash table has its keys.
import type { AwkValue } from './awk-values.ts';

const bucketsAtFirst = 64;
/** Keys a bucket on average, before there are twice as many buckets. */
const fullness = 12;

export class AwkArray {
  readonly #values = new Map<string, AwkValue>();

  get size(): number {
    return this.#values.size;
  }

  has(key: string): boolean {
    return this.#values.has(key);
  }

  /** An element that is asked for is there from then on. */
  get(key: string): AwkValue {
    if (!this.#values.has(key)) this.#values.set(key, undefined);
    return this.#values.get(key);
  }

  set(key: string, value: AwkValue): void {
    this.#values.set(key, value);
  }

  delete(key: string): void {
    this.#values.delete(key);
  }

  clear(): void {
    this.#values.clear();
  }

  keys(): readonly string[] {
    let buckets = bucketsAtFirst;
    while (this.#values.size > buckets * fullness) buckets *= 2;
    // Of one bucket the newest comes first.
    return [...this.#values.keys()]
      .reverse()
      .map((key) => ({ key, bucket: hash(key) & (buckets - 1) }))
      .sort((a, b) => a.bucket - b.bucket)
      .map(({ key }) => key);
  }
}

/** FNV-1a over the bytes. */
function hash(key: string): number {
  let value = 2166136261;
  for (let i = 0; i < key.length; i++) value = Math.imul(value ^ (key.charCodeAt(i) & 255), 16777619);
  return value >>> 0;
}
