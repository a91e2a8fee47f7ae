// Users and groups by name and number, from /etc/passwd and /etc/group of the caller's root (getpwnam(3), getgrgid(3)).
import { readFileNow } from '../../kernel/stdio.ts';
import type { Process } from '../../kernel/program.ts';

export interface User {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  readonly home: string;
  readonly shell: string;
}

export interface Group {
  readonly name: string;
  readonly gid: number;
  readonly members: readonly string[];
}

export class Accounts {
  private readonly process: Process;
  private userList: readonly User[] | undefined;
  private groupList: readonly Group[] | undefined;
  private readonly userNames = new Map<number, string | undefined>();
  private readonly groupNames = new Map<number, string | undefined>();

  constructor(process: Process) {
    this.process = process;
  }

  get users(): readonly User[] {
    return (this.userList ??= this.rows('/etc/passwd').flatMap((row) => {
      const [name = '', , uid = '', gid = '', , home = '', shell = ''] = row;
      return isNumber(uid) ? [{ name, uid: Number(uid), gid: Number(gid), home, shell }] : [];
    }));
  }

  get groups(): readonly Group[] {
    return (this.groupList ??= this.rows('/etc/group').flatMap((row) => {
      const [name = '', , gid = '', members = ''] = row;
      return isNumber(gid) ? [{ name, gid: Number(gid), members: members.split(',').filter((m) => m !== '') }] : [];
    }));
  }

  userName(uid: number): string | undefined {
    if (!this.userNames.has(uid)) this.userNames.set(uid, this.users.find((user) => user.uid === uid)?.name);
    return this.userNames.get(uid);
  }

  groupName(gid: number): string | undefined {
    if (!this.groupNames.has(gid)) this.groupNames.set(gid, this.groups.find((group) => group.gid === gid)?.name);
    return this.groupNames.get(gid);
  }

  user(name: string): User | undefined {
    return this.users.find((user) => user.name === name);
  }

  group(name: string): Group | undefined {
    return this.groups.find((group) => group.name === name);
  }

  /** The uid that a user writes: a name, or a number. */
  uidOf(text: string): number | undefined {
    return this.user(text)?.uid ?? numberOf(text);
  }

  gidOf(text: string): number | undefined {
    return this.group(text)?.gid ?? numberOf(text);
  }

  private rows(path: string): string[][] {
    const { ok } = readFileNow(this.process, path);
    return (ok ?? '').split('\n').map((line) => line.split(':'));
  }
}

function isNumber(text: string): boolean {
  return /^\d+$/.test(text);
}

function numberOf(text: string): number | undefined {
  return /^\+?\d+$/.test(text) && Number(text) < 0xffffffff ? Number(text) : undefined;
}
