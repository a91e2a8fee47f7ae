// `npm run dev`: Vite's development server, after an install where one is missing.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { installWhatIsMissing } from './install.mjs';
import { root } from './root.mjs';

try {
  installWhatIsMissing();
  const vite = spawn(
    process.execPath,
    [join(root, 'node_modules/vite/bin/vite.js'), '--host', '127.0.0.1', ...process.argv.slice(2)],
    { cwd: root, stdio: 'inherit' },
  );
  vite.on('exit', (status) => (process.exitCode = status ?? 1));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
