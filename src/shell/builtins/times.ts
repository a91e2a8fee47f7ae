// `times`. The simulated kernel accounts no processor time.
import type { Builtin } from './builtin.ts';

export const times: Builtin = {
  name: 'times',
  synopsis: '',
  summary: 'Shows the processor time of the shell and of its children.',
  special: true,
  run: (shell) => {
    shell.print('0m0.000s 0m0.000s\n0m0.000s 0m0.000s\n');
    return 0;
  },
};
