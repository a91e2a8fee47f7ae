// What bash 5.2 was recorded to answer (`npm run record:bash`), asked of our shell on our kernel.
import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { shellMachine } from '../support/shell-machine.ts';
import { userland } from '../support/userland.ts';

interface Answer {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number;
}

const folder = new URL('bash/', import.meta.url);

for (const file of readdirSync(folder).filter((name) => name.endsWith('.sh'))) {
  const answers = JSON.parse(readFileSync(new URL(file.replace(/\.sh$/, '.json'), folder), 'utf8')) as Record<string, Answer>;
  describe(file, () => {
    for (const part of readFileSync(new URL(file, folder), 'utf8').split(/^### /m).slice(1)) {
      const end = part.indexOf('\n');
      const name = part.slice(0, end).trim();
      it(name, () => {
        const answer = shellMachine(userland).play(part.slice(end + 1));
        expect(withoutPids(answer)).toEqual(withoutPids(answers[name]));
      });
    }
  });
}

/** Process ids in reports of deaths differ from run to run. */
function withoutPids(answer: Answer | undefined): Answer | undefined {
  return answer === undefined ? undefined : { ...answer, stderr: answer.stderr.replace(/line (\d+): +\d+ /g, 'line $1: PID ') };
}
