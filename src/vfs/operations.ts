// The VFS's operations on inodes, as Linux names them (fs/namei.c, fs/attr.c, fs/xattr.c, fs/open.c): they check the
// caller's permission, then call the file system. System calls come here after the path walk; the overlay comes here with
// the mounter's credentials to change a layer. None of them walks a path, applies a umask or looks at a mount's flags.
import type { Credentials } from '../abi/credentials.ts';
import type { DeviceNumber } from '../abi/stat.ts';
import type { AttributeChange, DirectoryActor, Inode, OpenFile } from './file-system.ts';
import type { Splice } from '../disk/content.ts';

/** inode_permission(): throws EACCES, or EROFS for W_OK on a read-only super block. */
export declare function inodePermission(inode: Inode, mask: number, credentials: Credentials): void;
/** lookup_one(): EACCES without X_OK on the directory; undefined where there is no such name. `.` and `..` are not for it. */
export declare function lookupOne(directory: Inode, name: string, credentials: Credentials): Inode | undefined;
export declare function vfsCreate(directory: Inode, name: string, mode: number, credentials: Credentials): Inode;
export declare function vfsMkdir(directory: Inode, name: string, mode: number, credentials: Credentials): Inode;
export declare function vfsMknod(
  directory: Inode,
  name: string,
  mode: number,
  rdev: DeviceNumber,
  credentials: Credentials,
): Inode;
export declare function vfsSymlink(directory: Inode, name: string, target: string, credentials: Credentials): Inode;
export declare function vfsLink(old: Inode, directory: Inode, name: string, credentials: Credentials): void;
export declare function vfsUnlink(directory: Inode, name: string, credentials: Credentials): void;
export declare function vfsRmdir(directory: Inode, name: string, credentials: Credentials): void;
export declare function vfsRename(
  oldDirectory: Inode,
  oldName: string,
  newDirectory: Inode,
  newName: string,
  flags: number,
  credentials: Credentials,
): void;
/** An open, nameless file, held by the description that is returned. */
export declare function vfsTmpfile(directory: Inode, mode: number, flags: number, credentials: Credentials): OpenFile;
export declare function notifyChange(inode: Inode, change: AttributeChange, credentials: Credentials): void;
export declare function vfsGetxattr(inode: Inode, name: string, credentials: Credentials): Uint8Array;
export declare function vfsSetxattr(
  inode: Inode,
  name: string,
  value: Uint8Array,
  flags: number,
  credentials: Credentials,
): void;
export declare function vfsRemovexattr(inode: Inode, name: string, credentials: Credentials): void;
export declare function vfsListxattr(inode: Inode, credentials: Credentials): readonly string[];
/** may_open() and the file system's open, and O_TRUNC. The description holds the inode until `closeFile`. */
export declare function vfsOpen(inode: Inode, flags: number, credentials: Credentials): OpenFile;
export declare function closeFile(file: OpenFile): void;
export declare function vfsRead(file: OpenFile, position: number, count: number): Uint8Array;
/** file_remove_privs() for the file's credentials, times, then the data. */
export declare function vfsWrite(file: OpenFile, position: number, data: Uint8Array): number;
export declare function spliceRead(file: OpenFile, position: number, length: number): Splice;
export declare function spliceWrite(file: OpenFile, position: number, splice: Splice): number;
export declare function vfsFallocate(file: OpenFile, mode: number, offset: number, length: number): void;
export declare function vfsFsync(file: OpenFile, datasync: boolean): void;
export declare function iterateDirectory(file: OpenFile, actor: DirectoryActor): void;
