// The verbs about the daemon and about images.
import { nanosleep } from '../kernel/blocking.ts';
import { type Image, short } from './container.ts';
import type { Daemon } from './daemon.ts';
import { withTag } from './store.ts';
import { tableText } from './table.ts';
import { durationText, memoryText, parseRfc3339, sizeText } from './units.ts';
import type { Steps, Verb, VerbCall } from './verb.ts';

const quiet = { names: ['-q', '--quiet'], help: 'Only show numeric IDs' };
const noTrunc = { names: ['--no-trunc'], help: "Don't truncate output" };

export function ageOf(daemon: Daemon, since: string): string {
  const passed = daemon.sys.clockGettime() - parseRfc3339(since);
  return durationText(passed < 0n ? 0n : passed);
}

export const version: Verb = {
  name: 'version',
  usage: '[OPTIONS]',
  summary: 'Show the Docker version information',
  flags: [],
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
      call.print(`${side}:\n${rows.map(([name = '', value = '']) => ` ${name.padEnd(13)}${value}\n`).join('')}`);
      if (side === 'Client') call.print('\n');
    }
    return 0;
  },
};

export const info: Verb = {
  name: 'info',
  usage: '[OPTIONS]',
  summary: 'Display system-wide information',
  flags: [],
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

export const images: Verb = {
  name: 'images',
  usage: '[OPTIONS] [REPOSITORY[:TAG]]',
  summary: 'List images',
  flags: [{ names: ['-a', '--all'], help: 'Show all images (default hides intermediate images)' }, quiet, noTrunc],
  maximum: 1,

  *run(call) {
    const { daemon } = call;
    const { store } = daemon;
    const tags = store.tags();
    const all = store.images();
    const parents = new Set(all.map((image) => image.parent));
    const wanted = call.operands[0];
    const rows: (readonly [Image, string, string])[] = [];
    for (const image of all) {
      const names = tags.filter(([, id]) => id === image.id).map(([reference]) => reference);
      for (const name of names) {
        const at = name.lastIndexOf(':');
        if (wanted !== undefined && wanted !== name && wanted !== name.slice(0, at)) continue;
        rows.push([image, name.slice(0, at), name.slice(at + 1)]);
      }
      if (names.length === 0 && wanted === undefined && (call.has('-a') || !parents.has(image.id))) {
        rows.push([image, '<none>', '<none>']);
      }
    }
    rows.sort(([a], [b]) => (a.created < b.created ? 1 : -1));
    const id = (image: Image): string => (call.has('--no-trunc') ? image.id : short(image.id));
    if (call.has('-q')) {
      call.print(rows.map(([image]) => `${id(image)}\n`).join(''));
      return 0;
    }
    const table = rows.map(([image, repository, tagName]) => [
      repository,
      tagName,
      id(image),
      `${ageOf(daemon, image.created)} ago`,
      sizeText(store.virtualSize(image.id)),
    ]);
    call.print(tableText([['REPOSITORY', 'TAG', 'IMAGE ID', 'CREATED', 'VIRTUAL SIZE'], ...table]));
    return 0;
  },
};

export const history: Verb = {
  name: 'history',
  usage: '[OPTIONS] IMAGE',
  summary: 'Show the history of an image',
  flags: [quiet, noTrunc],
  minimum: 1,
  maximum: 1,

  *run(call) {
    const { daemon } = call;
    const [name = ''] = call.operands;
    const image = daemon.store.findImage(name);
    if (image === undefined) return refuse(call, `could not find image: no such id: ${name}`);
    const whole = call.has('--no-trunc');
    const layers = daemon.store.history(image.id);
    if (call.has('-q')) {
      call.print(layers.map(({ id }) => `${whole ? id : short(id)}\n`).join(''));
      return 0;
    }
    const rows = layers.map((layer) => {
      const by = layer.container_config.Cmd.join(' ');
      return [
        whole ? layer.id : short(layer.id),
        `${ageOf(daemon, layer.created)} ago`,
        whole ? by : [...by].slice(0, 45).join(''),
        sizeText(layer.Size),
        '',
      ];
    });
    call.print(tableText([['IMAGE', 'CREATED', 'CREATED BY', 'SIZE', 'COMMENT'], ...rows]));
    return 0;
  },
};

/** Prints a daemon's refusal as the client does. */
export function refuse(call: Pick<VerbCall, 'error'>, text: string): number {
  call.error(`Error response from daemon: ${text}\n`);
  return 1;
}

export const pull: Verb = {
  name: 'pull',
  usage: '[OPTIONS] NAME[:TAG|@DIGEST]',
  summary: 'Pull an image or a repository from a registry',
  flags: [{ names: ['-a', '--all-tags'], help: 'Download all tagged images in the repository' }],
  minimum: 1,
  maximum: 1,
  *run(call) {
    const [name = ''] = call.operands;
    return yield* pullImage(call, name, call.print);
  },
};

/** Fetches an image layer by layer, and says how it goes. */
export function* pullImage(call: VerbCall, name: string, print: (text: string) => void): Steps<number> {
  const { daemon, process } = call;
  const { registry } = daemon;
  const reference = withTag(name);
  if (reference !== name) print('Using default tag: latest\n');
  const at = reference.lastIndexOf(':');
  const [repository, tagName] = [reference.slice(0, at), reference.slice(at + 1)];
  const full = repository.includes('/') ? repository : `library/${repository}`;
  const chunk = registry.chunkOf(full, tagName);
  if (chunk === undefined) {
    print(`Pulling repository docker.io/${full}\n`);
    const missing = registry.hasRepository(full)
      ? `Tag ${tagName} not found in repository docker.io/${full}`
      : `Error: image ${full}:${tagName} not found`;
    call.error(`${missing}\n`);
    return 1;
  }
  // Asked for even where it is there: a replay, which has all chunks, takes the same steps.
  yield { wait: 'chunk', chunk };
  const image = registry.image(chunk);
  if (image === undefined) throw new Error(`the chunk ${chunk} holds no image`);
  print(`${tagName}: Pulling from ${full}\n`);
  const live = process.sys.isatty(1);
  const lines = image.layers.map(({ id }) => `${short(id)}: Pulling fs layer`);
  if (live) print(lines.map((line) => `${line}\r\n`).join(''));
  const say = (i: number, text: string): void => {
    const line = `${short(image.layers[i]?.id ?? '')}: ${text}`;
    const up = image.layers.length - i;
    if (live) print(`\x1b[${up}A\r\x1b[K${line}\x1b[${up}B\r`);
  };
  let isNew = false;
  for (const [i, layer] of image.layers.entries()) {
    const size = layer.tree?.size ?? 32;
    const isThere = daemon.store.hasImage(layer.id);
    if (!isThere) {
      const steps = size > 1000 ? 10 : 1;
      for (let step = 1; step <= steps; step++) {
        const filled = Math.floor((step * 50) / steps);
        const bar = `[${'='.repeat(Math.max(0, filled - 1))}>${' '.repeat(50 - filled)}]`;
        say(i, `Downloading ${bar} ${sizeText((size * step) / steps)}/${sizeText(size)}`);
        yield* nanosleep(process, 40_000_000n);
      }
      say(i, 'Verifying Checksum');
      say(i, 'Download complete');
      yield* nanosleep(process, 30_000_000n);
      say(i, 'Extracting');
      yield* nanosleep(process, 20_000_000n);
      isNew = daemon.addLayer(image, i) || isNew;
    }
    say(i, isThere ? 'Already exists' : 'Pull complete');
    if (!live) print(`${short(layer.id)}: ${isThere ? 'Already exists' : 'Pull complete'}\n`);
  }
  const top = image.layers.at(-1)?.id ?? '';
  const had = daemon.store.tags().some(([known, id]) => known === reference && id === top);
  daemon.tag(reference, top);
  print(`Digest: ${registry.digest(image, tagName)}\n`);
  const status = isNew || !had ? 'Downloaded newer image for' : 'Image is up to date for';
  print(`Status: ${status} ${reference}\n`);
  return 0;
}

export const rmi: Verb = {
  name: 'rmi',
  usage: '[OPTIONS] IMAGE [IMAGE...]',
  summary: 'Remove one or more images',
  flags: [
    { names: ['-f', '--force'], help: 'Force removal of the image' },
    { names: ['--no-prune'], help: 'Do not delete untagged parents' },
  ],
  minimum: 1,

  *run(call) {
    const failed = each(call, call.operands, (name) => {
      for (const line of call.daemon.removeImage(name, call.has('-f'))) call.print(`${line}\n`);
    });
    if (failed.length > 0) call.error(`Error: failed to remove images: [${failed.join(' ')}]\n`);
    return failed.length > 0 ? 1 : 0;
  },
};

/** Does one thing after another; what fails is told, and the rest goes on. Returns the names that failed. */
export function each(
  call: Pick<VerbCall, 'error'>,
  names: readonly string[],
  act: (name: string) => void,
): readonly string[] {
  return names.filter((name) => {
    try {
      act(name);
      return false;
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      refuse(call, error.message);
      return true;
    }
  });
}

export const tag: Verb = {
  name: 'tag',
  usage: '[OPTIONS] IMAGE[:TAG] [REGISTRYHOST/][USERNAME/]NAME[:TAG]',
  summary: 'Tag an image into a repository',
  flags: [{ names: ['-f', '--force'], help: 'Force' }],
  minimum: 2,
  maximum: 2,

  *run(call) {
    const [source = '', target = ''] = call.operands;
    const image = call.daemon.store.findImage(source);
    if (image === undefined) return refuse(call, `could not find image: no such id: ${source}`);
    call.daemon.tag(withTag(target), image.id);
    return 0;
  },
};

export const inspect: Verb = {
  name: 'inspect',
  usage: '[OPTIONS] CONTAINER|IMAGE [CONTAINER|IMAGE...]',
  summary: 'Return low-level information on a container or image',
  flags: [{ names: ['--type'], value: true, help: 'Return JSON for specified type, (e.g image or container)' }],
  minimum: 1,

  *run(call) {
    const { daemon } = call;
    const found: object[] = [];
    let status = 0;
    for (const name of call.operands) {
      const container = daemon.store.containers().find((one) => one.ID.startsWith(name) || one.Name === `/${name}`);
      const image = container === undefined ? daemon.store.findImage(name) : undefined;
      if (container !== undefined) {
        const { ID, ...rest } = container;
        const data = { Name: daemon.driver.name, Data: daemon.driver.getMetadata(ID) };
        found.push({ Id: ID, ...rest, GraphDriver: data });
      } else if (image !== undefined) {
        const data = { Name: daemon.driver.name, Data: daemon.driver.getMetadata(image.id) };
        found.push({ Id: image.id, ...image, VirtualSize: daemon.store.virtualSize(image.id), GraphDriver: data });
      } else {
        call.error(`Error: No such image or container: ${name}\n`);
        status = 1;
      }
    }
    call.print(`${JSON.stringify(found, null, 4)}\n`);
    return status;
  },
};
