// The limits of what is fetched: all JavaScript before a fresh page takes keys, and the command.
import { readFileSync, readdirSync } from 'node:fs';

export default [
  { name: 'JavaScript of the first screen', path: firstScreen('dist'), limit: '240 KB', gzip: true, brotli: false },
  { name: 'copyup, the command', path: 'dist/cli.js', limit: '600 KB', gzip: true, brotli: false },
];

/** The scripts that index.html names, and all that they import while loading; what is imported later, by a call, is not counted. */
function firstScreen(folder) {
  const page = readFileSync(`${folder}/index.html`, 'utf8');
  const waiting = [...page.matchAll(/(?:src|href)="\.\/([^"]+\.js)"/g)].map(([, path]) => path);
  const found = new Set();
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (found.has(path)) continue;
    found.add(path);
    const code = readFileSync(`${folder}/${path}`, 'utf8');
    const siblings = readdirSync(`${folder}/assets`);
    for (const [, name] of code.matchAll(/(?:import|from)\s*["']\.\/([^"']+\.js)["']/g))
      if (siblings.includes(name)) waiting.push(`assets/${name}`);
  }
  return [...found].map((path) => `${folder}/${path}`);
}
