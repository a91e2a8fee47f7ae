// What must hold of the repository itself: it runs on any machine, and its papers say what is there.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string): string => readFileSync(`${root}/${path}`, 'utf8');
const manifest = JSON.parse(read('package.json')) as {
  scripts: Record<string, string>;
  bin: Record<string, string>;
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
};

/** Without git (a downloaded archive) there is no list of files to look through. */
const isClone = existsSync(`${root}/.git`);
const tracked = isClone
  ? execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' })
      .split('\0')
      .filter((path) => path !== '' && existsSync(`${root}/${path}`))
  : [];

describe('packages', () => {
  it('the lock file names no host', () => {
    expect(read('package-lock.json')).not.toContain('"resolved"');
  });

  it('versions are exact, since what works together was measured', () => {
    for (const version of Object.values({ ...manifest.dependencies, ...manifest.devDependencies }))
      expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it('THIRD_PARTY_LICENSES is what its script writes', () => {
    expect(() =>
      execFileSync(process.execPath, ['scripts/third-party-licenses.mjs', '--check'], { cwd: root, stdio: 'pipe' }),
    ).not.toThrow();
  });
});

describe('papers', () => {
  const papers = ['README.md', 'CONTRIBUTING.md', 'ARCHITECTURE.md'];

  it.each(papers)('every npm command of %s is a script of package.json', (paper) => {
    const named = [...read(paper).matchAll(/\bnpm (?:run (?<script>[\w:-]+)|(?<word>start|test)\b)/g)].map(
      ({ groups }) => groups?.['script'] ?? groups?.['word'] ?? '',
    );
    expect(named.filter((script) => !(script in manifest.scripts))).toEqual([]);
  });

  it.each(papers)('every path in `quotes` of %s that begins with a folder of the repository is there', (paper) => {
    const named = [...read(paper).matchAll(/`((?:src|tests|scripts|lessons|public)\/[\w./-]+)`/g)].map(
      ([, path]) => path ?? '',
    );
    expect(named.filter((path) => !path.startsWith('dist/') && !existsSync(`${root}/${path}`))).toEqual([]);
  });

  it('every script of package.json that names a file has it', () => {
    const named = Object.values(manifest.scripts).flatMap((script) => script.match(/scripts\/[\w-]+\.mjs/) ?? []);
    expect(named.filter((path) => !existsSync(`${root}/${path}`))).toEqual([]);
  });

  it('.ci/run can be run', () => {
    expect(statSync(`${root}/.ci/run`).mode & 0o111).not.toBe(0);
  });
});

describe.runIf(isClone)('files', () => {
  const texts = tracked.filter((path) => !/\.(png|woff2|ico)$/.test(path));

  it('no file names a path of one machine', () => {
    const machinePath = /(?:^|[^\w./-])\/(?:home\/\w+|Users\/\w+|workspaces?\/\w+|work\/\w+)\//;
    // Paths of the simulated tree and of recorded answers are data.
    const isData = (path: string): boolean => /^(tests\/|lessons\/|src\/docker\/registry\/|THIRD_PARTY)/.test(path);
    expect(texts.filter((path) => !isData(path) && machinePath.test(read(path)))).toEqual([]);
  });

  it('nothing built is kept', () => {
    expect(tracked.filter((path) => /^(dist|node_modules|coverage|test-results)\//.test(path))).toEqual([]);
  });

  it('a script that runs before an install imports nothing that must be installed', () => {
    const early = ['start', 'test', 'build', 'dev', 'install', 'serve', 'browser', 'root'];
    for (const name of early) {
      const imported = [...read(`scripts/${name}.mjs`).matchAll(/from '([^']+)'/g)].map(([, from]) => from ?? '');
      expect(imported.filter((from) => !from.startsWith('node:') && !from.startsWith('./'))).toEqual([]);
    }
  });
});
