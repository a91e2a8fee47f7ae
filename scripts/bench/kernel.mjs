// What the kernel does a second, and what a checkpoint costs. Bundled before it runs: Node 20 reads no TypeScript.
import { O_CREAT, O_RDWR, O_WRONLY } from '../../src/abi/flags.ts';
import { createMachine } from '../../src/kernel/boot.ts';
import { overlayType } from '../../src/overlay/index.ts';

function machine() {
  return createMachine({
    boot: 'minimal',
    epoch: 1_767_225_600_000_000_000n,
    seed: 1,
    hostname: 'bench',
    rootSize: 1024 * 1024 * 1024,
    rootInodes: 131_072,
    memory: 512 * 1024 * 1024,
    cpus: 1,
    programs: new Map(),
    fileSystems: [overlayType],
  });
}

function seconds(work) {
  const began = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - began) / 1e9;
}

/** Calls a second: create, write, stat, open, read, rename, unlink, readdir, on a disk and through an overlay. */
export function mixedSyscalls() {
  const { sys } = machine().bareProcess();
  for (const path of ['/l', '/u', '/w', '/m', '/d']) sys.mkdir(path, 0o755);
  for (let i = 0; i < 1000; i++) write(sys, `/l/f${i}`);
  const mounted = sys.mount('overlay', '/m', 'overlay', 0, 'lowerdir=/l,upperdir=/u,workdir=/w');
  if (mounted.err !== undefined) throw new Error(`no overlay: ${mounted.err}`);
  mix(sys, 3000);
  let calls = 0;
  const spent = seconds(() => (calls = mix(sys, 20_000)));
  return calls / spent;
}

const line = new TextEncoder().encode('hello\n');

function write(sys, path) {
  const fd = sys.open(path, O_CREAT | O_WRONLY, 0o644).ok;
  sys.write(fd, line);
  sys.close(fd);
}

function mix(sys, rounds) {
  let calls = 0;
  for (let i = 0; i < rounds; i++) {
    for (const folder of ['/d', '/m']) {
      const path = `${folder}/g${i % 500}`;
      write(sys, path);
      sys.stat(path);
      sys.lstat(`${folder}/f${i % 1000}`);
      sys.access(path, 4);
      const fd = sys.open(path, O_RDWR).ok;
      sys.read(fd, 100);
      sys.fstat(fd);
      sys.close(fd);
      sys.rename(path, `${folder}/h`);
      sys.unlink(`${folder}/h`);
      calls += 12;
    }
    if (i % 100 === 0) {
      const fd = sys.open('/m', 0).ok;
      while ((sys.getdents(fd).ok?.length ?? 0) > 0) calls += 1;
      sys.close(fd);
      calls += 3;
    }
  }
  return calls;
}

/** Milliseconds of a checkpoint of a machine with 60,000 inodes, and of `new Map` of as many entries: medians. */
export function checkpoint() {
  const made = machine();
  const { sys } = made.bareProcess();
  for (let d = 0; d < 60; d++) {
    sys.mkdir(`/d${d}`, 0o755);
    for (let i = 0; i < 1000; i++) sys.mknod(`/d${d}/f${i}`, 0o100644, [0, 0]);
  }
  const map = new Map(Array.from({ length: 60_000 }, (_, i) => [i, { i }]));
  const median = (work) => {
    const times = Array.from({ length: 21 }, () => seconds(work)).sort((a, b) => a - b);
    return times[10] * 1000;
  };
  return { checkpoint: median(() => made.checkpoint()), map: median(() => new Map(map)) };
}
