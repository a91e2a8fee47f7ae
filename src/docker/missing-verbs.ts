// Verbs of docker 1.9.1 that are known here and not simulated yet: their help lists them as such, and they say so.
import { flagTable } from './flags.ts';
import type { Verb } from './verb.ts';

interface Missing {
  readonly name: string;
  readonly usage: readonly string[];
  readonly summary: string;
  readonly details?: string;
  readonly flags?: string;
  readonly count: readonly [minimum: number, maximum: number];
  /** Why, where it is not only that nobody has made it. */
  readonly because?: string;
}

const any = Infinity;
const noNetwork = 'the simulated host has no network, and no registry but its own images';

const table: readonly Missing[] = [
  {
    name: 'build',
    usage: ['PATH | URL | -'],
    summary: 'Build an image from a Dockerfile',
    flags: '-f, --file=  Name of the Dockerfile\n-t, --tag=  Repository name (and optionally a tag) for the image',
    count: [1, 1],
  },
  {
    name: 'commit',
    usage: ['CONTAINER [REPOSITORY[:TAG]]'],
    summary: "Create a new image from a container's changes",
    flags:
      '-a, --author=  Author\n-c, --change=[]  Apply Dockerfile instruction to the created image\n-m, --message=  Commit message\n-p, --pause=true  Pause container during commit',
    count: [1, 2],
  },
  {
    name: 'export',
    usage: ['CONTAINER'],
    summary: "Export a container's filesystem as a tar archive",
    flags: '-o, --output=  Write to a file, instead of STDOUT',
    count: [1, 1],
  },
  {
    name: 'import',
    usage: ['file|URL|- [REPOSITORY[:TAG]]'],
    summary: 'Import the contents from a tarball to create a filesystem image',
    flags:
      '-c, --change=[]  Apply Dockerfile instruction to the created image\n-m, --message=  Set commit message for imported image',
    count: [1, any],
  },
  {
    name: 'load',
    usage: [],
    summary: 'Load an image from a tar archive or STDIN',
    flags: '-i, --input=  Read from a tar archive file, instead of STDIN',
    count: [0, 0],
  },
  {
    name: 'save',
    usage: ['IMAGE [IMAGE...]'],
    summary: 'Save an image(s) to a tar archive',
    details: 'Save an image(s) to a tar archive (streamed to STDOUT by default)',
    flags: '-o, --output=  Write to a file, instead of STDOUT',
    count: [1, any],
  },
  {
    name: 'login',
    usage: ['[SERVER]'],
    summary: 'Register or log in to a Docker registry',
    details:
      'Register or log in to a Docker registry.\nIf no server is specified "https://index.docker.io/v1/" is the default.',
    flags: '-e, --email=  Email\n-p, --password=  Password\n-u, --username=  Username',
    count: [0, 1],
    because: noNetwork,
  },
  {
    name: 'logout',
    usage: ['[SERVER]'],
    summary: 'Log out from a Docker registry',
    details: 'Log out from a Docker registry.\nIf no server is specified "https://index.docker.io/v1/" is the default.',
    count: [0, 1],
    because: noNetwork,
  },
  {
    name: 'push',
    usage: ['NAME[:TAG]'],
    summary: 'Push an image or a repository to a registry',
    flags: '--disable-content-trust=true  Skip image signing',
    count: [1, 1],
    because: noNetwork,
  },
  {
    name: 'search',
    usage: ['TERM'],
    summary: 'Search the Docker Hub for images',
    flags:
      "--automated=false  Only show automated builds\n--no-trunc=false  Don't truncate output\n-s, --stars=0  Only displays with at least x stars",
    count: [1, 1],
    because: noNetwork,
  },
  {
    name: 'stats',
    usage: ['CONTAINER [CONTAINER...]'],
    summary: 'Display a live stream of container(s) resource usage statistics',
    flags: '--no-stream=false  Disable streaming stats and only pull the first result',
    count: [1, any],
    because: 'the simulated kernel has no control groups that would measure',
  },
  {
    name: 'network create',
    usage: ['NETWORK-NAME'],
    summary: 'Creates a new network with a name specified by the user',
    count: [1, 1],
  },
  {
    name: 'network connect',
    usage: ['NETWORK CONTAINER'],
    summary: 'Connects a container to a network',
    count: [2, 2],
  },
  {
    name: 'network disconnect',
    usage: ['NETWORK CONTAINER'],
    summary: 'Disconnects container from a network',
    count: [2, 2],
  },
];

export const missingVerbs: readonly Verb[] = table.map(({ name, usage, summary, details, flags, count, because }) => ({
  name,
  usage,
  summary: `${summary} (not simulated)`,
  details: `${details ?? summary}\n\nNot simulated${because === undefined ? ' yet' : `: ${because}`}.`,
  flags: flagTable(flags ?? ''),
  minimum: count[0],
  maximum: count[1],
  *run(call) {
    call.error(
      `docker: "${name}" is not simulated${because === undefined ? ' yet' : `: ${because}`}.\nSee 'docker ${name} --help'.\n`,
    );
    return 1;
  },
}));
