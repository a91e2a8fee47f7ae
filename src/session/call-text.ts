// A system call as a person writes it: `unlink("/root/install.log")`, `open("/root/f1.txt", O_WRONLY|O_CREAT|O_TRUNC)`.
import type { SyscallEvent } from '../kernel/events.ts';
import * as flags from '../abi/flags.ts';

/** Which arguments are told, in the man page's order; file bytes and buffers never are. */
const shown: Readonly<Record<string, readonly string[]>> = {
  open: ['path', 'flags'],
  rename: ['oldPath', 'newPath'],
  link: ['oldPath', 'newPath'],
  symlink: ['target', 'linkPath'],
  write: ['fd'],
};

export function callText(event: SyscallEvent): string {
  const names = shown[event.call] ?? Object.keys(event.args);
  const words = names.flatMap((name) => {
    const value = event.args[name] ?? event.args[name.toLowerCase()];
    if (value === undefined || value === null) return [];
    if (name === 'flags' && event.call === 'open' && typeof value === 'number') return [openFlags(value)];
    if (name === 'mode' && typeof value === 'number') return [`0${value.toString(8)}`];
    return [typeof value === 'string' ? JSON.stringify(value) : String(value)];
  });
  return `${event.call}(${words.join(', ')})`;
}

const accessModes = ['O_RDONLY', 'O_WRONLY', 'O_RDWR'];
const openWords = [
  'O_CREAT',
  'O_EXCL',
  'O_TRUNC',
  'O_APPEND',
  'O_NONBLOCK',
  'O_DIRECTORY',
  'O_NOFOLLOW',
  'O_PATH',
] as const;

function openFlags(value: number): string {
  const words = [accessModes[value & flags.O_ACCMODE] ?? 'O_RDONLY'];
  for (const word of openWords) if ((value & flags[word]) !== 0) words.push(word);
  return words.join('|');
}
