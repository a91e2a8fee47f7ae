// The `copyup` command: the simulator without a browser. Only this entry reads standard input, files and arguments of the host.
import { once } from 'node:events';
import { version } from '../package.json';
import { createSyscallServer } from './session/syscall-server.ts';

const usage = `usage: copyup syscalls [--steps [--reads]]
       copyup --help | --version

  syscalls   answers system calls, one JSON request a line on standard input, one answer a line on standard output;
             --steps adds what overlays changed on their layers, --reads also at what they looked
`;

/** Says what is wrong with the command line; the exit status is 2. */
class UsageError extends Error {}

async function main(words: readonly string[]): Promise<number> {
  const [word, ...rest] = words;
  switch (word) {
    case '--help':
    case '-h':
      await say(usage);
      return 0;
    case '--version':
      await say(`copyup ${version}\n`);
      return 0;
    case 'syscalls':
      return serveSyscalls(rest);
    case undefined:
      throw new UsageError('a command is wanted');
    default:
      throw new UsageError(`unknown command: ${word}`);
  }
}

async function serveSyscalls(words: readonly string[]): Promise<number> {
  for (const word of words) {
    if (word !== '--steps' && word !== '--reads') throw new UsageError(`syscalls: unknown argument: ${word}`);
  }
  const [steps, reads] = [words.includes('--steps'), words.includes('--reads')];
  if (reads && !steps) throw new UsageError('syscalls: --reads goes with --steps');
  const server = createSyscallServer({ steps, reads });
  for await (const lines of standardInputLines()) {
    let answers = '';
    // A blank line asks nothing.
    for (const line of lines) if (line.trim() !== '') answers += `${server.answer(line)}\n`;
    await say(answers);
  }
  return 0;
}

/** The lines of standard input, as many at a time as one read brought; the last one may lack its newline. */
async function* standardInputLines(): AsyncGenerator<readonly string[]> {
  process.stdin.setEncoding('utf8');
  // Pieces of a line that goes on: joined once it ends, so that a line of many megabytes is not copied again and again.
  let pieces: string[] = [];
  for await (const chunk of process.stdin as AsyncIterable<string>) {
    const lines = chunk.split('\n');
    const rest = lines.pop() ?? '';
    const [first] = lines;
    if (first !== undefined) {
      lines[0] = pieces.join('') + first;
      pieces = [];
    }
    if (rest !== '') pieces.push(rest);
    if (lines.length > 0) yield lines;
  }
  if (pieces.length > 0) yield [pieces.join('')];
}

/** Writes to standard output, and waits where its reader is slower. */
async function say(text: string): Promise<void> {
  if (text !== '' && !process.stdout.write(text)) await once(process.stdout, 'drain');
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // The reader is gone: nobody is left to be told.
  process.exit(error.code === 'EPIPE' ? 0 : 1);
});

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`copyup: ${error.message}\n${usage}`);
  process.exitCode = 2;
}
