// Who makes a system call: the ids and capabilities that permission checks go by (credentials(7), capabilities(7)).

export const CAP_CHOWN = 1 << 0;
export const CAP_DAC_OVERRIDE = 1 << 1;
export const CAP_DAC_READ_SEARCH = 1 << 2;
export const CAP_FOWNER = 1 << 3;
export const CAP_FSETID = 1 << 4;
export const CAP_KILL = 1 << 5;
export const CAP_SETGID = 1 << 6;
export const CAP_SETUID = 1 << 7;
export const CAP_SYS_CHROOT = 1 << 18;
export const CAP_SYS_ADMIN = 1 << 21;
export const CAP_SYS_RESOURCE = 1 << 24;
export const CAP_MKNOD = 1 << 27;
export const CAP_SETFCAP = 1 << 31;

/** `capabilities` holds the CAP_ bits above (none of the numbers past 31 is modelled). File access goes by `fsuid` `fsgid`. */
export interface Credentials {
  readonly uid: number;
  readonly gid: number;
  readonly euid: number;
  readonly egid: number;
  readonly fsuid: number;
  readonly fsgid: number;
  readonly groups: readonly number[];
  readonly capabilities: number;
}

/** uid 0 with every capability. */
export const rootCredentials: Credentials = {
  uid: 0,
  gid: 0,
  euid: 0,
  egid: 0,
  fsuid: 0,
  fsgid: 0,
  groups: [],
  capabilities: -1,
};

/** in_group_p() */
export function inGroup(gid: number, credentials: Credentials): boolean {
  return credentials.fsgid === gid || credentials.groups.includes(gid);
}

export function capable(credentials: Credentials, capability: number): boolean {
  return (credentials.capabilities & capability) !== 0;
}
