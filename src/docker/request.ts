// What `create` and `run` are asked for, made of their options.
import { strerror } from '../abi/errno.ts';
import { readFileNow } from '../kernel/stdio.ts';
import type { HostConfig } from './container.ts';
import { isMountMode } from './container-flags.ts';
import type { CreateRequest } from './create.ts';
import type { VerbCall } from './verb.ts';

/** What is wrong with the options together; the client says so itself. */
export class RequestError extends Error {}

/** @throws RequestError */
export function requestOf(call: VerbCall, isDetached: boolean): CreateRequest {
  const [image = '', ...command] = call.operands;
  const entrypoint = call.value('--entrypoint') ?? '';
  const streams = call.values('-a').map((stream) => stream.toLowerCase());
  const attaches = (stream: string): boolean => !isDetached && (streams.length === 0 || streams.includes(stream));
  const stdin = !isDetached && (call.has('-i') || streams.includes('stdin'));
  const [hostname, domainname = ''] = splitOnce(call.value('-h') ?? '', '.');
  const volumes = call.values('-v');
  for (const volume of volumes) checkVolumeTarget(volume);
  const isAlone = (volume: string): boolean => {
    const [, second, third] = volume.split(':');
    return third === undefined && (second === undefined || isMountMode(second));
  };
  for (const [flag, word] of [
    ['--pid', 'PID'],
    ['--uts', 'UTS'],
  ] as const) {
    if (!['', 'host'].includes(call.value(flag) ?? '')) throw new RequestError(`${flag}: invalid ${word} mode`);
  }
  const labels = [...fileLines(call, call.values('--label-file')), ...call.values('-l')];
  return {
    image,
    command,
    entrypoint: entrypoint === '' ? undefined : [entrypoint],
    name: call.value('--name'),
    config: {
      Hostname: hostname,
      Domainname: domainname,
      User: call.value('-u') ?? '',
      AttachStdin: stdin,
      AttachStdout: attaches('stdout'),
      AttachStderr: attaches('stderr'),
      Tty: call.has('-t'),
      OpenStdin: call.has('-i'),
      StdinOnce: stdin && call.has('-i'),
      Env: envOf(call),
      Volumes: volumes.filter(isAlone),
      WorkingDir: call.value('-w') ?? '',
      Labels: Object.fromEntries(labels.map((label) => [label.split('=')[0] ?? '', splitOnce(label, '=')[1] ?? ''])),
      StopSignal: call.value('--stop-signal') ?? 'SIGTERM',
    },
    host: hostConfigOf(
      call,
      volumes.filter((volume) => !isAlone(volume)),
    ),
  };
}

function hostConfigOf(call: VerbCall, binds: readonly string[]): HostConfig {
  return {
    Binds: binds,
    ContainerIDFile: call.value('--cidfile') ?? '',
    Privileged: call.has('--privileged'),
    Dns: call.values('--dns'),
    DnsOptions: call.values('--dns-opt'),
    DnsSearch: call.values('--dns-search'),
    ExtraHosts: call.values('--add-host'),
    VolumesFrom: call.values('--volumes-from'),
    PidMode: call.value('--pid') ?? '',
    UTSMode: call.value('--uts') ?? '',
    RestartPolicy: restartPolicyOf(call.value('--restart') ?? 'no'),
    ReadonlyRootfs: call.has('--read-only'),
  };
}

function checkVolumeTarget(volume: string): void {
  const [first, second] = volume.split(':');
  if (second === '/') throw new RequestError("Invalid bind mount: destination can't be '/'");
  if (first === '/' && second === undefined) throw new RequestError("Invalid volume: path can't be '/'");
}

/** @see moby v1.9.1 runconfig/parse.go ParseRestartPolicy() */
export function restartPolicyOf(text: string): HostConfig['RestartPolicy'] {
  const [Name = '', count, more] = text.split(':');
  switch (Name) {
    case '':
    case 'no':
      return { Name, MaximumRetryCount: 0 };
    case 'always':
    case 'unless-stopped':
      if (count === undefined) return { Name, MaximumRetryCount: 0 };
      throw new RequestError(`maximum restart count not valid with restart policy of "${Name}"`);
    case 'on-failure':
      if (more !== undefined)
        throw new RequestError("restart count format is not valid, usage: 'on-failure:N' or 'on-failure'");
      if (count !== undefined && !/^[-+]?\d+$/.test(count))
        throw new RequestError(`strconv.Atoi: parsing "${count}": invalid syntax`);
      return { Name, MaximumRetryCount: Number(count ?? 0) };
    default:
      throw new RequestError(`invalid restart policy ${Name}`);
  }
}

/** `-e NAME` takes the client's own value where it has one. */
function envOf(call: VerbCall): readonly string[] {
  const own = (name: string): string => call.process.environ.find((entry) => entry.startsWith(`${name}=`)) ?? name;
  const given = call.values('-e').map((entry) => (entry.includes('=') ? entry : own(entry)));
  const read = fileLines(call, call.values('--env-file')).map((entry) => (entry.includes('=') ? entry : own(entry)));
  return [...read, ...given];
}

/** Lines that say something; names may have no blanks in them. */
function fileLines(call: VerbCall, paths: readonly string[]): readonly string[] {
  return paths.flatMap((path) => {
    const text = readFileNow(call.process, path);
    if (text.err !== undefined) {
      const why = strerror(text.err);
      throw new RequestError(`open ${path}: ${why.charAt(0).toLowerCase()}${why.slice(1)}`);
    }
    const lines = text.ok.split('\n').map((line) => line.replace(/\r$/, '').trimStart());
    return lines.filter((line) => line !== '' && !line.startsWith('#')).map((line) => checkedLine(line));
  });
}

function checkedLine(line: string): string {
  const [name, value] = splitOnce(line, '=');
  const trimmed = name.trimStart();
  if (/[ \t]/.test(trimmed)) {
    throw new RequestError(`poorly formatted environment: variable '${trimmed}' has white spaces`);
  }
  return value === undefined ? trimmed : `${trimmed}=${value}`;
}

function splitOnce(text: string, mark: string): readonly [string, string?] {
  const at = text.indexOf(mark);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + mark.length)];
}
