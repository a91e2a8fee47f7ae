import type { Plugin } from 'vite';

export function stills(): Plugin;
