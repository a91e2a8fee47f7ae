// `suspend`.
import { complain, type Builtin } from './builtin.ts';

export const suspend: Builtin = {
  name: 'suspend',
  synopsis: '[-f]',
  summary: 'Stops the shell until it is continued.',
  *run(shell, { args }) {
    if (shell.login && args[0] !== '-f') return yield* complain(shell, 'suspend', 'cannot suspend a login shell');
    if (!shell.monitor) return yield* complain(shell, 'suspend', 'cannot suspend: no job control');
    shell.sys.sigaction('SIGTSTP', 'default');
    shell.sys.kill(0, 'SIGTSTP');
    yield { wait: 'turn' };
    shell.sys.sigaction('SIGTSTP', 'ignore');
    if (shell.terminal !== undefined) shell.sys.tcsetpgrp(shell.terminal, shell.terminalGroup);
    return 0;
  },
};
