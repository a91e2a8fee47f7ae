// How the page is built: static files that work from any sub-folder of any host, under the policy below.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type Plugin } from 'vite';
import { stills } from './scripts/vite-stills.mjs';
import { yaml } from './scripts/vite-yaml.mjs';

/** No inline script, no inline style, nothing from elsewhere. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "worker-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** The development server needs inline styles; the built page has the policy in a meta element, first in its head. */
function contentSecurityPolicy(): Plugin {
  return {
    name: 'content-security-policy',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: () => [
        { tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: policy }, injectTo: 'head-prepend' },
      ],
    },
  };
}

export default defineConfig({
  base: './',
  plugins: [yaml(), stills(), svelte(), contentSecurityPolicy()],
  build: {
    target: 'es2023',
    // A font as a data: address would break the policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The machine is one chunk, fetched after the first key; .size-limit.mjs says what the first screen may weigh.
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // ZenFS is LGPL: chunks of its own, which a user may replace.
            { name: 'zenfs-core', test: /node_modules[\\/]@zenfs[\\/]core/ },
            { name: 'zenfs-dom', test: /node_modules[\\/]@zenfs[\\/]dom/ },
            { name: 'xterm', test: /node_modules[\\/]@xterm/ },
          ],
        },
      },
    },
  },
});
