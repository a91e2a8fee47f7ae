// The commands of the userland: one file each, one line here.
import type { Command } from '../command.ts';
import { cat } from './cat.ts';
import { hostname } from './hostname.ts';
import { id } from './id.ts';
import { ls } from './ls.ts';
import { mkdir } from './mkdir.ts';
import { mount } from './mount.ts';
import { rm } from './rm.ts';
import { rmdir } from './rmdir.ts';
import { sleep } from './sleep.ts';
import { touch } from './touch.ts';
import { umount } from './umount.ts';

export const commands: readonly Command[] = [cat, hostname, id, ls, mkdir, mount, rm, rmdir, sleep, touch, umount];
