// A server of static files for this machine alone: what `npm start`, the journeys and the bench serve dist/ with.
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './root.mjs';

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
  '.md': 'text/plain; charset=utf-8',
};

/**
 * Serves `folder` on 127.0.0.1.
 * @param {{folder: string, port: number}} request a port that is taken gives way to a free one
 * @returns {Promise<{server: import('node:http').Server, port: number}>}
 */
export async function serve({ folder, port }) {
  const server = createServer((request, response) => {
    answer(folder, request, response).catch(() => {
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  try {
    await listen(server, port);
  } catch (error) {
    if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') throw error;
    await listen(server, 0);
  }
  return { server, port: server.address().port };
}

function listen(server, port) {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}

async function answer(folder, request, response) {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { Allow: 'GET, HEAD' }).end();
    return;
  }
  const file = await find(folder, request.url ?? '/');
  if (file === undefined) {
    response.writeHead(404, { 'Content-Type': types['.txt'], 'Cache-Control': 'no-cache' }).end('Not found\n');
    return;
  }
  response.writeHead(200, {
    'Content-Type':
      types[extname(file.path)] ?? (extname(file.path) === '' ? types['.txt'] : 'application/octet-stream'),
    'Content-Length': file.size,
    // The build puts a hash into the names under assets/: what such a name stands for never changes.
    'Cache-Control': file.path.includes(`${sep}assets${sep}`) ? 'public, max-age=31536000, immutable' : 'no-cache',
    'X-Content-Type-Options': 'nosniff',
  });
  if (request.method === 'HEAD') response.end();
  else
    createReadStream(file.path)
      .on('error', () => response.destroy())
      .pipe(response);
}

/** The file that an address names; undefined where there is none, or where it would leave the folder. */
async function find(folder, url) {
  let path;
  try {
    path = normalize(decodeURIComponent(new URL(url, 'http://localhost').pathname));
  } catch {
    return undefined;
  }
  if (path.includes('\0') || path.split(sep).includes('..')) return undefined;
  const full = join(folder, path.endsWith(sep) ? join(path, 'index.html') : path);
  const there = await stat(full).catch(() => undefined);
  return there?.isFile() ? { path: full, size: there.size } : undefined;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { port } = await serve({ folder: join(root, 'dist'), port: Number(process.env.PORT ?? 0) });
  console.log(`http://127.0.0.1:${port}/`);
}
