// devpts: a device node for each pseudo terminal that is open, and `ptmx`, by which one is opened (fs/devpts/inode.c).
// Differs from Linux: every mount of it shows the same terminals; there each has its own.
import { fail } from '../abi/errno.ts';
import { S_IFCHR } from '../abi/mode.ts';
import type { AttributeChange, FileSystemContext, FileSystemType, NodeId } from '../vfs/file-system.ts';
import { type SyntheticEntry, SyntheticTree } from './synthetic-tree.ts';

export interface DevptsSource {
  /** Numbers of the open terminals, ascending, and since when each is open. */
  terminals(): readonly (readonly [index: number, openedNs: bigint])[];
}

export function devptsType(source: DevptsSource): FileSystemType {
  return {
    name: 'devpts',
    nodev: true,
    mount: (request) =>
      new Devpts(request, source, { options: parseOptions(request), changes: [], mountedNs: request.now() }),
    revive: (state, context) => new Devpts(context, source, state as DevptsState),
  };
}

interface DevptsOptions {
  readonly uid: number | undefined;
  readonly gid: number | undefined;
  readonly mode: number;
  readonly ptmxmode: number;
}

/** Who changed owner or mode of a terminal's node, and of which: a later terminal of that number begins anew. */
interface Change {
  readonly index: number;
  readonly openedNs: bigint;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

interface DevptsState {
  readonly options: DevptsOptions;
  readonly changes: readonly Change[];
  readonly mountedNs: bigint;
}

/** @throws EINVAL */
function parseOptions(request: { readonly data: string }): DevptsOptions {
  const options = {
    uid: undefined as number | undefined,
    gid: undefined as number | undefined,
    mode: 0o600,
    ptmxmode: 0,
  };
  for (const option of request.data.split(',')) {
    const [, key = '', value = ''] = /^(uid|gid|mode|ptmxmode)=([0-7]+|\d+)$/.exec(option) ?? [];
    switch (key) {
      case 'uid':
      case 'gid':
        options[key] = parseInt(value, 10);
        break;
      case 'mode':
      case 'ptmxmode':
        options[key] = parseInt(value, 8) & 0o777;
        break;
      default:
        if (option !== '' && option !== 'newinstance') fail('EINVAL');
    }
  }
  return options;
}

const ptmxNode = 2;
const firstTerminal = 3;

class Devpts extends SyntheticTree {
  readonly type = 'devpts';
  protected readonly magic = 0x1cd1;
  protected readonly refusals = { make: 'EPERM', remove: 'EPERM' } as const;
  readonly #source: DevptsSource;
  readonly #options: DevptsOptions;
  #changes: readonly Change[];

  constructor(context: FileSystemContext, source: DevptsSource, { options, changes, mountedNs }: DevptsState) {
    super(context, mountedNs);
    this.#source = source;
    this.#options = options;
    this.#changes = changes;
  }

  protected entry(node: NodeId): SyntheticEntry | undefined {
    const { mode, uid = 0, gid = 0, ptmxmode } = this.#options;
    if (node === this.root) return { kind: 'dir', mode: 0o755 };
    if (node === ptmxNode) return { kind: 'special', mode: S_IFCHR | ptmxmode, rdev: [5, 2] };
    const found = this.#source.terminals().find(([index]) => index === node - firstTerminal);
    if (found === undefined) return undefined;
    const [index, openedNs] = found;
    const own = this.#changes.find((change) => change.index === index && change.openedNs === openedNs) ?? {
      mode,
      uid,
      gid,
    };
    return {
      kind: 'special',
      mode: S_IFCHR | own.mode,
      rdev: [136, index],
      uid: own.uid,
      gid: own.gid,
      timeNs: openedNs,
    };
  }

  override setattr(node: NodeId, change: AttributeChange): void {
    const found = this.#source.terminals().find(([index]) => index === node - firstTerminal);
    if (found === undefined) {
      super.setattr(node, change);
      return;
    }
    const [index, openedNs] = found;
    const { mode, uid, gid } = this.getattr(node);
    const changed = { mode: (change.mode ?? mode) & 0o7777, uid: change.uid ?? uid, gid: change.gid ?? gid };
    this.#changes = [...this.#changes.filter((other) => other.index !== index), { index, openedNs, ...changed }];
  }

  protected list(): readonly (readonly [string, NodeId])[] {
    const terminals = this.#source.terminals();
    return [
      ['ptmx', ptmxNode as NodeId],
      ...terminals.map(([index]) => [String(index), (firstTerminal + index) as NodeId] as const),
    ];
  }

  parentOf(): NodeId {
    return this.root;
  }

  nameOf(): string {
    return '';
  }

  override showOptions(): string {
    const { uid, gid, mode, ptmxmode } = this.#options;
    const owner = `${uid === undefined ? '' : `,uid=${String(uid)}`}${gid === undefined ? '' : `,gid=${String(gid)}`}`;
    return `${owner},mode=${mode.toString(8).padStart(3, '0')},ptmxmode=${ptmxmode.toString(8).padStart(3, '0')}`;
  }

  checkpoint(): DevptsState {
    return { options: this.#options, changes: this.#changes, mountedNs: this.mountedNs };
  }
}
