// `docker volume` and what is below it.
import { flagTable } from './flags.ts';
import { fullUsage } from './help.ts';
import { attempt, each } from './refusal.ts';
import { tableText } from './table.ts';
import type { Verb } from './verb.ts';

const volume: Verb = {
  name: 'volume',
  usage: ['[COMMAND]'],
  summary: 'Manage Docker volumes',
  details: `Manage Docker volumes

Commands:
  create                   Create a volume
  inspect                  Return low-level information on a volume
  ls                       List volumes
  rm                       Remove a volume

Run 'docker volume COMMAND --help' for more information on a command`,
  flags: flagTable(''),
  maximum: 0,
  *run(call) {
    call.print(fullUsage(volume));
    return 0;
  },
};

const volumeCreate: Verb = {
  name: 'volume create',
  usage: [],
  summary: 'Create a volume',
  flags: flagTable(`
    -d, --driver=local  Specify volume driver name
    --name=  Specify volume name
    !-o, --opt=map[]  Set driver specific options
  `),
  maximum: 0,
  *run(call) {
    const driver = call.value('-d') ?? 'local';
    if (driver !== 'local') {
      call.error(`Error response from daemon: Error looking up volume plugin ${driver}: plugin not found\n`);
      return 1;
    }
    const name = call.value('--name') ?? '';
    const made = attempt(call, () => call.daemon.volumes.create(name === '' ? undefined : name));
    if (made === undefined) return 1;
    call.print(`${made.Name}\n`);
    return 0;
  },
};

const volumeInspect: Verb = {
  name: 'volume inspect',
  usage: ['VOLUME [VOLUME...]'],
  summary: 'Return low-level information on a volume',
  flags: flagTable('!-f, --format=  Format the output using the given go template'),
  minimum: 1,
  *run(call) {
    const found = call.operands.map((name) => attempt(call, () => call.daemon.volumes.require(name)));
    const there = found.filter((one) => one !== undefined);
    if (there.length > 0) call.print(`${JSON.stringify(there, null, 4)}\n`);
    return there.length < found.length ? 1 : 0;
  },
};

const volumeList: Verb = {
  name: 'volume ls',
  usage: [],
  summary: 'List volumes',
  flags: flagTable(`
    !-f, --filter=[]  Provide filter values (i.e. 'dangling=true')
    -q, --quiet=false  Only display volume names
  `),
  maximum: 0,
  *run(call) {
    const all = call.daemon.volumes.list();
    if (call.has('-q')) call.print(all.map(({ Name }) => `${Name}\n`).join(''));
    else call.print(tableText([['DRIVER', 'VOLUME NAME'], ...all.map(({ Driver, Name }) => [Driver, Name])]));
    return 0;
  },
};

const volumeRemove: Verb = {
  name: 'volume rm',
  usage: ['VOLUME [VOLUME...]'],
  summary: 'Remove a volume',
  flags: flagTable(''),
  minimum: 1,
  *run(call) {
    const failed = each(call, call.operands, (name) => {
      call.daemon.volumes.remove(name);
      call.print(`${name}\n`);
    });
    return failed.length > 0 ? 1 : 0;
  },
};

export const volumeVerbs: readonly Verb[] = [volume, volumeCreate, volumeInspect, volumeList, volumeRemove];
