// The syscall protocol: what is a request, what an answer looks like, and what the command does with its streams.
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSyscallServer } from '../../src/session/syscall-server.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

type Answer = Readonly<Record<string, unknown>>;

function ask(...requests: readonly unknown[]): Answer[] {
  const server = createSyscallServer({ steps: false, reads: false });
  return requests.map(
    (request) => JSON.parse(server.answer(typeof request === 'string' ? request : JSON.stringify(request))) as Answer,
  );
}

function call(
  name: string,
  args: Readonly<Record<string, unknown>> = {},
): { id: number; call: string; args: Readonly<Record<string, unknown>> } {
  return { id: 1, call: name, args };
}

describe('what is no request is EINVAL with the reason', () => {
  it.each([
    ['no JSON', '{"id":1', null, /^no JSON/],
    ['a list', '[]', null, /object/],
    ['null', 'null', null, /object/],
    ['no call', '{"id":"x"}', 'x', /^call/],
    ['a call that is no name', '{"id":1,"call":7}', 1, /^call/],
    ['arguments that are a list', '{"id":1,"call":"stat","args":["/"]}', 1, /^args/],
    ['an argument that is missing', call('stat'), 1, /^path: missing/],
    ['an unknown argument', call('stat', { path: '/', flags: [] }), 1, /^unknown argument: flags/],
    ['an argument of every object', call('getcwd', { toString: 1 }), 1, /^unknown argument: toString/],
    ['a path that is a number', call('stat', { path: 7 }), 1, /^path/],
    ['a path with a NUL', call('stat', { path: '/a\0b' }), 1, /^path/],
    ['half a character', '{"id":1,"call":"stat","args":{"path":"/\\ud800"}}', 1, /^path/],
    ['a descriptor that is a string', call('close', { fd: '3' }), 1, /^fd/],
    ['a descriptor that is no whole number', call('close', { fd: 1.5 }), 1, /^fd/],
    ['a flag that is not known', call('open', { path: '/', flags: ['O_NOPE'] }), 1, /^flags: unknown: "O_NOPE"/],
    ['flags as a number', call('open', { path: '/', flags: 0 }), 1, /^flags/],
    ['a flag of another call', call('rename', { oldpath: '/a', newpath: '/b', flags: ['O_CREAT'] }), 1, /^flags/],
    ['a flag that is a property of objects', call('open', { path: '/', flags: ['constructor'] }), 1, /^flags/],
    ['data that is no base64', call('write', { fd: 0, data: 'a' }), 1, /^data/],
    ['a time that is a number', call('utimensat', { path: '/', atimeNs: 5, mtimeNs: '5' }), 1, /^atimeNs/],
    ['a time that is a word', call('utimensat', { path: '/', atimeNs: 'soon', mtimeNs: '5' }), 1, /^atimeNs/],
    ['a device of one number', call('mknod', { path: '/d', mode: 0o20600, dev: [1] }), 1, /^dev/],
    ['both a path and a descriptor', call('getdents', { path: '/', fd: 0 }), 1, /path or fd/],
    ['neither of them', call('getdents'), 1, /path or fd/],
  ])('%s', (_what, request, id, why) => {
    expect(ask(request)).toEqual([{ id, err: 'EINVAL', why: expect.stringMatching(why) as string }]);
  });
});

describe('answers', () => {
  it.each([
    ['an unknown call', [call('reboot')], { err: 'ENOSYS' }],
    ['a name of every object is no call', [call('constructor')], { err: 'ENOSYS' }],
    ['a call that succeeds without a value', [call('mkdir', { path: '/d', mode: 0o755 })], { ok: null }],
    ['an errno has no reason beside it', [call('rmdir', { path: '/nope' })], { err: 'ENOENT' }],
    ['the working directory', [call('getcwd')], { ok: '/' }],
    ['the umask is 0', [call('umask', { mask: 0o22 })], { ok: 0 }],
    ['no overlay is mounted', [call('mounts')], { ok: [] }],
    [
      'the root holds nothing',
      [call('getdents', { path: '/' })],
      {
        ok: [
          { name: '.', ino: 2, type: 'dir' },
          { name: '..', ino: 2, type: 'dir' },
        ],
      },
    ],
    [
      'bytes are base64',
      [
        call('open', { path: '/f', flags: ['O_CREAT', 'O_RDWR'] }),
        call('write', { fd: 0, data: '/wBh' }),
        call('pread', { fd: 0, count: 9, offset: 0 }),
      ],
      { ok: '/wBh' },
    ],
    ['a descriptor that is not open', [call('fsync', { fd: 7 })], { err: 'EBADF' }],
    [
      'names of xattrs are sorted',
      [
        call('setxattr', { path: '/', name: 'user.b', value: '' }),
        call('setxattr', { path: '/', name: 'trusted.a', value: '' }),
        call('listxattr', { path: '/' }),
      ],
      { ok: ['trusted.a', 'user.b'] },
    ],
    [
      'an overlay as /proc/mounts prints it',
      [
        ...['/l', '/u', '/w', '/m'].map((path) => call('mkdir', { path })),
        call('mount', {
          source: 'overlay',
          target: '/m',
          fstype: 'overlay',
          data: 'lowerdir=/l,upperdir=/u,workdir=/w',
        }),
        call('mounts'),
      ],
      { ok: ['overlay /m overlay rw,relatime,lowerdir=/l,upperdir=/u,workdir=/w,uuid=on 0 0'] },
    ],
    [
      'root may be taken back',
      [
        call('setcreds', { uid: 1000, gid: 1000 }),
        call('mkdir', { path: '/x' }),
        call('setcreds', { uid: 0, gid: 0 }),
        call('mkdir', { path: '/x' }),
      ],
      { ok: null },
    ],
    [
      'what another user may not',
      [call('setcreds', { uid: 1000, gid: 1000, groups: [5] }), call('mkdir', { path: '/x' })],
      { err: 'EACCES' },
    ],
  ])('%s', (_what, requests, answer) => {
    expect(ask(...requests).at(-1)).toEqual({ id: 1, ...answer });
  });

  it('a byte that is no UTF-8 comes back as it went in', () => {
    const answers = ask('{"id":1,"call":"mkdir","args":{"path":"/\\udcff"}}', call('getdents', { path: '/' }));
    expect(answers[1]?.['ok']).toContainEqual(expect.objectContaining({ name: '\udcff' }));
  });

  it('bytes that are UTF-8 together have one spelling', () => {
    const answers = ask('{"id":1,"call":"mkdir","args":{"path":"/\\udcc3\\udca9"}}', call('lstat', { path: '/é' }));
    expect(answers[1]?.['err']).toBeUndefined();
  });

  it('a sleep puts the clock forward', () => {
    const [a, b] = ask(
      call('mkdir', { path: '/a' }),
      call('lstat', { path: '/a' }),
      call('nanosleep', { req: '5000000000' }),
      call('mkdir', { path: '/b' }),
      call('lstat', { path: '/b' }),
    )
      .map((answer) => answer['ok'] as { mtimeNs: string } | null)
      .filter((stat) => stat !== null)
      .map(({ mtimeNs }) => BigInt(mtimeNs));
    expect(b! - a!).toBeGreaterThanOrEqual(5_000_000_000n);
  });
});

describe('steps', () => {
  const requests = [
    ...['/l', '/u', '/w', '/m', '/l/d'].map((path) => call('mkdir', { path })),
    call('mount', { source: 'overlay', target: '/m', fstype: 'overlay', data: 'lowerdir=/l,upperdir=/u,workdir=/w' }),
  ];

  it('every answer has them, errors and what is no request included', () => {
    const server = createSyscallServer({ steps: true, reads: false });
    for (const line of [
      'x',
      JSON.stringify(call('nope')),
      JSON.stringify(call('rmdir', { path: '/nope' })),
      JSON.stringify(call('getcwd')),
    ]) {
      expect(JSON.parse(server.answer(line))).toMatchObject({ steps: [] });
    }
  });

  it('are said in the words of the films, without what is ours alone', () => {
    const server = createSyscallServer({ steps: true, reads: true });
    for (const request of requests) server.answer(JSON.stringify(request));
    const { steps, reads } = JSON.parse(server.answer(JSON.stringify(call('rmdir', { path: '/m/d' })))) as {
      steps: Answer[];
      reads: Answer[];
    };
    expect(steps.map(({ op }) => op)).toContain('vfs_rename');
    for (const step of [...steps, ...reads]) {
      expect(step).not.toHaveProperty('mount');
      expect(step).not.toHaveProperty('step');
    }
    for (const read of reads) expect(typeof read['before']).toBe('number');
  });
});

describe('the command', () => {
  let folder = '';

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'copyup-cli-'));
    await build({ root, configFile: join(root, 'vite.cli.config.ts'), logLevel: 'error', build: { outDir: folder } });
  }, 60_000);
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  function start(...words: readonly string[]): ChildProcessWithoutNullStreams {
    return spawn(process.execPath, [join(folder, 'cli.js'), ...words]);
  }

  function run(
    words: readonly string[],
    input = '',
  ): Promise<{ status: number | null; stdout: string; stderr: string }> {
    return new Promise((resolve) => {
      const child = start(...words);
      let [stdout, stderr] = ['', ''];
      child.stdout.on('data', (bytes: Buffer) => (stdout += bytes.toString()));
      child.stderr.on('data', (bytes: Buffer) => (stderr += bytes.toString()));
      child.stdin.on('error', () => undefined);
      child.on('close', (status) => resolve({ status, stdout, stderr }));
      child.stdin.end(input);
    });
  }

  it('answers one line a request, in order, blank lines left out, the last line without its newline', async () => {
    const { status, stdout } = await run(
      ['syscalls'],
      '{"id":1,"call":"getcwd"}\n\n{"id":2,"call":"nope"}\nx\n{"id":3,"call":"getcwd"}',
    );
    expect(status).toBe(0);
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => (JSON.parse(line) as Answer)['id']),
    ).toEqual([1, 2, null, 3]);
  });

  it('answers at once, before the input ends', async () => {
    const child = start('syscalls');
    const answered = new Promise<string>((resolve) =>
      child.stdout.once('data', (bytes: Buffer) => resolve(bytes.toString())),
    );
    child.stdin.write('{"id":1,"call":"getcwd"}\n');
    expect(await answered).toBe('{"id":1,"ok":"/"}\n');
    child.stdin.end();
  });

  it('takes a request of megabytes in pieces', async () => {
    const data = Buffer.alloc(6_000_000, 'x').toString('base64');
    const open = JSON.stringify(call('open', { path: '/f', flags: ['O_CREAT', 'O_WRONLY'] }));
    const { stdout } = await run(['syscalls'], `${open}\n${JSON.stringify(call('write', { fd: 0, data }))}\n`);
    expect(stdout.trimEnd().split('\n').at(-1)).toBe('{"id":1,"ok":6000000}');
  });

  it('ends quietly when nobody reads its answers', async () => {
    const child = start('syscalls');
    let said = '';
    child.stderr.on('data', (bytes: Buffer) => (said += bytes.toString()));
    child.stdin.on('error', () => undefined);
    child.stdout.once('data', () => child.stdout.destroy());
    const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
    child.stdin.end('{"id":1,"call":"getcwd"}\n'.repeat(200_000));
    expect(await ended).toBe(0);
    expect(said).toBe('');
  });

  it.each([
    [
      'output, error and status are the script\u2019s',
      ['run', '-c', 'echo out; echo err >&2; exit 3'],
      '',
      3,
      'out\n',
      'err\n',
    ],
    ['$0 and the arguments', ['run', '-c', 'echo $0 $# $2', 'name', 'a', 'b c'], '', 0, 'name 2 b c\n', ''],
    ['options after the script are its own', ['run', '-c', 'echo $1', 'name', '--scene'], '', 0, '--scene\n', ''],
    [
      'standard input, and what is left of it',
      ['run', '-c', 'read a; echo "<$a>"; cat'],
      'x\ny\nz',
      0,
      '<x>\ny\nz',
      '',
    ],
    ['input that nobody reads', ['run', '-c', 'echo done'], 'x'.repeat(500_000), 0, 'done\n', ''],
    ['a death by signal', ['run', '-c', 'kill -9 $$'], '', 137, '', ''],
    ['a working directory of one\u2019s own', ['run', '-c', 'pwd; mkdir d && ls'], '', 0, '/root\nd\n', ''],
    ['a scene', ['run', '--scene', 'layers', '-c', 'pwd; cat merged/a'], '', 0, '/lab\nfrom below\n', ''],
  ] as const)('run: %s', async (_what, words, input, status, stdout, stderr) => {
    expect(await run(words, input)).toEqual({ status, stdout, stderr });
  });

  it('run: a script of the host, with its name as bash says it', async () => {
    const script = join(folder, 'a.sh');
    writeFileSync(script, 'echo "$0 $1"\nnonsense\n');
    const { status, stdout, stderr } = await run(['run', script, 'arg']);
    expect(stdout).toBe(`${script} arg\n`);
    expect(stderr).toBe(`${script}: line 2: nonsense: command not found\n`);
    expect(status).toBe(127);
  });

  it('run: bytes that are no text pass through', async () => {
    const child = start('run', '-c', 'cat');
    const pieces: Buffer[] = [];
    child.stdout.on('data', (bytes: Buffer) => pieces.push(bytes));
    const ended = new Promise((resolve) => child.on('close', resolve));
    const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, i) => (i * 7919) % 256));
    child.stdin.end(bytes);
    await ended;
    expect(Buffer.concat(pieces).equals(bytes)).toBe(true);
  });

  it('run --transcript: as typed at a prompt', async () => {
    const { status, stdout } = await run([
      'run',
      '--scene',
      'layers',
      '--transcript',
      '-c',
      'rm merged/a\nls merged\n(exit 5)',
    ]);
    expect(stdout).toBe('[root@lab lab]# rm merged/a\n[root@lab lab]# ls merged\nb  dir\n[root@lab lab]# (exit 5)\n');
    expect(status).toBe(5);
  });

  it('run: the end of its reader ends it', async () => {
    const child = start('run', '-c', 'while :; do echo y; done');
    child.stdout.once('data', () => child.stdout.destroy());
    expect(await new Promise((resolve) => child.on('exit', resolve))).toBe(141);
  });

  it('run: Ctrl-C ends what never would', async () => {
    const child = start('run', '-c', 'echo started; while :; do :; done');
    child.stdout.once('data', () => child.kill('SIGINT'));
    expect(await new Promise((resolve) => child.on('exit', resolve))).toBe(130);
  });

  it.each([
    [['--version'], 0, /^copyup \d+\.\d+\.\d+\n$/, /^$/],
    [['--help'], 0, /copyup syscalls/, /^$/],
    [['nonsense'], 2, /^$/, /^copyup: unknown command: nonsense\n/],
    [[], 2, /^$/, /the lab wants a terminal/],
    [['--nonsense'], 2, /^$/, /^copyup: unknown option: --nonsense\n/],
    [['run'], 2, /^$/, /a script is wanted/],
    [['run', '-c'], 2, /^$/, /commands are wanted/],
    [['run', '--scene', 'nowhere', '-c', ':'], 2, /^$/, /no scene is called "nowhere"; there are: /],
    [['run', '/nowhere/x.sh'], 127, /^$/, /^copyup: \/nowhere\/x.sh: No such file or directory\n$/],
    [['shell', 'x'], 2, /^$/, /unknown argument: x/],
    [['syscalls', '--fast'], 2, /^$/, /unknown argument: --fast/],
    [['syscalls', '--reads'], 2, /^$/, /--reads goes with --steps/],
  ] as const)('%j', async (words, status, stdout, stderr) => {
    const ended = await run(words);
    expect(ended.status).toBe(status);
    expect(ended.stdout).toMatch(stdout);
    expect(ended.stderr).toMatch(stderr);
  });
});
