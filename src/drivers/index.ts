// The door of the storage drivers: the contract, the list, and what a layer is on its way.
import { overlayDriver } from './overlay.ts';
import type { GraphDriverType } from './graph-driver.ts';

export type { GraphDriver, GraphDriverType } from './graph-driver.ts';
export { type Archive, type ArchiveEntry, type ArchivePiece } from './archive.ts';
export { type Change, changeLetters } from './changes.ts';
export { Files, PathError } from './files.ts';
/** Every storage driver there is, in docker's order of preference. */
export const graphDrivers: readonly GraphDriverType[] = [overlayDriver];
