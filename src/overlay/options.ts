// The option string of an overlay mount (fs/overlayfs/params.c): what is taken, what is refused and in which words.
import { fail } from '../abi/errno.ts';

export type UuidMode = 'on' | 'auto' | 'null' | 'off';

export interface OverlayOptions {
  readonly lowerDirs: readonly string[];
  readonly upperDir: string | undefined;
  readonly workDir: string | undefined;
  readonly defaultPermissions: boolean;
  readonly uuid: UuidMode;
  /** `lowerdir+=` was used: /proc/mounts shows one such option a layer. */
  readonly appended: boolean;
}

const maxLayers = 500;

/** Options that 6.18 knows and this overlay takes only with the value that changes nothing. */
const neutral: ReadonlyMap<string, readonly string[]> = new Map([
  ['redirect_dir', ['off', 'nofollow']],
  ['index', ['off']],
  ['nfs_export', ['off']],
  ['xino', ['off', 'auto']],
  ['metacopy', ['off']],
  ['verity', ['off']],
]);
const notYet: ReadonlySet<string> = new Set(['volatile', 'userxattr', 'datadir+']);

/** @throws EINVAL with a line in the kernel's log */
export function parseOptions(data: string, dmesg: (line: string) => void): OverlayOptions {
  const refuse = (line: string): never => {
    dmesg(`overlay: ${line}`);
    return fail('EINVAL');
  };
  let lowerDirs: string[] = [];
  let upperDir: string | undefined;
  let workDir: string | undefined;
  let defaultPermissions = false;
  let uuid: UuidMode = 'auto';
  let appended = false;
  for (const option of splitUnescaped(data, ',')) {
    if (option === '') continue;
    const at = option.indexOf('=');
    const key = at < 0 ? option : option.slice(0, at);
    const value = at < 0 ? undefined : option.slice(at + 1);
    switch (key) {
      case 'lowerdir':
        if (value === undefined || value === '') {
          lowerDirs = [];
          break;
        }
        lowerDirs = splitUnescaped(value, ':').map(unescape);
        if (lowerDirs.includes('')) {
          dmesg('overlayfs: empty lowerdir');
          fail('EINVAL');
        }
        break;
      case 'lowerdir+':
        appended = true;
        lowerDirs.push(unescape(value ?? ''));
        break;
      case 'upperdir':
        upperDir = unescape(value ?? '');
        break;
      case 'workdir':
        workDir = unescape(value ?? '');
        break;
      case 'default_permissions':
        defaultPermissions = true;
        break;
      case 'uuid':
        if (value !== 'on' && value !== 'auto' && value !== 'null' && value !== 'off') {
          return refuse(`Bad value for 'uuid'`);
        }
        uuid = value;
        break;
      case 'override_creds':
      case 'nooverride_creds':
        break;
      default: {
        const values = neutral.get(key);
        if (values?.includes(value ?? '') === true) break;
        if (values !== undefined || notYet.has(key)) {
          return refuse(`option "${option}" is not simulated yet: this overlay has the default options`);
        }
        return refuse(`Unknown parameter '${key}'`);
      }
    }
  }
  if (lowerDirs.length > maxLayers) {
    dmesg(`overlayfs: too many lower directories, limit is ${String(maxLayers)}`);
    fail('EINVAL');
  }
  return { lowerDirs, upperDir, workDir, defaultPermissions, uuid, appended };
}

/** Splits at a separator that no backslash stands before. */
function splitUnescaped(text: string, separator: string): string[] {
  const parts: string[] = [];
  let part = '';
  for (let i = 0; i < text.length; i++) {
    const letter = text.charAt(i);
    if (letter === '\\' && i + 1 < text.length) {
      part += letter + text.charAt(++i);
    } else if (letter === separator) {
      parts.push(part);
      part = '';
    } else part += letter;
  }
  parts.push(part);
  return parts;
}

function unescape(text: string): string {
  return text.replace(/\\(.)/g, '$1');
}

/** What /proc/mounts shows, each option with its comma (ovl_show_options). */
export function showOptions(options: OverlayOptions, uuid: UuidMode): string {
  const escape = (path: string): string => path.replace(/[\\:,]/g, '\\$&');
  let text = '';
  if (options.appended) for (const lower of options.lowerDirs) text += `,lowerdir+=${escape(lower)}`;
  else text += `,lowerdir=${options.lowerDirs.map(escape).join(':')}`;
  if (options.upperDir !== undefined) {
    text += `,upperdir=${escape(options.upperDir)},workdir=${escape(options.workDir ?? '')}`;
  }
  if (options.defaultPermissions) text += ',default_permissions';
  if (uuid !== 'auto') text += `,uuid=${uuid}`;
  return text;
}
