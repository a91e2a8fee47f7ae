// The file systems there are besides the overlay.
export { devptsType } from './devpts.ts';
export { ext4, makeExt4 } from './ext4.ts';
export { pipefsType } from './pipefs.ts';
export { procLink, procType } from './proc.ts';
export { sysfsType } from './sysfs.ts';
export { tmpfsType } from './tmpfs.ts';
