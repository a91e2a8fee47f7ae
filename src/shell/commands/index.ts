// The commands of the userland: one file each, one line here.
import type { Command } from '../command.ts';
import { cat } from './cat.ts';
import { ls } from './ls.ts';
import { mkdir } from './mkdir.ts';
import { mount } from './mount.ts';
import { rm } from './rm.ts';

export const commands: readonly Command[] = [cat, ls, mkdir, mount, rm];
