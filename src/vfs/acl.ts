// POSIX ACLs as xattrs carry them (linux/posix_acl_xattr.h): a version and entries of tag, permissions and id, sorted.
import { fail } from '../abi/errno.ts';

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

/** posix_acl_from_xattr() and posix_acl_valid(). No entries: there is to be no ACL. @throws EINVAL EOPNOTSUPP (another version) */
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
  if (entries.length > 0 && !isValid(entries)) fail('EINVAL');
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

/** USER_OBJ, USERs, GROUP_OBJ, GROUPs, MASK, OTHER in this order; a MASK where somebody is named. */
function isValid(entries: readonly AclEntry[]): boolean {
  const order = [ACL_USER_OBJ, ACL_USER, ACL_GROUP_OBJ, ACL_GROUP, ACL_MASK, ACL_OTHER];
  let before = -1;
  for (const { tag, permissions } of entries) {
    const at = order.indexOf(tag);
    const mayRepeat = tag === ACL_USER || tag === ACL_GROUP;
    if (at < before || (at === before && !mayRepeat) || (permissions & ~7) !== 0) return false;
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
