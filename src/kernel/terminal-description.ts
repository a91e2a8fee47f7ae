// The two sides of a pseudo terminal as open files: the slave (/dev/pts/N, /dev/tty, /dev/console) and the master (/dev/ptmx).
import { makedev } from '../abi/device.ts';
import { fail } from '../abi/errno.ts';
import { O_ACCMODE, O_RDONLY, O_WRONLY } from '../abi/flags.ts';
import { S_IFCHR } from '../abi/mode.ts';
import type { Stat } from '../abi/stat.ts';
import { closeOpened, type OpenedFile, statOpened } from '../vfs/namei.ts';
import type { Description, SavedDescription } from './description.ts';
import type { Terminal } from './tty.ts';

export class TerminalDescription implements Description {
  refs = 0;
  flags: number;
  readonly opened: OpenedFile | undefined;
  readonly terminal: Terminal;
  readonly side: 'terminal' | 'master';
  readonly #save: (opened: OpenedFile) => unknown;
  readonly #closed: (terminal: Terminal) => void;

  /** @param closed called when the last descriptor of this description is closed */
  constructor(
    side: 'terminal' | 'master',
    terminal: Terminal,
    flags: number,
    opened: OpenedFile | undefined,
    save: (opened: OpenedFile) => unknown,
    closed: (terminal: Terminal) => void,
  ) {
    this.side = side;
    this.terminal = terminal;
    this.flags = flags;
    this.opened = opened;
    this.#save = save;
    this.#closed = closed;
    if (side === 'master') terminal.masterRefs += 1;
    else terminal.slaveRefs += 1;
  }

  read(count: number): Uint8Array {
    if ((this.flags & O_ACCMODE) === O_WRONLY) fail('EBADF');
    return this.side === 'master' ? this.terminal.readMaster(count) : this.terminal.read(count);
  }

  write(data: Uint8Array): number {
    if ((this.flags & O_ACCMODE) === O_RDONLY) fail('EBADF');
    if (this.side === 'terminal') return this.terminal.write(data);
    this.terminal.input(data);
    return data.length;
  }

  readable(): boolean {
    return this.side === 'master' ? this.terminal.masterReadable : this.terminal.readable;
  }

  writable(): boolean {
    return this.side === 'master' || this.terminal.writable;
  }

  stat(): Stat {
    if (this.opened !== undefined) return statOpened(this.opened);
    const { index } = this.terminal;
    return {
      dev: makedev(0, 6),
      ino: 3 + index,
      mode: S_IFCHR | 0o620,
      nlink: 1,
      uid: 0,
      gid: 5,
      rdev: [136, index],
      size: 0,
      blksize: 1024,
      blocks: 0,
      atimeNs: 0n,
      mtimeNs: 0n,
      ctimeNs: 0n,
      btimeNs: 0n,
    };
  }

  release(): void {
    if (this.side === 'master') this.terminal.masterRefs -= 1;
    else this.terminal.slaveRefs -= 1;
    if (this.opened !== undefined) closeOpened(this.opened);
    this.#closed(this.terminal);
  }

  save(): SavedDescription {
    const opened = this.opened === undefined ? null : this.#save(this.opened);
    return { kind: this.side, opened, terminal: this.terminal.index, flags: this.flags };
  }
}
