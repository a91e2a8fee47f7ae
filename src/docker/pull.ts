// `docker pull`: layers from the registry, and how it goes on the screen.
import { nanosleep } from '../kernel/blocking.ts';
import { short } from './container.ts';
import { flagTable } from './flags.ts';
import { parseReference, repositoryProblem, withTag } from './reference.ts';
import { refuse } from './refusal.ts';
import { sizeText } from './units.ts';
import type { Steps, Verb, VerbCall } from './verb.ts';

export const pull: Verb = {
  name: 'pull',
  usage: ['NAME[:TAG|@DIGEST]'],
  summary: 'Pull an image or a repository from a registry',
  flags: flagTable(`
    !-a, --all-tags=false  Download all tagged images in the repository
    --disable-content-trust=true  Skip image verification
  `),
  minimum: 1,
  maximum: 1,
  *run(call) {
    const [name = ''] = call.operands;
    const { repository, digest } = parseReference(name);
    if (digest !== '') return refuse(call, `pulls by digest are not simulated: ${name}`);
    if (withTag(name) !== name) call.print('Using default tag: latest\n');
    const wrong = repositoryProblem(repository);
    if (wrong === undefined) return yield* pullImage(call, withTag(name), call.print);
    call.error(`${wrong}\n`);
    return 1;
  },
};

/** Fetches an image layer by layer, and says how it goes. */
export function* pullImage(call: VerbCall, reference: string, print: (text: string) => void): Steps<number> {
  const { daemon, process } = call;
  const { registry } = daemon;
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
      isNew = daemon.images.addLayer(image, i) || isNew;
    }
    say(i, isThere ? 'Already exists' : 'Pull complete');
    if (!live) print(`${short(layer.id)}: ${isThere ? 'Already exists' : 'Pull complete'}\n`);
  }
  const top = image.layers.at(-1)?.id ?? '';
  const had = daemon.store.tags().some(([known, id]) => known === reference && id === top);
  daemon.images.pulled(reference, top);
  print(`Digest: ${registry.digest(image, tagName)}\n`);
  const status = isNew || !had ? 'Downloaded newer image for' : 'Image is up to date for';
  print(`Status: ${status} ${reference}\n`);
  return 0;
}
