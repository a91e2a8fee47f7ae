// Variables whose value the shell works out when they are read. A script that unsets one loses its meaning, as in bash.
import type { Shell } from './shell.ts';
import type { Variables } from './variables.ts';

/** @param kept where given, only names that this table still has: what was unset stays unset in a subshell */
export function defineDynamicVariables(shell: Shell, kept?: Variables): void {
  const define = (name: string, get: () => string, set?: (value: string) => void): void => {
    if (kept !== undefined && !kept.dynamic.has(name)) return;
    shell.variables.dynamic.set(name, set === undefined ? { get } : { get, set });
  };
  define(
    'RANDOM',
    () => nextRandom(shell),
    (value) => {
      shell.randomState = Number(BigInt.asUintN(32, BigInt(/^-?\d+$/.test(value) ? value : 0))) || 1;
    },
  );
  define(
    'SRANDOM',
    () => String(uint32(shell.sys.getrandom(4))),
    () => undefined,
  );
  define(
    'SECONDS',
    () => String((shell.sys.clockGettime() - shell.startedAt) / 1_000_000_000n),
    (value) => {
      shell.startedAt = shell.sys.clockGettime() - BigInt(/^-?\d+$/.test(value) ? value : 0) * 1_000_000_000n;
    },
  );
  define(
    'EPOCHSECONDS',
    () => String(shell.sys.clockGettime() / 1_000_000_000n),
    () => undefined,
  );
  define('EPOCHREALTIME', () => {
    const now = shell.sys.clockGettime();
    return `${String(now / 1_000_000_000n)}.${String((now / 1000n) % 1_000_000n).padStart(6, '0')}`;
  });
  define(
    'LINENO',
    () => String(shell.line),
    () => undefined,
  );
  define(
    'BASHPID',
    () => String(shell.process.pid),
    () => undefined,
  );
  define(
    'BASH_SUBSHELL',
    () => String(shell.subshell),
    () => undefined,
  );
  define('BASH_COMMAND', () => shell.commandText());
  define('SHELLOPTS', () => [...shell.options].sort().join(':'));
  define('BASHOPTS', () => [...shell.shopts].sort().join(':'));
  define(
    'HISTCMD',
    () => String(shell.history.length),
    () => undefined,
  );
}

function uint32(bytes: Uint8Array): number {
  return (((bytes[0] ?? 0) << 24) | ((bytes[1] ?? 0) << 16) | ((bytes[2] ?? 0) << 8) | (bytes[3] ?? 0)) >>> 0;
}

/** Park and Miller's generator, as bash has it; seeded by the kernel's random bytes. */
function nextRandom(shell: Shell): string {
  if (shell.randomState === 0) shell.randomState = uint32(shell.sys.getrandom(4)) || 1;
  let last: number;
  do {
    last = shell.randomState;
    const high = Math.floor(shell.randomState / 127773);
    const low = shell.randomState - high * 127773;
    const next = 16807 * low - 2836 * high;
    shell.randomState = next < 0 ? next + 0x7fffffff : next;
  } while (shell.randomState === last);
  return String(((shell.randomState >>> 16) ^ (shell.randomState & 65535)) & 32767);
}
