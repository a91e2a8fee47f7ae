// Attributes of merged inodes: the overlay's own are hidden; a user's that look like them are kept escaped (fs/overlayfs/xattrs.c).
// Which name space the own ones are in is the mount's to say: `trusted`, or `user` for a mounter who may not set those.
import { fail } from '../abi/errno.ts';

export class OwnXattrs {
  readonly opaque: string;
  readonly origin: string;
  readonly impure: string;
  readonly uuid: string;
  readonly redirect: string;
  readonly metacopy: string;
  readonly nlink: string;
  readonly upper: string;
  readonly whiteout: string;
  readonly #own: string;
  readonly #escaped: string;

  constructor(userxattr: boolean) {
    const own = userxattr ? 'user.overlay.' : 'trusted.overlay.';
    this.#own = own;
    this.#escaped = `${own}overlay.`;
    this.opaque = `${own}opaque`;
    this.origin = `${own}origin`;
    this.impure = `${own}impure`;
    this.uuid = `${own}uuid`;
    this.redirect = `${own}redirect`;
    this.metacopy = `${own}metacopy`;
    this.nlink = `${own}nlink`;
    this.upper = `${own}upper`;
    this.whiteout = `${own}whiteout`;
  }

  /** The name under which a layer keeps the user's attribute `name`. @throws EOPNOTSUPP the bare prefix */
  realName(name: string): string {
    if (name === this.#own) fail('EOPNOTSUPP');
    return name.startsWith(this.#own) ? `${this.#escaped}${name.slice(this.#own.length)}` : name;
  }

  /** Is it the overlay's own on a layer: neither shown nor copied up as a user's is. */
  isOwn(name: string): boolean {
    return name.startsWith(this.#own) && !name.startsWith(this.#escaped);
  }

  /** A layer's list as the user sees it. */
  shown(names: readonly string[]): readonly string[] {
    return names
      .filter((name) => !this.isOwn(name))
      .map((name) => (name.startsWith(this.#escaped) ? `${this.#own}${name.slice(this.#escaped.length)}` : name));
  }
}
