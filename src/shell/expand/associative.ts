// The order in which bash walks an associative array: by buckets of its hash table, the newest key of a bucket first.
import { encodeBytes } from '../../abi/bytes.ts';

/** Buckets at first, entries a bucket at which the table grows, and by what. @see bash 5.2 hashlib.c, assoc.h: figures only */
const firstBuckets = 1024;
const fullAt = 2;
const growth = 4;

/** The entries of an associative array as bash lists them. */
export function associativeEntries(map: ReadonlyMap<string, string>): readonly (readonly [string, string])[] {
  let buckets = firstBuckets;
  while (map.size >= buckets * fullAt) buckets *= growth;
  const placed = [...map].map((entry, age) => ({ entry, age, bucket: hash(entry[0]) & (buckets - 1) }));
  return placed.sort((a, b) => a.bucket - b.bucket || b.age - a.age).map(({ entry }) => entry);
}

/** FNV-1, 32 bits, over the key's bytes. */
function hash(key: string): number {
  let value = 2166136261;
  for (const byte of encodeBytes(key)) value = Math.imul(value, 16777619) ^ byte;
  return value;
}
