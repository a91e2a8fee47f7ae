import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { RecordPacker, unpack } from '../../src/session/records.ts';

const plain = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(undefined, null, true, false, 0, -1, 1.5, Number.MAX_SAFE_INTEGER, NaN, 'a', '中文', '\udc80x'),
    fc.string({ unit: 'binary' }),
    fc.bigInt(),
    fc.uint8Array(),
    tie('list'),
    tie('object'),
  ),
  list: fc.array(tie('value'), { maxLength: 5 }),
  object: fc.dictionary(
    fc.string({ unit: 'grapheme-ascii' }).filter((key) => key !== '__proto__'),
    tie('value'),
    {
      maxKeys: 5,
      noNullPrototype: true,
    },
  ),
}));

describe('packed records', () => {
  it('give back what was packed', () => {
    fc.assert(
      fc.property(plain.object, (root) => {
        const packed = new RecordPacker().pack(root);
        expect(unpack([packed.record])[packed.root]).toEqual(root);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it('hold only what is new, and share what is not', () => {
    const packer = new RecordPacker();
    const big = { bytes: new Uint8Array(65536) };
    const first = packer.pack({ big, n: 1 });
    const second = packer.pack({ big, n: 2 });
    expect(second.record.length).toBeLessThan(40);
    const objects = unpack([first.record, second.record]);
    const [a, b] = [objects[first.root], objects[second.root]] as { big: object; n: number }[];
    expect(b?.n).toBe(2);
    expect(a?.big).toBe(b?.big);
  });

  it('go on after a reload where they stopped', () => {
    const packer = new RecordPacker();
    const first = packer.pack({ list: [1, 2, 3] });
    const objects = unpack([first.record]);
    const resumed = new RecordPacker();
    resumed.adopt(objects, [first.record]);
    const root = objects[first.root] as { list: number[] };
    const second = resumed.pack({ list: root.list, more: true });
    expect(unpack([first.record, second.record])[second.root]).toEqual({ list: [1, 2, 3], more: true });
  });

  it.each([
    ['a class instance', { x: new Date(0) }],
    ['a function', { x: () => 1 }],
  ])('refuse %s', (_name, root) => {
    expect(() => new RecordPacker().pack(root)).toThrow('no plain data');
  });

  it('refuse a cycle', () => {
    const root: { self?: object } = {};
    root.self = root;
    expect(() => new RecordPacker().pack(root)).toThrow('cycle');
  });

  it('refuse a record that was cut', () => {
    const packed = new RecordPacker().pack({ text: 'hello', more: [1, 2, 3] });
    for (let length = 2; length < packed.record.length; length++) {
      const cut = (): unknown => unpack([packed.record.subarray(0, length)])[packed.root];
      let whole: unknown;
      try {
        whole = cut();
      } catch {
        continue;
      }
      expect(whole).toBeUndefined();
    }
  });
});
