// What fsck finds wrong on an ext4: every inode has as many links as names, every block one owner, and the counts add up.
import type { InodeTree } from '../../src/fs/inode-tree.ts';
import type { InodeRecord } from '../../src/fs/layout.ts';
import { eachName } from '../../src/disk/names.ts';

/** The numbers below belong to the file system itself. */
const firstNumber = 11;

export class Fsck {
  readonly #tree: InodeTree;
  /** Blocks in use that no inode has. */
  readonly #own: number;

  /** @param tree as mke2fs made it */
  constructor(tree: InodeTree) {
    this.#tree = tree;
    const { blocks, bfree } = tree.statfs();
    this.#own = blocks - bfree - owners(records(tree)).size;
  }

  /** Sentences; none: it is clean. */
  check(): readonly string[] {
    const inodes = records(this.#tree);
    const found: string[] = [];
    const links = new Map<number, number>();
    const subdirectories = new Map<number, number>();
    for (const inode of inodes.values()) {
      if (inode.directory === null) continue;
      let count = 0;
      eachName(inode.directory.names, 0, ({ name, node, type }) => {
        count += 1;
        const child = inodes.get(node);
        if (child === undefined) found.push(`${name} in ${inode.ino} leads to ${node}, which is not there`);
        links.set(node, (links.get(node) ?? 0) + 1);
        if (child?.directory === null || child === undefined) return true;
        subdirectories.set(inode.ino, (subdirectories.get(inode.ino) ?? 0) + 1);
        if (type !== 'dir') found.push(`${name} in ${inode.ino} is said to be a ${type}`);
        if (child.parent !== inode.ino || child.name !== name) found.push(`${node} is ${name} and says ${child.name}`);
        return true;
      });
      if (count !== inode.directory.names.count) found.push(`${inode.ino} counts its ${count} names wrongly`);
      if (inode.nlink === 0 && count > 0) found.push(`${inode.ino} is removed and holds names`);
    }
    for (const inode of inodes.values()) found.push(...this.#checkInode(inode, links, subdirectories));
    return [...found, ...this.#checkCounts(inodes)];
  }

  #checkInode(inode: InodeRecord, links: Map<number, number>, subdirectories: Map<number, number>): string[] {
    const { ino, nlink, directory, held, runs, treeBlocks, xattrBlocks, blocks } = inode;
    const found: string[] = [];
    const names = links.get(ino) ?? 0;
    const isRoot = ino === this.#tree.root;
    const wanted = directory === null ? names : names === 0 && !isRoot ? 0 : 2 + (subdirectories.get(ino) ?? 0);
    if (nlink !== wanted) found.push(`${ino} has ${wanted} links and says ${nlink}`);
    if (nlink === 0 && held === 0) found.push(`${ino} is an orphan`);
    const data = runs.reduce((sum, run) => sum + run.length, 0);
    if (blocks !== (data + treeBlocks.length + xattrBlocks.length) * 8) found.push(`${ino} says ${blocks} blocks`);
    runs.forEach((run, i) => {
      const before = runs[i - 1];
      if (before !== undefined && before.start + before.length > run.start) found.push(`${ino} has runs that overlap`);
    });
    if (directory !== null && nlink > 0 && data * 4096 !== inode.size)
      found.push(`directory ${ino} has ${data} blocks and ${inode.size} bytes`);
    return found;
  }

  #checkCounts(inodes: ReadonlyMap<number, InodeRecord>): string[] {
    const found: string[] = [];
    const taken = owners(inodes);
    for (const [block, by] of taken) if (by.length > 1) found.push(`block ${block} belongs to ${by.join(' and ')}`);
    const { blocks, bfree, files, ffree } = this.#tree.statfs();
    const used = blocks - bfree - this.#own;
    if (used !== taken.size) found.push(`${used} blocks are in use, ${taken.size} have an owner`);
    const numbers = [...inodes.keys()].filter((ino) => ino >= firstNumber).length + firstNumber - 1;
    if (files - ffree !== numbers) found.push(`${files - ffree} inodes are in use, ${numbers} are there`);
    return found;
  }
}

function records(tree: InodeTree): ReadonlyMap<number, InodeRecord> {
  const inodes = new Map<number, InodeRecord>();
  tree.eachInode((record) => inodes.set(record.ino, record));
  return inodes;
}

/** Block → the inodes that claim it. */
function owners(inodes: ReadonlyMap<number, InodeRecord>): ReadonlyMap<number, readonly number[]> {
  const taken = new Map<number, number[]>();
  const take = (block: number, ino: number): void => {
    taken.set(block, [...(taken.get(block) ?? []), ino]);
  };
  for (const { ino, runs, treeBlocks, xattrBlocks } of inodes.values()) {
    for (const run of runs) for (let i = 0; i < run.length; i++) take(run.block + i, ino);
    for (const block of [...treeBlocks, ...xattrBlocks]) take(block, ino);
  }
  return taken;
}
