// `:`, `true`, `false`.
import type { Builtin } from './builtin.ts';

export const colon: Builtin = {
  name: ':',
  synopsis: '[arguments]',
  summary: 'Does nothing, successfully; its words are still expanded.',
  special: true,
  run: () => 0,
};

export const trueBuiltin: Builtin = { name: 'true', synopsis: '', summary: 'Succeeds.', run: () => 0 };

export const falseBuiltin: Builtin = { name: 'false', synopsis: '', summary: 'Fails.', run: () => 1 };
