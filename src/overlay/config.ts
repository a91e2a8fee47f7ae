// What an overlay was asked to be (struct ovl_config): its options with what they imply, and how /proc/mounts shows them. Which of them
// exclude each other, and in which words, is ovl_fs_params_verify()'s (fs/overlayfs/params.c).
import { fail } from '../abi/errno.ts';

export type RedirectMode = 'on' | 'follow' | 'nofollow';
export type UuidMode = 'on' | 'auto' | 'null' | 'off';
export type XinoMode = 'on' | 'auto' | 'off';
export type VerityMode = 'on' | 'off' | 'require';
/** What is synced of a copy before it is shown: its data, all of it, nothing. */
export type FsyncMode = 'auto' | 'strict' | 'volatile';

/** A lower layer as the options name it. `isData`: nothing of it is seen but what redirects lead to. */
export interface LowerName {
  readonly name: string;
  readonly isData: boolean;
}

export interface OverlayConfig {
  readonly lowers: readonly LowerName[];
  /** The value of `lowerdir`, where the lowers were given so and not one by one. */
  readonly lowerAll: string | undefined;
  readonly upperDir: string | undefined;
  readonly workDir: string | undefined;
  readonly defaultPermissions: boolean;
  readonly redirectMode: RedirectMode;
  readonly index: boolean;
  readonly uuid: UuidMode;
  readonly nfsExport: boolean;
  readonly xino: XinoMode;
  readonly metacopy: boolean;
  readonly verity: VerityMode;
  /** `volatile` is a word for `fsync=volatile`. */
  readonly fsync: FsyncMode;
  readonly userxattr: boolean;
}

/** As Debian's kernel is built: CONFIG_OVERLAY_FS_REDIRECT_ALWAYS_FOLLOW alone. */
export const defaultConfig: OverlayConfig = {
  lowers: [],
  lowerAll: undefined,
  upperDir: undefined,
  workDir: undefined,
  defaultPermissions: false,
  redirectMode: 'follow',
  index: false,
  uuid: 'auto',
  nfsExport: false,
  xino: 'off',
  metacopy: false,
  verity: 'off',
  fsync: 'auto',
  userxattr: false,
};

/** Options that were given in so many words: what is implied gives way to them. */
export interface GivenOptions {
  readonly redirect: boolean;
  readonly index: boolean;
  readonly nfsExport: boolean;
  readonly metacopy: boolean;
}

export type Draft<T> = { -readonly [K in keyof T]: T[K] };

/** Settles what the options imply. @throws EINVAL those that exclude each other, with a line in the kernel's log */
export function settleConfig(given: OverlayConfig, set: GivenOptions, log: (line: string) => void): OverlayConfig {
  const config: Draft<OverlayConfig> = { ...given };
  const refuse = (line: string): never => {
    log(line);
    return fail('EINVAL');
  };
  const setsIndex = settleWithoutUpper(config, set.index, log);
  if (config.upperDir === undefined && config.redirectMode === 'follow') config.redirectMode = 'on';
  settleMetacopy(config, set, log, refuse);
  settleExport(config, { ...set, index: setsIndex }, log, refuse);
  settleUserxattr(config, set, refuse);
  return config;
}

/** Returns whether `index` is still as it was given. */
function settleWithoutUpper(config: Draft<OverlayConfig>, setsIndex: boolean, log: (line: string) => void): boolean {
  if (config.upperDir !== undefined) return setsIndex;
  let sets = setsIndex;
  if (config.workDir !== undefined) {
    log(`option "workdir=${config.workDir}" is useless in a non-upper mount, ignore`);
    config.workDir = undefined;
  }
  if (config.index && setsIndex) {
    log('option "index=on" is useless in a non-upper mount, ignore');
    sets = false;
  }
  config.index = false;
  if (config.fsync === 'volatile') {
    log('option "volatile" is meaningless in a non-upper mount, ignoring it.');
    config.fsync = 'auto';
  }
  if (config.uuid === 'on') {
    log('option "uuid=on" requires an upper fs, falling back to uuid=null.');
    config.uuid = 'null';
  }
  return sets;
}

function settleMetacopy(
  config: Draft<OverlayConfig>,
  set: GivenOptions,
  log: (line: string) => void,
  refuse: (line: string) => never,
): void {
  if (!config.metacopy || config.redirectMode === 'on') return;
  const redirect = `redirect_dir=${config.redirectMode}`;
  if (!set.redirect) {
    config.redirectMode = 'on';
    return;
  }
  if (set.metacopy) refuse(`conflicting options: metacopy=on,${redirect}`);
  log(`disabling metacopy due to ${redirect}`);
  config.metacopy = false;
}

/** nfs_export wants an index and no metacopy. */
function settleExport(
  config: Draft<OverlayConfig>,
  set: GivenOptions,
  log: (line: string) => void,
  refuse: (line: string) => never,
): void {
  if (config.nfsExport && !config.index) {
    if (config.upperDir === undefined && config.redirectMode !== 'nofollow') {
      log('NFS export requires "redirect_dir=nofollow" on non-upper mount, falling back to nfs_export=off.');
      config.nfsExport = false;
    } else if (set.nfsExport && set.index) refuse('conflicting options: nfs_export=on,index=off');
    else if (set.index) {
      log('disabling nfs_export due to index=off');
      config.nfsExport = false;
    } else config.index = true;
  }
  if (!config.nfsExport || !config.metacopy) return;
  if (set.nfsExport && set.metacopy) refuse('conflicting options: nfs_export=on,metacopy=on');
  if (set.metacopy) {
    log('disabling nfs_export due to metacopy=on');
    config.nfsExport = false;
  } else {
    log('disabling metacopy due to nfs_export=on');
    config.metacopy = false;
  }
}

/** A user's attributes are not to be trusted with what leads elsewhere. */
function settleUserxattr(config: Draft<OverlayConfig>, set: GivenOptions, refuse: (line: string) => never): void {
  if (!config.userxattr) return;
  if (set.redirect && config.redirectMode !== 'nofollow') {
    refuse(`conflicting options: userxattr,redirect_dir=${config.redirectMode}`);
  }
  if (config.metacopy && set.metacopy) refuse('conflicting options: userxattr,metacopy=on');
  config.redirectMode = 'nofollow';
  config.metacopy = false;
}

/** What /proc/mounts shows, each option with its comma (ovl_show_options). */
export function showConfig(config: OverlayConfig, sameFs: boolean): string {
  let text = '';
  if (config.lowerAll !== undefined) text += `,lowerdir=${escapeOption(config.lowerAll)}`;
  else
    for (const { name, isData } of config.lowers) text += `,${isData ? 'datadir+' : 'lowerdir+'}=${escapeOption(name)}`;
  if (config.upperDir !== undefined) {
    text += `,upperdir=${escapeOption(config.upperDir)},workdir=${escapeOption(config.workDir ?? '')}`;
  }
  if (config.defaultPermissions) text += ',default_permissions';
  if (config.redirectMode !== defaultConfig.redirectMode) text += `,redirect_dir=${config.redirectMode}`;
  if (config.index) text += ',index=on';
  if (config.uuid !== 'auto') text += `,uuid=${config.uuid}`;
  if (config.nfsExport) text += ',nfs_export=on';
  if (config.xino !== 'off' && !sameFs) text += `,xino=${config.xino}`;
  if (config.metacopy) text += ',metacopy=on';
  if (config.fsync !== 'auto') text += `,fsync=${config.fsync}`;
  if (config.userxattr) text += ',userxattr';
  if (config.verity !== 'off') text += `,verity=${config.verity}`;
  return text;
}

/** seq_show_option(): a comma, a blank or a backslash as its octal number. */
function escapeOption(text: string): string {
  return text.replace(/[, \t\n\\]/g, (found) => `\\${found.charCodeAt(0).toString(8).padStart(3, '0')}`);
}
