// tr: bytes changed into others, deleted, or squeezed.
import { argumentText } from '../coreutils/byte-text.ts';
import { complementSet, expandSet, readByteSet, type SetPart } from '../coreutils/byte-set.ts';
import { defineTool, type Tool } from '../coreutils/tool.ts';
import { Input } from '../../kernel/stdio.ts';

export const tr = defineTool({
  name: 'tr',
  synopsis: '[OPTION]... STRING1 [STRING2]',
  summary: 'Translates, squeezes or deletes bytes of standard input.',
  options: [
    'cC,complement|all bytes but those of STRING1',
    'd,delete|delete the bytes of STRING1',
    's,squeeze-repeats|a run of one byte of the last STRING becomes one byte',
    't,truncate-set1|first make STRING1 as short as STRING2',
  ],
  stopAtOperand: true,
  *run(tool) {
    const plan = planOf(tool);
    const input = new Input(tool.process, 0);
    let before = -1;
    for (;;) {
      const { ok, err } = yield* input.piece();
      if (err !== undefined) return tool.die(`read error: ${tool.reason(err)}`);
      if (ok.length === 0) return undefined;
      const out = new Uint8Array(ok.length);
      let length = 0;
      for (const byte of ok) {
        if (plan.deleted[byte] === true) continue;
        const to = plan.map[byte] ?? 0;
        if (to === before && plan.squeezed[to] === true) continue;
        before = to;
        out[length++] = to;
      }
      tool.out.write(out.subarray(0, length));
      yield* tool.settle();
      if (ok.length >= 65536) yield { wait: 'turn' };
    }
  },
});

interface Plan {
  readonly map: readonly number[];
  readonly deleted: readonly (boolean | undefined)[];
  readonly squeezed: readonly (boolean | undefined)[];
}

function planOf(tool: Tool): Plan {
  const { operands } = tool;
  const deletes = tool.has('delete');
  const squeezes = tool.has('squeeze-repeats');
  checkOperands(tool, deletes, squeezes);
  const [first = [], second] = operands.map((operand) => readByteSet(tool, argumentText(operand)));
  if (first.some((part) => 'repeat' in part)) tool.die('the [c*] repeat construct may not appear in string1');
  const complemented = tool.has('complement');
  const one = complemented ? complementSet(expandSet(first)) : expandSet(first);
  const flags = (bytes: readonly number[]): boolean[] => {
    const flag: boolean[] = [];
    for (const byte of bytes) flag[byte] = true;
    return flag;
  };
  const identity = Array.from({ length: 256 }, (_, i) => i);
  if (deletes) return { map: identity, deleted: flags(one), squeezed: flags(squeezes ? expandSet(second ?? []) : []) };
  if (second === undefined) return { map: identity, deleted: [], squeezed: flags(one) };
  return translation(tool, first, second, one, squeezes, identity, flags);
}

function translation(
  tool: Tool,
  first: readonly SetPart[],
  second: readonly SetPart[],
  one: readonly number[],
  squeezes: boolean,
  map: number[],
  flags: (bytes: readonly number[]) => boolean[],
): Plan {
  if (second.some((part) => 'equivalence' in part && part.equivalence))
    tool.die('[=c=] expressions may not appear in string2 when translating');
  const classOf = (part: SetPart): string | undefined => ('className' in part ? part.className : undefined);
  const isCase = (name: string | undefined): boolean => name === 'upper' || name === 'lower';
  const classes = second.map(classOf).filter((name) => name !== undefined);
  if (classes.some((name) => !isCase(name)))
    tool.die("when translating, the only character classes that may appear in\nstring2 are 'upper' and 'lower'");
  const complemented = tool.has('complement');
  const truncates = tool.has('truncate-set1');
  if (classes.length > 0) checkCaseClasses(tool, first, second, complemented);
  if (second.filter((part) => 'repeat' in part && part.times === 0).length > 1)
    tool.die('only one [c*] repeat construct may appear in string2');
  const two = expandSet(second, one.length);
  if (complemented && first.some((part) => classOf(part) !== undefined)) {
    const distinct = new Set(
      two.length === 0 ? [] : two.length < one.length ? [...two, two.at(-1)] : two.slice(0, one.length),
    );
    if (!truncates && distinct.size > 1)
      tool.die(
        'when translating with complemented character classes,\nstring2 must map all characters in the domain to one',
      );
  }
  if (two.length === 0 && one.length > 0 && !truncates) tool.die('when not truncating set1, string2 must be non-empty');
  if (two.length < one.length && !truncates && classOf(second.at(-1) ?? { bytes: [] }) !== undefined) {
    tool.die(
      'when translating with string1 longer than string2,\nthe latter string must not end with a character class',
    );
  }
  const count = truncates ? Math.min(one.length, two.length) : one.length;
  for (let i = 0; i < count; i++) map[one[i] ?? 0] = two[Math.min(i, two.length - 1)] ?? 0;
  return { map, deleted: [], squeezed: squeezes ? flags(two) : [] };
}

/** [:lower:] and [:upper:] in STRING2 stand opposite to one of the two in STRING1. */
function checkCaseClasses(
  tool: Tool,
  first: readonly SetPart[],
  second: readonly SetPart[],
  complemented: boolean,
): void {
  const starts = (parts: readonly SetPart[]): Set<number> => {
    let at = 0;
    const found = new Set<number>();
    for (const part of parts) {
      if ('className' in part && (part.className === 'upper' || part.className === 'lower')) found.add(at);
      at += 'bytes' in part ? part.bytes.length : part.times;
    }
    return found;
  };
  const there = starts(first);
  if (complemented || [...starts(second)].some((at) => !there.has(at)))
    tool.die('misaligned [:upper:] and/or [:lower:] construct');
}

function checkOperands(tool: Tool, deletes: boolean, squeezes: boolean): void {
  const { operands } = tool;
  const least = deletes === squeezes ? 2 : 1;
  const most = deletes && !squeezes ? 1 : 2;
  if (operands.length < least) {
    if (operands.length === 0) tool.usage('missing operand');
    tool.warn(`missing operand after ${tool.quote(operands[0] ?? '')}`);
    tool.complain(
      squeezes
        ? 'Two strings must be given when both deleting and squeezing repeats.'
        : 'Two strings must be given when translating.',
    );
    tool.usage();
  }
  if (operands.length > most) {
    tool.warn(`extra operand ${tool.quote(operands[most] ?? '')}`);
    if (operands.length === 2) tool.complain('Only one string may be given when deleting without squeezing repeats.');
    tool.usage();
  }
}
