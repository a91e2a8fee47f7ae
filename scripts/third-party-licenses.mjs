// Writes THIRD_PARTY_LICENSES: the licence of every package whose code or data the page or the command carries.
// `--check` writes nothing and fails where the file is not what it would write.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';

/** Development packages of which a part goes into the page. */
const shippedToo = ['node_modules/svelte', 'node_modules/clsx', 'node_modules/esm-env'];

const file = join(root, 'THIRD_PARTY_LICENSES');
const text = thirdPartyLicenses();
if (process.argv[2] !== '--check') writeFileSync(file, text);
else if (readFileSync(file, 'utf8') !== text) {
  console.error('THIRD_PARTY_LICENSES is out of date: run `npm run licenses`');
  process.exitCode = 1;
}

function thirdPartyLicenses() {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const shipped = Object.keys(packages)
    .filter((path) => path !== '' && (shippedToo.includes(path) || !isForDevelopment(packages[path])))
    .map((path) => section(path, packages[path].version))
    .sort((a, b) => (a.title < b.title ? -1 : a.title > b.title ? 1 : 0));
  const unique = shipped.filter(({ title }, i) => title !== shipped[i - 1]?.title);
  const line = '-'.repeat(80);
  return [
    'copyup itself is under the MIT licence (LICENSE). The built page and the command dist/cli.js carry parts of these packages.',
    'ZenFS (LGPL-3.0-or-later) stands in files of its own, zenfs-*.js, which may be replaced by another version of it;',
    'its source is published with the package of the version named here.',
    ...unique.map(({ title, licence, body }) => `${line}\n${title}\n${licence}\n\n${body}`),
    '',
  ].join('\n\n');
}

function isForDevelopment(entry) {
  return entry.dev === true || entry.devOptional === true || entry.optional === true || entry.peer === true;
}

function section(path, version) {
  const folder = join(root, path);
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const names = readdirSync(folder)
    .filter((name) => /^(licen[cs]e|copying|notice|ofl)/i.test(name))
    .sort();
  const texts = names.map((name) => readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n').trim());
  const licence = typeof manifest.license === 'string' ? manifest.license : 'see below';
  return {
    title: `${manifest.name} ${version}`,
    licence: `Licence: ${licence}${homepage(manifest)}`,
    body: texts.length > 0 ? texts.join('\n\n') : `The package has no licence file; its package.json says: ${licence}.`,
  };
}

function homepage({ homepage, repository }) {
  const url = homepage ?? (typeof repository === 'string' ? repository : repository?.url);
  return url === undefined ? '' : `\nSource: ${url.replace(/^git\+/, '')}`;
}
