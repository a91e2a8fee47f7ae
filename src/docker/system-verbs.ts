// The verbs about docker itself: version info, and the networks it has.
import type { Daemon } from './daemon.ts';
import { flagTable } from './flags.ts';
import { refuse } from './refusal.ts';
import { sha256 } from './registry/sha256.ts';
import { encodeBytes } from '../abi/bytes.ts';
import { tableText } from './table.ts';
import { memoryText } from './units.ts';
import type { Verb } from './verb.ts';

export const version: Verb = {
  name: 'version',
  usage: [],
  summary: 'Show the Docker version information',
  flags: flagTable('!-f, --format=  Format the output using the given go template'),
  maximum: 0,

  *run(call) {
    for (const side of ['Client', 'Server']) {
      const rows = [
        ['Version:', '1.9.1'],
        ['API version:', '1.21'],
        ['Go version:', 'go1.4.3'],
        ['Git commit:', 'a34a1d5'],
        ['Built:', 'Fri Nov 20 17:56:04 UTC 2015'],
        ['OS/Arch:', 'linux/amd64'],
      ];
      call.print(`${side}:\n${rows.map(([name = '', value = '']) => ` ${name.padEnd(14)}${value}\n`).join('')}`);
      if (side === 'Client') call.print('\n');
    }
    return 0;
  },
};

export const info: Verb = {
  name: 'info',
  usage: [],
  summary: 'Display system-wide information',
  flags: flagTable(''),
  maximum: 0,

  *run({ daemon, print }) {
    const { store, files, driver } = daemon;
    const uname = daemon.sys.uname();
    const release = /PRETTY_NAME="?([^"\n]*)/.exec(readOr(daemon, '/etc/os-release'))?.[1] ?? '<unknown>';
    const cpus = files.readText('/proc/cpuinfo').match(/^processor/gm)?.length ?? 0;
    const memory = Number(/MemTotal: *(\d+)/.exec(files.readText('/proc/meminfo'))?.[1] ?? 0) * 1024;
    const lines = [
      `Containers: ${store.containers().length}`,
      `Images: ${store.images().length}`,
      'Server Version: 1.9.1',
      `Storage Driver: ${driver.name}`,
      ...driver.status().map(([name, value]) => ` ${name}: ${value}`),
      'Execution Driver: native-0.2',
      'Logging Driver: json-file',
      `Kernel Version: ${uname.release}`,
      `Operating System: ${release}`,
      `CPUs: ${cpus}`,
      `Total Memory: ${memoryText(memory)}`,
      `Name: ${uname.nodename}`,
      `ID: ${readOr(daemon, '/etc/docker/key.json')}`,
    ];
    print(lines.map((line) => `${line}\n`).join(''));
    return 0;
  },
};

function readOr(daemon: Daemon, path: string): string {
  return daemon.files.exists(path) ? daemon.files.readText(path).trim() : '';
}

/** The three that every daemon has. Their ids are of the daemon's own key. */
function networksOf(
  daemon: Daemon,
): readonly { readonly name: string; readonly driver: string; readonly id: string }[] {
  const key = readOr(daemon, '/etc/docker/key.json');
  return [
    ['bridge', 'bridge'],
    ['none', 'null'],
    ['host', 'host'],
  ].map(([name = '', driver = '']) => ({ name, driver, id: sha256(encodeBytes(`${key} ${name}`)) }));
}

const networkCommands = `
Commands:
  ls                       List all networks
  rm                       Remove a network
  create                   Create a network
  connect                  Connect container to a network
  disconnect               Disconnect container from a network
  inspect                  Display detailed network information

Run 'docker network COMMAND --help' for more information on a command.`;

const network: Verb = {
  name: 'network',
  usage: ['COMMAND [OPTIONS]'],
  summary: 'Manage Docker networks',
  details: networkCommands.trimStart(),
  flags: flagTable(''),
  minimum: 1,
  *run(call) {
    call.error(`docker: 'network ${call.operands[0] ?? ''}' is not a docker command.\nSee 'docker network --help'.\n`);
    return 1;
  },
};

const networkList: Verb = {
  name: 'network ls',
  usage: [],
  summary: 'Lists networks',
  flags: flagTable(`
    --no-trunc=false  Do not truncate the output
    -q, --quiet=false  Only display numeric IDs
  `),
  maximum: 0,
  *run(call) {
    const rows = networksOf(call.daemon).map(({ id, name, driver }) => [
      call.has('--no-trunc') ? id : id.slice(0, 12),
      name,
      driver,
    ]);
    if (call.has('-q')) call.print(rows.map(([id = '']) => `${id}\n`).join(''));
    else call.print(tableText([['NETWORK ID', 'NAME', 'DRIVER', ''], ...rows.map((row) => [...row, ''])].map(trimmed)));
    return 0;
  },
};

/** The head has no last cell; rows have an empty one. */
function trimmed(row: readonly string[], i: number): readonly string[] {
  return i === 0 ? row.slice(0, 3) : row;
}

const networkInspect: Verb = {
  name: 'network inspect',
  usage: ['NETWORK [NETWORK...]'],
  summary: 'Displays detailed information on a network',
  flags: flagTable('!-f, --format=  Format the output using the given go template'),
  minimum: 1,
  *run(call) {
    const all = networksOf(call.daemon);
    const found = call.operands.flatMap((name) => {
      const one = all.find((known) => known.name === name || known.id.startsWith(name));
      if (one === undefined) call.error(`Error: No such network: ${name}\n`);
      return one ?? [];
    });
    const views = found.map(({ id, name, driver }) => ({
      Name: name,
      Id: id,
      Scope: 'local',
      Driver: driver,
      IPAM: { Driver: 'default', Config: name === 'bridge' ? [{ Subnet: '172.17.0.0/16' }] : [] },
      Containers: {},
      Options: name === 'bridge' ? bridgeOptions : {},
    }));
    call.print(found.length === 0 ? 'null\n' : `${JSON.stringify(views, null, 4)}\n`);
    return found.length < call.operands.length ? 1 : 0;
  },
};

const bridgeOptions = {
  'com.docker.network.bridge.default_bridge': 'true',
  'com.docker.network.bridge.enable_icc': 'true',
  'com.docker.network.bridge.enable_ip_masquerade': 'true',
  'com.docker.network.bridge.host_binding_ipv4': '0.0.0.0',
  'com.docker.network.bridge.name': 'docker0',
  'com.docker.network.driver.mtu': '1500',
};

const networkRemove: Verb = {
  name: 'network rm',
  usage: ['NETWORK'],
  summary: 'Deletes a network',
  flags: flagTable(''),
  minimum: 1,
  maximum: 1,
  *run(call) {
    const [name = ''] = call.operands;
    const isKnown = networksOf(call.daemon).some((one) => one.name === name);
    return refuse(
      call,
      isKnown ? `"${name} is a pre-defined network and cannot be removed"` : `network ${name} not found`,
    );
  },
};

export const networkVerbs: readonly Verb[] = [network, networkList, networkInspect, networkRemove];
