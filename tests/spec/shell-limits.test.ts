// Scripts that ask for more than there is: an error in bash's words, and the machine goes on.
import { expect, it } from 'vitest';
import { shellMachine } from '../support/shell-machine.ts';
import { userland } from '../support/userland.ts';

interface Row {
  readonly fact: string;
  readonly script: string;
  readonly says: string;
  readonly prints?: string;
  readonly status: number;
}

const rows: readonly Row[] = [
  {
    fact: 'a range of a thousand million words stays as it is written',
    script: 'echo {1..1000000000}',
    says: 'brace expansion: failed to allocate memory for 1000000000 elements',
    prints: '{1..1000000000}\n',
    status: 0,
  },
  {
    fact: 'so does a product of ranges',
    script: 'echo {1..3000}{1..3000} | wc -w',
    says: 'brace expansion: failed to allocate memory for 9000000 elements',
    prints: '1\n',
    status: 0,
  },
  {
    fact: 'a field of a thousand million columns ends the shell',
    script: "printf '%*d' 1000000000 1; echo no",
    says: 'xrealloc: cannot allocate 1000000064 bytes',
    status: 2,
  },
  {
    fact: 'a string that doubles without end ends the shell',
    script: 'x=a; while :; do x=$x$x; done',
    says: 'xrealloc: cannot allocate 268435456 bytes',
    status: 2,
  },
  {
    fact: 'a substitution that never ends, ends when memory does; a subshell alone dies of it',
    script: '(x=$(cat /dev/zero)); echo $?',
    says: 'xrealloc: cannot allocate',
    prints: '2\n',
    status: 0,
  },
  {
    fact: 'functions that call themselves without end',
    script: 'f() { f; }; f; echo $?',
    says: 'exceeded',
    status: 1,
  },
];

it.each(rows)('$fact', ({ script, says, prints, status }) => {
  const answer = shellMachine(userland).play(script);
  expect(answer.stderr).toContain(says);
  expect(answer.status).toBe(status);
  expect(answer.stdout).toBe(prints ?? '');
});
