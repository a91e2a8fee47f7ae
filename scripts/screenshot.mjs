// `npm run screenshot`: makes public/copyup.png, the picture of the README, from the built page.
import { join } from 'node:path';
import { browserFlags, requireBrowser } from './browser.mjs';
import { buildWhatChanged } from './build.mjs';
import { installWhatIsMissing } from './install.mjs';
import { root } from './root.mjs';
import { serve } from './serve.mjs';

/** What is typed on the host, the container's shell included; the last line is what the picture is about. */
const story = [
  'docker pull centos:centos6',
  'docker run -it centos:centos6 /bin/bash',
  'echo "hello" > /root/f1.txt',
  'rm /root/install.log',
];

installWhatIsMissing();
buildWhatChanged();
const { chromium } = await import('@playwright/test');
const { server, port } = await serve({ folder: join(root, 'dist'), port: 0 });
const browser = await chromium.launch({ executablePath: requireBrowser(), args: browserFlags });
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 760 }, colorScheme: 'dark', locale: 'en-US' });
  await page.goto(`http://127.0.0.1:${port}/`);
  await page.waitForFunction(prompts, 1);
  for (const [i, line] of story.entries()) {
    await page.keyboard.type(line);
    await page.keyboard.press('Enter');
    await page.waitForFunction(prompts, i + 2);
  }
  // The animation of the last command comes to rest.
  await page.waitForTimeout(3000);
  await page.screenshot({ path: join(root, 'public/copyup.png') });
} finally {
  await browser.close();
  server.close();
  server.closeAllConnections();
}

/** In the page: have so many prompts been shown? */
function prompts(wanted) {
  const text = document.querySelector('[role="log"][aria-live="off"]')?.textContent ?? '';
  return (text.match(/\[root@\w+ [^\]]*\]# /g)?.length ?? 0) >= wanted && /# $/.test(text);
}
