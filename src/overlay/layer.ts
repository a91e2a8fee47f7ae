// A layer of an overlay: a directory of another file system, with the path that the mount option named it by.
import type { FileSystem, Inode, NodeId } from '../vfs/file-system.ts';
import type { LayerName } from './events.ts';

export interface Layer {
  readonly name: LayerName;
  /** As the mount option has it: events and panels tell paths that begin with it. */
  readonly path: string;
  readonly fs: FileSystem;
  readonly root: NodeId;
  /** Layers on one file system share a number; 0 is upper's. */
  readonly fsid: number;
  /** Nothing of it is seen but the data that redirects lead to. */
  readonly isData: boolean;
  /** File handles say nothing here: its file system shares its uuid with another one, or has none. */
  readonly badUuid: boolean;
}

/** An inode on one layer: `layer` is its index in `Layers`, 0 for upper. */
export interface RealInode {
  readonly layer: number;
  readonly node: NodeId;
}

export interface Layers {
  /** 0 is upper, or undefined where there is none; then the lowers, uppermost first; those that hold data alone are last. */
  readonly all: readonly (Layer | undefined)[];
  readonly workBase: Inode | undefined;
  readonly workPath: string;
  /** All on one file system: inode numbers are unique as they are. */
  readonly sameFs: boolean;
  /** How many high bits of an inode number tell the file system; 0: none, numbers are as they are below. */
  readonly xinoBits: number;
}

/** Lower layers that are merged. */
export function mergedLowers(layers: Layers): RealInode[] {
  return layers.all.flatMap((layer, i) =>
    layer === undefined || i === 0 || layer.isData ? [] : [{ layer: i, node: layer.root }],
  );
}
