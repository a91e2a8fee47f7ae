// su, runuser: a shell or a command as another user (util-linux).
import { strerror } from '../../abi/errno.ts';
import type { Command } from '../command.ts';
import { execve } from '../../kernel/blocking.ts';
import type { Process } from '../../kernel/program.ts';
import { Accounts, type User } from '../coreutils/accounts.ts';
import { execvp, shellStatus, statusOfFailure, waitForEnd } from '../coreutils/exec.ts';
import { defineTool, type Steps, type Tool } from '../coreutils/tool.ts';

const options = [
  'c,command=COMMAND|run COMMAND with the shell',
  ',session-command=COMMAND|likewise',
  'f,fast|the shell reads no start-up file (csh)',
  'g,group=GROUP|with that group',
  'G,supp-group=GROUP|with that group, too',
  'l,login|a login shell, with a fresh environment',
  'mp,preserve-environment|the environment as it is',
  'P,pty|nothing',
  's,shell=SHELL|that shell',
  'w,whitelist-environment=LIST|keep those variables with -l',
];

export const userCommands: readonly Command[] = [
  defineTool({
    name: 'su',
    paths: ['/bin/su', '/usr/bin/su'],
    suite: 'util-linux',
    synopsis: '[options] [-] [<user> [<argument>...]]',
    summary: 'Runs a shell as another user; root, where none is named.',
    options,
    *run(tool) {
      const dash = tool.operands[0] === '-';
      const [name = 'root', ...rest] = dash ? tool.operands.slice(1) : tool.operands;
      const user = userNamed(tool, name);
      // No account here has a password that could be told.
      if (tool.sys.getcredentials().euid !== 0) return tool.die('Authentication failure');
      return yield* shellAs(tool, user, rest, dash || tool.has('login'));
    },
  }),
  defineTool({
    name: 'runuser',
    paths: ['/sbin/runuser', '/usr/sbin/runuser'],
    suite: 'util-linux',
    synopsis: '[options] -u <user> [[--] <command>]\n[options] [-] [<user> [<argument>...]]',
    summary: 'Runs a command, or a shell, as another user. Only root may.',
    options: ['u,user=USER|run the command itself as USER', ...options],
    stopAtOperand: true,
    *run(tool) {
      if (tool.sys.getcredentials().euid !== 0) return tool.die('may not be used by non-root users');
      const named = tool.value('user');
      if (named === undefined) {
        const dash = tool.operands[0] === '-';
        const [name = 'root', ...rest] = dash ? tool.operands.slice(1) : tool.operands;
        return yield* shellAs(tool, userNamed(tool, name), rest, dash || tool.has('login'));
      }
      const user = userNamed(tool, named);
      if (tool.operands.length === 0) return tool.die('no command was specified');
      return yield* runAs(tool, user, function* (own) {
        const err = yield* execvp(own, tool.operands, own.environ);
        tool.warn(`failed to execute ${tool.operands[0] ?? ''}: ${strerror(err)}`);
        return statusOfFailure(err);
      });
    },
  }),
];

function userNamed(tool: Tool, name: string): User {
  const user = new Accounts(tool.process).user(name);
  return user ?? tool.die(`user ${name} does not exist or the user entry does not contain all the required fields`);
}

function* runAs(tool: Tool, user: User, body: (own: Process) => Steps<number>): Steps<number> {
  const accounts = new Accounts(tool.process);
  const supplementary = accounts.groups.filter(({ members }) => members.includes(user.name)).map(({ gid }) => gid);
  const group = tool.value('group');
  const gid = group === undefined ? user.gid : (accounts.gidOf(group) ?? tool.die(`group ${group} does not exist`));
  yield* tool.finish();
  const started = tool.sys.fork(function* (own) {
    own.sys.setgroups([...new Set([gid, ...supplementary])]);
    own.sys.setresgid(gid, gid, gid);
    const { err } = own.sys.setresuid(user.uid, user.uid, user.uid);
    if (err !== undefined) {
      tool.warn(`cannot set user id: ${strerror(err)}`);
      return 1;
    }
    return yield* body(own);
  });
  if (started.err !== undefined) return tool.die(`cannot create child process: ${strerror(started.err)}`);
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGTSTP'] as const) tool.sys.sigaction(signal, 'ignore');
  return shellStatus(yield* waitForEnd(tool.process, started.ok));
}

function* shellAs(tool: Tool, user: User, rest: readonly string[], login: boolean): Steps<number> {
  const keeps = tool.has('preserve-environment') && !login;
  const shell =
    tool.value('shell') ?? (keeps ? tool.variable('SHELL') : undefined) ?? (user.shell === '' ? '/bin/sh' : user.shell);
  const base = shell.slice(shell.lastIndexOf('/') + 1);
  const command = tool.value('command') ?? tool.value('session-command');
  const argv = [login ? `-${base}` : base, ...(command === undefined ? [] : ['-c', command]), ...rest];
  const environ = environmentOf(tool, user, shell, login, keeps);
  return yield* runAs(tool, user, function* (own) {
    if (login) own.sys.chdir(user.home);
    if (shell.endsWith('/nologin')) {
      tool.complain('This account is currently not available.');
      return 1;
    }
    const { err } = yield* execve(own, shell, argv, environ);
    if (err === undefined) return 0;
    tool.warn(`failed to execute ${shell}: ${strerror(err)}`);
    return statusOfFailure(err);
  });
}

function environmentOf(tool: Tool, user: User, shell: string, login: boolean, keeps: boolean): readonly string[] {
  const old = tool.process.environ;
  if (keeps) return old;
  const own = [`HOME=${user.home}`, `SHELL=${shell}`];
  const named = [`USER=${user.name}`, `LOGNAME=${user.name}`];
  if (login) {
    const path =
      user.uid === 0
        ? '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'
        : '/usr/local/bin:/usr/bin:/bin:/usr/local/games:/usr/games';
    return [...old.filter((entry) => entry.startsWith('TERM=')), ...own, ...named, `PATH=${path}`];
  }
  // Root keeps the name of whoever became root.
  const set = [...own, ...(user.uid === 0 ? [] : named)];
  const names = set.map((entry) => entry.slice(0, entry.indexOf('=') + 1));
  return [...old.filter((entry) => !names.some((name) => entry.startsWith(name))), ...set];
}
