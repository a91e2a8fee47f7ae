// What docker says about itself: the overview, a verb's usage, and what is wrong with how one was called.
import { type FlagSpec, flagsText, flagTable } from './flags.ts';
import type { Verb } from './verb.ts';

/** Options in front of the verb. */
export const globalFlags: readonly FlagSpec[] = flagTable(`
  !--config=~/.docker  Location of client config files
  !-D, --debug=false  Enable debug mode
  !--disable-legacy-registry=false  Do not contact legacy registries
  !-H, --host=[]  Daemon socket(s) to connect to
  !-l, --log-level=info  Set the logging level
  !--tls=false  Use TLS; implied by --tlsverify
  !--tlscacert=~/.docker/ca.pem  Trust certs signed only by this CA
  !--tlscert=~/.docker/cert.pem  Path to TLS certificate file
  !--tlskey=~/.docker/key.pem  Path to TLS key file
  !--tlsverify=false  Use TLS and verify the remote
  -v, --version=false  Print version information and quit
`).map((flag) => (flag.names[0] === '--help' ? { ...flag, names: ['-h', '--help'] } : flag));

const usage = `Usage: docker [OPTIONS] COMMAND [arg...]
       docker daemon [ --help | ... ]
       docker [ --help | -v | --version ]

A self-sufficient runtime for containers.

Options:

`;

export function overview(verbs: readonly Verb[]): string {
  const listed = verbs.filter(({ name }) => !name.includes(' '));
  const lines = listed.map(({ name, summary }) => `    ${name.padEnd(10)}${summary}\n`);
  return `${usage}${flagsText(globalFlags)}\nCommands:\n${lines.join('')}\nRun 'docker COMMAND --help' for more information on a command.\n`;
}

/** Without its options. */
export function shortUsage(verb: Verb): string {
  const ways = verb.usage.length === 0 ? [''] : verb.usage;
  const lines = ways.map(
    (way, i) => `\n${i === 0 ? 'Usage:\t' : '\t'}docker ${verb.name} [OPTIONS]${way === '' ? '' : ` ${way}`}`,
  );
  return `${lines.join('')}\n\n${verb.details ?? verb.summary}\n`;
}

export function fullUsage(verb: Verb): string {
  const note = verb.note === undefined ? '' : `\n${verb.note}\n`;
  return `${shortUsage(verb)}\n${flagsText(verb.flags)}${note}`;
}

/** `docker: …` and where to look: how the client complains about what it was given. */
export function complaint(verb: Verb, text: string): string {
  return `docker: ${text}.\nSee 'docker ${verb.name} --help'.\n`;
}

/** undefined: the number of operands is right. */
export function countProblem(verb: Verb, count: number): string | undefined {
  const { name, minimum = 0, maximum = Infinity } = verb;
  if (count >= minimum && count <= maximum) return undefined;
  const wanted = count < minimum ? minimum : maximum;
  const how = minimum === maximum ? '' : count < minimum ? 'a minimum of ' : 'a maximum of ';
  return `"${name}" requires ${how}${wanted} argument${wanted === 1 ? '' : 's'}`;
}
