// `npm start`: installs what is missing, builds what changed, serves the lab and prints its address.
import { join } from 'node:path';
import { buildWhatChanged } from './build.mjs';
import { installWhatIsMissing } from './install.mjs';
import { root } from './root.mjs';
import { serve } from './serve.mjs';

try {
  const wanted = wantedPort(process.argv.slice(2));
  installWhatIsMissing();
  console.error('Building what changed …');
  buildWhatChanged();
  const { server, port } = await serve({ folder: join(root, 'dist'), port: wanted });
  if (port !== wanted && wanted !== 0) console.error(`Port ${wanted} is taken.`);
  console.log(`copyup is at http://127.0.0.1:${port}/ (Ctrl-C stops it)`);
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.once(signal, () => {
      server.close();
      server.closeAllConnections();
    });
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

/** `--port N`, else $PORT, else 4173. `npm start --port N` without the two dashes reaches us as npm's own setting. */
function wantedPort(words) {
  let text = process.env.PORT ?? process.env.npm_config_port ?? '4173';
  for (let i = 0; i < words.length; i++) {
    if (words[i] === '--port') text = words[++i] ?? '';
    else if (words[i].startsWith('--port=')) text = words[i].slice('--port='.length);
    else throw new Error(`npm start takes --port N alone, not ${words[i]}`);
  }
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65535) throw new Error(`no port: ${JSON.stringify(text)}`);
  return port;
}
