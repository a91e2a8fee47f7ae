// POSIX ACLs as xattrs carry them (linux/posix_acl_xattr.h): a version and entries of tag, permissions and id, sorted;
// and what they say: who may do what, what a new file inherits (fs/posix_acl.c).
import { type Credentials, inGroup } from '../abi/credentials.ts';
import { fail } from '../abi/errno.ts';
import { isDirectory, isSymlink } from '../abi/mode.ts';

export interface AclEntry {
  readonly tag: number;
  readonly permissions: number;
  readonly id: number;
}

export const ACL_USER_OBJ = 1;
export const ACL_USER = 2;
export const ACL_GROUP_OBJ = 4;
export const ACL_GROUP = 8;
export const ACL_MASK = 16;
export const ACL_OTHER = 32;

const version = 2;

/** posix_acl_from_xattr(). No entries: there is to be no ACL. @throws EINVAL EOPNOTSUPP (another version) */
export function parseAcl(value: Uint8Array): readonly AclEntry[] {
  if (value.length < 4) fail('EINVAL');
  const view = new DataView(value.buffer, value.byteOffset, value.length);
  if (view.getUint32(0, true) !== version) fail('EOPNOTSUPP');
  if ((value.length - 4) % 8 !== 0) fail('EINVAL');
  const entries: AclEntry[] = [];
  for (let at = 4; at < value.length; at += 8) {
    entries.push({
      tag: view.getUint16(at, true),
      permissions: view.getUint16(at + 2, true),
      id: view.getUint32(at + 4, true),
    });
  }
  if (!entries.every(({ tag, id }) => tagOrder.includes(tag) && !(isNamed(tag) && id === nobody))) fail('EINVAL');
  return entries;
}

export function formatAcl(entries: readonly AclEntry[]): Uint8Array {
  const value = new Uint8Array(4 + entries.length * 8);
  const view = new DataView(value.buffer);
  view.setUint32(0, version, true);
  entries.forEach((entry, i) => {
    view.setUint16(4 + i * 8, entry.tag, true);
    view.setUint16(6 + i * 8, entry.permissions, true);
    view.setUint32(8 + i * 8, entry.id, true);
  });
  return value;
}

/** (uid_t) -1 */
const nobody = 0xffffffff;

function isNamed(tag: number): boolean {
  return tag === ACL_USER || tag === ACL_GROUP;
}

const tagOrder = [ACL_USER_OBJ, ACL_USER, ACL_GROUP_OBJ, ACL_GROUP, ACL_MASK, ACL_OTHER];

/** posix_acl_valid(): USER_OBJ, USERs, GROUP_OBJ, GROUPs, MASK, OTHER in this order; a MASK where somebody is named. */
export function isValidAcl(entries: readonly AclEntry[]): boolean {
  let before = -1;
  for (const { tag, permissions } of entries) {
    const at = tagOrder.indexOf(tag);
    if (at < before || (at === before && !isNamed(tag)) || (permissions & ~7) !== 0) return false;
    before = at;
  }
  const has = (tag: number): boolean => entries.some((entry) => entry.tag === tag);
  if (!has(ACL_USER_OBJ) || !has(ACL_GROUP_OBJ) || !has(ACL_OTHER)) return false;
  return has(ACL_MASK) || !(has(ACL_USER) || has(ACL_GROUP));
}

/** posix_acl_equiv_mode(): the nine bits that the ACL gives a mode, and whether they say all of it. */
export function aclMode(entries: readonly AclEntry[]): { readonly bits: number; readonly isAll: boolean } {
  let bits = 0;
  let isAll = true;
  for (const { tag, permissions } of entries) {
    if (tag === ACL_USER_OBJ) bits |= permissions << 6;
    else if (tag === ACL_GROUP_OBJ) bits |= permissions << 3;
    else if (tag === ACL_OTHER) bits |= permissions;
    else isAll = false;
  }
  const mask = entries.find((entry) => entry.tag === ACL_MASK);
  if (mask !== undefined) bits = (bits & ~0o070) | (mask.permissions << 3);
  return { bits, isAll };
}

/** posix_acl_chmod(): the ACL after chmod(2); the group bits go to the mask where there is one. */
export function aclAfterChmod(entries: readonly AclEntry[], mode: number): readonly AclEntry[] {
  const hasMask = entries.some((entry) => entry.tag === ACL_MASK);
  return entries.map((entry) => {
    if (entry.tag === ACL_USER_OBJ) return { ...entry, permissions: (mode >> 6) & 7 };
    if (entry.tag === (hasMask ? ACL_MASK : ACL_GROUP_OBJ)) return { ...entry, permissions: (mode >> 3) & 7 };
    return entry.tag === ACL_OTHER ? { ...entry, permissions: mode & 7 } : entry;
  });
}

/** posix_acl_permission(): may these credentials, which are not the owner's, do all of `mask`? `gid`: the inode's. */
export function aclAllows(entries: readonly AclEntry[], gid: number, mask: number, credentials: Credentials): boolean {
  const maskEntry = entries.find((entry) => entry.tag === ACL_MASK);
  const masked = ({ permissions }: AclEntry): boolean =>
    (mask & ~(permissions & (maskEntry?.permissions ?? 7)) & 7) === 0;
  let isMember = false;
  for (const entry of entries) {
    const { tag, id, permissions } = entry;
    if (tag === ACL_USER && id === credentials.fsuid) return masked(entry);
    if (tag === ACL_GROUP_OBJ || tag === ACL_GROUP) {
      if (!inGroup(tag === ACL_GROUP ? id : gid, credentials)) continue;
      isMember = true;
      if ((mask & ~permissions & 7) === 0) return masked(entry);
    }
    if (tag === ACL_OTHER) return !isMember && (mask & ~permissions & 7) === 0;
  }
  return false;
}

/** What a new inode gets of the default ACL of the directory that it is made in. */
export interface InheritedAcl {
  readonly mode: number;
  /** undefined: the mode says it all. */
  readonly access: readonly AclEntry[] | undefined;
  readonly isDefault: boolean;
}

/** posix_acl_create() with posix_acl_create_masq(): each class may do what both the ACL and `mode` say. */
export function inheritAcl(entries: readonly AclEntry[], mode: number): InheritedAcl {
  if (isSymlink(mode)) return { mode, access: undefined, isDefault: false };
  const groupTag = entries.some((entry) => entry.tag === ACL_MASK) ? ACL_MASK : ACL_GROUP_OBJ;
  const shifts = new Map([
    [ACL_USER_OBJ, 6],
    [groupTag, 3],
    [ACL_OTHER, 0],
  ]);
  let bits = 0;
  const access = entries.map((entry) => {
    const shift = shifts.get(entry.tag);
    if (shift === undefined) return entry;
    const permissions = entry.permissions & (mode >> shift);
    bits |= permissions << shift;
    return { ...entry, permissions };
  });
  const isAll = aclMode(access).isAll;
  return {
    mode: (mode & ~0o777) | bits,
    access: isAll ? undefined : access,
    isDefault: isDirectory(mode),
  };
}
