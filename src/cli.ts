// The `copyup` command: the simulator without a browser. Only this entry reads arguments, files and streams of the host.
import { fstatSync, readFileSync } from 'node:fs';
import { once } from 'node:events';
import { version } from '../package.json';
import { decodeBytes, encodeBytes } from './abi/bytes.ts';
import { nodeHost } from './host/node-host.ts';
import { playScript } from './host/node-script.ts';
import { runLab } from './host/node-terminal.ts';
import { findScene } from './session/catalog-of-scenes.ts';
import { LiveSession } from './session/live-session.ts';
import { type Scene, UnknownSceneError } from './session/scene.ts';
import { bareScene, putFile, ScriptRun, transcript } from './session/script-run.ts';
import { createSyscallServer } from './session/syscall-server.ts';
import type { RegistryImage } from './docker/index.ts';
import { imageChunks, loadImage } from './session/images.ts';
import { createWorld, type World } from './session/world.ts';
import { PromptEditor } from './ui/terminal/prompt-editor.ts';

const usage = `usage: copyup [shell] [--scene ID]
       copyup run [--scene ID] [--transcript] FILE.sh [ARG…]
       copyup run [--scene ID] [--transcript] -c 'COMMANDS' [NAME [ARG…]]
       copyup syscalls [--steps [--reads]]
       copyup --help | --version

  shell      the lab in this terminal
  run        plays a script: standard input, output, error and status are the script's own; --transcript prints it as typed
             at a prompt
  syscalls   answers system calls, one JSON request a line on standard input, one answer a line on standard output;
             --steps adds what overlays changed on their layers, --reads also at what they looked
`;

/** Says what is wrong with the command line; the exit status is 2. */
class UsageError extends Error {}

/** The status of a script whose reader went away: 128 and SIGPIPE. */
const brokenPipe = 141;

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
      exitAtBrokenPipe(0);
      return serveSyscalls(rest);
    case 'run':
      exitAtBrokenPipe(brokenPipe);
      return runScript(rest);
    case 'shell':
      return openShell(rest);
    default:
      if (word === undefined || word === '--scene' || word.startsWith('--scene=')) return openShell(words);
      throw new UsageError(word.startsWith('-') ? `unknown option: ${word}` : `unknown command: ${word}`);
  }
}

interface Options {
  readonly scene: Scene | undefined;
  readonly transcript: boolean;
  readonly commands: boolean;
  readonly rest: readonly string[];
}

/** Options stand before the script; what follows it is the script's. */
function parseOptions(words: readonly string[], ...known: readonly string[]): Options {
  let scene: Scene | undefined;
  let isTranscript = false;
  let i = 0;
  for (; i < words.length; i++) {
    const word = words[i] ?? '';
    const option = word.replace(/^(--\w+)=.*$/s, '$1');
    if (word === '--') return { scene, transcript: isTranscript, commands: false, rest: words.slice(i + 1) };
    if (!word.startsWith('-') || word === '-') break;
    if (!known.includes(option)) throw new UsageError(`unknown option: ${word}`);
    if (option === '-c') return { scene, transcript: isTranscript, commands: true, rest: words.slice(i + 1) };
    if (option === '--scene') {
      const id = word === option ? words[++i] : word.slice('--scene='.length);
      if (id === undefined || id === '') throw new UsageError('--scene: which?');
      scene = sceneNamed(id);
    } else if (word !== option) throw new UsageError(`${option} takes no value`);
    else isTranscript = true;
  }
  return { scene, transcript: isTranscript, commands: false, rest: words.slice(i) };
}

function sceneNamed(id: string): Scene {
  try {
    return findScene(id);
  } catch (error) {
    if (error instanceof UnknownSceneError) throw new UsageError(error.message);
    throw error;
  }
}

async function runScript(words: readonly string[]): Promise<number> {
  const options = parseOptions(words, '--scene', '--transcript', '-c');
  const [first, ...args] = options.rest;
  if (first === undefined)
    throw new UsageError(options.commands ? 'run -c: commands are wanted' : 'run: a script is wanted');
  const script = options.commands ? encodeBytes(first) : readScript(first);
  if (script === undefined) return 127;
  const world = createWorld(options.scene ?? bareScene, 'en', await allImages());
  if (options.transcript) {
    if (args.length > 0) throw new UsageError('run --transcript: what is typed at a prompt has no arguments');
    return printTranscript(world, script);
  }
  if (!options.commands) putFile(world, first, script, 0o644);
  return playScript(
    new ScriptRun(world, {
      argv: options.commands ? ['bash', '-c', first, ...args] : ['bash', first, ...args],
      environ: world.environ,
      cwd: world.scene.cwd,
      oneOutput: isOneFile(1, 2),
    }),
  );
}

/** The bytes of a script of the host; undefined, and said, where there are none to be had. */
function readScript(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    const reasons: Record<string, string> = {
      ENOENT: 'No such file or directory',
      EACCES: 'Permission denied',
      EISDIR: 'Is a directory',
    };
    const { code = '', message } = error as NodeJS.ErrnoException;
    process.stderr.write(`copyup: ${path}: ${reasons[code] ?? message}\n`);
    return undefined;
  }
}

/** Headless, all of docker's registry is at hand. */
async function allImages(): Promise<ReadonlyMap<string, RegistryImage>> {
  const images = new Map<string, RegistryImage>();
  await Promise.all(imageChunks.map((chunk) => loadImage(chunk, images)));
  return images;
}

async function printTranscript(world: World, script: Uint8Array): Promise<number> {
  const text = decodeBytes(script);
  const lines = (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n');
  const played = transcript(world, lines);
  for (;;) {
    const { done, value } = played.next();
    if (done === true) return value;
    await say(encodeBytes(decodeBytes(value).replaceAll('\r\n', '\n')));
  }
}

function isOneFile(a: number, b: number): boolean {
  const [left, right] = [fstatSync(a), fstatSync(b)];
  return left.dev === right.dev && left.ino === right.ino;
}

async function openShell(words: readonly string[]): Promise<number> {
  const { scene = findScene('article'), rest } = parseOptions(words, '--scene');
  if (rest.length > 0) throw new UsageError(`shell: unknown argument: ${String(rest[0])}`);
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    throw new UsageError('the lab wants a terminal; a script is played with `copyup run`');
  }
  const locale = /^zh/.test(process.env['LC_ALL'] ?? process.env['LC_MESSAGES'] ?? process.env['LANG'] ?? '')
    ? 'zh-CN'
    : 'en';
  const session = new LiveSession(
    createWorld(scene, locale, await allImages()),
    nodeHost,
    {
      format: 'copyup-log',
      version: 1,
      engine: version,
      scene: scene.id,
      seed: scene.seed,
      locale,
      era: scene.era,
    },
    { state: 'memory', reason: 'a terminal keeps nothing' },
  );
  return runLab(session, (terminal, screen) => new PromptEditor(session, terminal, screen));
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
async function say(text: string | Uint8Array): Promise<void> {
  if (text.length > 0 && !process.stdout.write(text)) await once(process.stdout, 'drain');
}

/** The reader is gone: nobody is left to be told. */
function exitAtBrokenPipe(status: number): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? status : 1);
  });
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`copyup: ${error.message}\n${usage}`);
  process.exitCode = 2;
}
