// The option string of an overlay mount (ovl_parse_param, fs/overlayfs/params.c): options are taken one after another, and the paths
// that they name are looked for at once, so that the first thing wrong is the one that is told.
import { fail, type Errno, errnoNumber, SyscallError } from '../abi/errno.ts';
import { MS_RDONLY } from '../abi/flags.ts';
import { isDirectory } from '../abi/mode.ts';
import type { ResolvedPath } from '../vfs/file-system.ts';
import { defaultConfig, type Draft, type GivenOptions, type LowerName, type OverlayConfig } from './config.ts';

/** What the options come to. */
export interface Parameters {
  readonly config: OverlayConfig;
  readonly set: GivenOptions;
  /** As `config.lowers`. */
  readonly lowers: readonly ResolvedPath[];
  readonly upper: ResolvedPath | undefined;
  readonly work: ResolvedPath | undefined;
  /** Words for the super block among the options: `ro`, `sync` … */
  readonly superFlags: SuperFlags;
}

export interface SuperFlags {
  readonly readOnly: boolean | undefined;
  readonly sync: boolean;
  readonly dirsync: boolean;
  readonly mand: boolean;
  readonly lazytime: boolean;
}

/** OVL_MAX_STACK */
const maxLayers = 500;

export interface ParameterSource {
  readonly data: string;
  resolve(path: string): ResolvedPath;
  dmesg(line: string): void;
}

/** @throws EINVAL with a line in the kernel's log, or what the walk to a directory throws */
export function parseParameters(source: ParameterSource): Parameters {
  return new Parser(source).parse();
}

const flagWords: Readonly<Record<string, Partial<SuperFlags>>> = {
  ro: { readOnly: true },
  rw: { readOnly: false },
  sync: { sync: true },
  async: { sync: false },
  dirsync: { dirsync: true },
  mand: { mand: true },
  nomand: { mand: false },
  lazytime: { lazytime: true },
  nolazytime: { lazytime: false },
};

const onOff = ['on', 'off'] as const;

class Parser {
  readonly #source: ParameterSource;
  readonly #config: Draft<OverlayConfig> = { ...defaultConfig };
  readonly #set: Draft<GivenOptions> = { redirect: false, index: false, nfsExport: false, metacopy: false };
  #names: LowerName[] = [];
  #lowers: ResolvedPath[] = [];
  #upper: ResolvedPath | undefined;
  #work: ResolvedPath | undefined;
  #superFlags: SuperFlags = { readOnly: undefined, sync: false, dirsync: false, mand: false, lazytime: false };

  constructor(source: ParameterSource) {
    this.#source = source;
  }

  parse(): Parameters {
    for (const option of splitOptions(this.#source.data)) {
      const at = option.indexOf('=');
      // `=x` has no name, and is passed over as an empty option is.
      if (option === '' || at === 0) continue;
      if (at < 0) this.#take(option, undefined);
      else this.#take(option.slice(0, at), option.slice(at + 1));
    }
    return {
      config: { ...this.#config, lowers: this.#names },
      set: this.#set,
      lowers: this.#lowers,
      upper: this.#upper,
      work: this.#work,
      superFlags: this.#superFlags,
    };
  }

  #take(key: string, value: string | undefined): void {
    const config = this.#config;
    const flag = Object.hasOwn(flagWords, key) ? flagWords[key] : undefined;
    if (flag !== undefined) {
      this.#superFlags = { ...this.#superFlags, ...flag };
      return;
    }
    switch (key) {
      case 'lowerdir':
        this.#lowerDir(value ?? this.#badValue(key));
        return;
      case 'lowerdir+':
      case 'datadir+':
        this.#addLower(key, this.#string(key, value));
        return;
      case 'upperdir':
      case 'workdir':
        this.#upperDir(key, this.#string(key, value));
        return;
      case 'default_permissions':
        this.#flag(key, value);
        config.defaultPermissions = true;
        return;
      case 'userxattr':
        this.#flag(key, value);
        config.userxattr = true;
        return;
      case 'volatile':
        this.#flag(key, value);
        config.fsync = 'volatile';
        return;
      case 'override_creds':
        // mount(2) is one call by one caller: whose credentials they are makes no difference.
        this.#flag(key, value);
        return;
      case 'nooverride_creds':
        if (value !== undefined) this.#unknown(key);
        return;
      default:
        this.#choice(key, value);
    }
  }

  /** Options with one of a few words. */
  #choice(key: string, value: string | undefined): void {
    const config = this.#config;
    const set = this.#set;
    switch (key) {
      case 'redirect_dir': {
        const mode = this.#oneOf(key, value, ['on', 'off', 'follow', 'nofollow']);
        config.redirectMode = mode === 'off' ? 'follow' : mode;
        set.redirect = true;
        return;
      }
      case 'index':
        config.index = this.#oneOf(key, value, onOff) === 'on';
        set.index = true;
        return;
      case 'nfs_export':
        config.nfsExport = this.#oneOf(key, value, onOff) === 'on';
        set.nfsExport = true;
        return;
      case 'metacopy':
        config.metacopy = this.#oneOf(key, value, onOff) === 'on';
        set.metacopy = true;
        return;
      case 'uuid':
        config.uuid = this.#oneOf(key, value, ['off', 'null', 'auto', 'on']);
        return;
      case 'xino':
        config.xino = this.#oneOf(key, value, ['off', 'auto', 'on']);
        return;
      case 'verity':
        config.verity = this.#oneOf(key, value, ['off', 'on', 'require']);
        return;
      case 'fsync':
        config.fsync = this.#oneOf(key, value, ['auto', 'strict', 'volatile']);
        return;
      case 'source':
        // The source was given: there is one.
        return fail('EINVAL');
      default:
        this.#unknown(key);
    }
  }

  #oneOf<T extends string>(key: string, value: string | undefined, words: readonly T[]): T {
    return words.find((word) => word === value) ?? this.#badValue(key);
  }

  #string(key: string, value: string | undefined): string {
    return value === undefined || value === '' ? this.#badValue(key) : value;
  }

  #flag(key: string, value: string | undefined): void {
    if (value !== undefined) this.#refuse(`overlay: Unexpected value for '${key}'`);
  }

  #badValue(key: string): never {
    return this.#refuse(`overlay: Bad value for '${key}'`);
  }

  #unknown(key: string): never {
    return this.#refuse(`overlay: Unknown parameter '${key}'`);
  }

  #refuse(line: string, errno: Errno = 'EINVAL'): never {
    this.#source.dmesg(line);
    return fail(errno);
  }

  /** ovl_parse_param_lowerdir(): the list as a whole, in place of what was given before. */
  #lowerDir(value: string): void {
    this.#names = [];
    this.#lowers = [];
    this.#config.lowerAll = undefined;
    if (value === '') return;
    if (value.startsWith(':')) this.#refuse('overlayfs: cannot append lower layer');
    this.#config.lowerAll = value;
    const layers = this.#splitLayers(value);
    if (layers.length > maxLayers) {
      this.#refuse(`overlayfs: too many lower directories, limit is ${String(maxLayers)}`);
    }
    layers.forEach(({ name, isData }, i) => {
      const before = layers[i - 1];
      if (before?.isData === true && !isData) {
        this.#refuse('overlayfs: regular lower layers cannot follow data lower layers');
      }
      this.#lowers.push(this.#directory(unescape(name), 'lower'));
      this.#names.push({ name, isData });
    });
  }

  /** ovl_parse_param_split_lowerdirs(): `:` before a layer, `::` before one that holds data alone. */
  #splitLayers(value: string): LowerName[] {
    const layers: LowerName[] = [];
    let name = '';
    let isData = false;
    for (let i = 0; i < value.length; i++) {
      const letter = value.charAt(i);
      if (letter === '\\') {
        name += letter + value.charAt(++i);
        continue;
      }
      if (letter !== ':') {
        name += letter;
        continue;
      }
      let colons = 1;
      while (value.charAt(i + colons) === ':') colons += 1;
      if (colons > 2) {
        this.#refuse(
          "overlayfs: only single ':' or double '::' sequences of unescaped colons in lowerdir mount option allowed.",
        );
      }
      i += colons - 1;
      if (i === value.length - 1) this.#refuse('overlayfs: unescaped trailing colons in lowerdir mount option.');
      layers.push({ name, isData });
      name = '';
      isData = colons === 2;
    }
    layers.push({ name, isData });
    return layers;
  }

  #addLower(key: 'lowerdir+' | 'datadir+', name: string): void {
    const isData = key === 'datadir+';
    const found = this.#resolve(name);
    this.#requireDirectory(found, name);
    if (this.#config.lowerAll !== undefined) this.#refuse('overlay: lowerdir+ and datadir+ cannot follow lowerdir');
    if (!isData && this.#names.some((lower) => lower.isData)) {
      this.#refuse('overlay: regular lower layers cannot follow data layers');
    }
    if (this.#names.length === maxLayers) {
      this.#refuse(`overlay: too many lower directories, limit is ${String(maxLayers)}`);
    }
    this.#names.push({ name, isData });
    this.#lowers.push(found);
  }

  #upperDir(key: 'upperdir' | 'workdir', value: string): void {
    const found = this.#directory(unescape(value), 'upper');
    if (key === 'upperdir') {
      this.#config.upperDir = value;
      this.#upper = found;
    } else {
      this.#config.workDir = value;
      this.#work = found;
    }
  }

  /** ovl_mount_dir_check() */
  #directory(name: string, kind: 'lower' | 'upper'): ResolvedPath {
    if (name === '') this.#refuse('overlayfs: empty lowerdir');
    const found = this.#resolve(name);
    this.#requireDirectory(found, name);
    if (kind === 'upper') {
      if (found.fs.type === 'overlay') this.#refuse(`overlay: filesystem on ${name} not supported as upperdir`);
      if ((found.mountFlags & MS_RDONLY) !== 0) this.#refuse(`overlay: filesystem on ${name} is read-only`);
    }
    return found;
  }

  #requireDirectory(found: ResolvedPath, name: string): void {
    if (!isDirectory(found.fs.getattr(found.node).mode)) this.#refuse(`overlay: ${name} is not a directory`);
  }

  #resolve(name: string): ResolvedPath {
    try {
      return this.#source.resolve(name);
    } catch (error) {
      if (error instanceof SyscallError) {
        this.#source.dmesg(`overlayfs: failed to resolve '${name}': ${String(-errnoNumber(error.errno))}`);
      }
      throw error;
    }
  }
}

/** ovl_next_opt(): at a comma that no backslash stands before. */
function splitOptions(data: string): string[] {
  const options: string[] = [];
  let option = '';
  for (let i = 0; i < data.length; i++) {
    const letter = data.charAt(i);
    if (letter === '\\' && i + 1 < data.length) option += letter + data.charAt(++i);
    else if (letter === ',') {
      options.push(option);
      option = '';
    } else option += letter;
  }
  options.push(option);
  return options;
}

/** ovl_unescape() */
export function unescape(text: string): string {
  return text.replace(/\\(.?)/gs, '$1');
}
