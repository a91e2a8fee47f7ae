// What a container's /etc/hosts, /etc/hostname and /etc/resolv.conf are: files of the daemon's, bound over the image's.
import type { Files } from '../drivers/index.ts';
import type { Container, HostConfig } from './container.ts';
import type { Bind } from './container-init.ts';

/** The address of the first container on docker0: the simulator has no network beside it. */
const address = '172.17.0.2';

const fixedHosts = `127.0.0.1\tlocalhost
::1\tlocalhost ip6-localhost ip6-loopback
fe00::0\tip6-localnet
ff00::0\tip6-mcastprefix
ff02::1\tip6-allnodes
ff02::2\tip6-allrouters
`;

/** Writes them anew, as each start does. */
export function writeHostFiles(
  files: Files,
  directory: string,
  container: Container,
  host: HostConfig,
): readonly Bind[] {
  const { Hostname, Domainname } = container.Config;
  const full = Domainname === '' ? Hostname : `${Hostname}.${Domainname} ${Hostname}`;
  const extra = host.ExtraHosts.map((entry) => {
    const at = entry.indexOf(':');
    return `${entry.slice(at + 1)}\t${entry.slice(0, at)}\n`;
  });
  files.write(`${directory}/hostname`, `${Domainname === '' ? Hostname : `${Hostname}.${Domainname}`}\n`, 0o644);
  files.write(`${directory}/hosts`, `${address}\t${full}\n${fixedHosts}${extra.join('')}`, 0o644);
  files.write(`${directory}/resolv.conf`, resolvConf(files, host), 0o644);
  return ['resolv.conf', 'hostname', 'hosts'].map((name) => [`${directory}/${name}`, `/etc/${name}`, false] as const);
}

/** The host's, but for what was given; the daemon falls back to Google's servers where none is left. */
function resolvConf(files: Files, host: HostConfig): string {
  const own = files.exists('/etc/resolv.conf') ? files.readText('/etc/resolv.conf') : '';
  const lines = own.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
  const given = (keyword: string, values: readonly string[]): readonly string[] =>
    values.length > 0
      ? keyword === 'nameserver'
        ? values.map((value) => `nameserver ${value}`)
        : [`${keyword} ${values.join(' ')}`]
      : lines.filter((line) => line.startsWith(keyword) && !/\b127\.\d/.test(line));
  const servers = given('nameserver', host.Dns);
  const search = host.DnsSearch.includes('.') ? [] : given('search', host.DnsSearch);
  const all = [
    ...search,
    ...(servers.length > 0 ? servers : ['nameserver 8.8.8.8', 'nameserver 8.8.4.4']),
    ...given('options', host.DnsOptions),
  ];
  return all.map((line) => `${line}\n`).join('');
}
