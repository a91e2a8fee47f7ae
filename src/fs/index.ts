// The file systems there are besides the overlay.
export { ext4, type Ext4Options, makeExt4 } from './ext4.ts';
export { procType, type ProcProcess, type ProcSource } from './proc.ts';
export { tmpfsType } from './tmpfs.ts';
