// The options that `create` and `run` share, and what is wrong with a value of theirs.
import { type FlagSpec, flagTable } from './flags.ts';

const shared = `
  -a, --attach=[]  Attach to STDIN, STDOUT or STDERR
  --add-host=[]  Add a custom host-to-IP mapping (host:ip)
  !--blkio-weight=0  Block IO (relative weight), between 10 and 1000
  !#-c, --cpu-shares=0  CPU shares (relative weight)
  !--cap-add=[]  Add Linux capabilities
  !--cap-drop=[]  Drop Linux capabilities
  !--cgroup-parent=  Optional parent cgroup for the container
  --cidfile=  Write the container ID to the file
  !--cpu-period=0  Limit CPU CFS (Completely Fair Scheduler) period
  !--cpu-quota=0  Limit CPU CFS (Completely Fair Scheduler) quota
  !--cpuset-cpus=  CPUs in which to allow execution (0-3, 0,1)
  !--cpuset-mems=  MEMs in which to allow execution (0-3, 0,1)
  !--device=[]  Add a host device to the container
  --disable-content-trust=true  Skip image verification
  --dns=[]  Set custom DNS servers
  --dns-opt=[]  Set DNS options
  --dns-search=[]  Set custom DNS search domains
  -e, --env=[]  Set environment variables
  --entrypoint=  Overwrite the default ENTRYPOINT of the image
  --env-file=[]  Read in a file of environment variables
  !--expose=[]  Expose a port or a range of ports
  !--group-add=[]  Add additional groups to join
  -h, --hostname=  Container host name
  -i, --interactive=false  Keep STDIN open even if not attached
  !--ipc=  IPC namespace to use
  !--kernel-memory=  Kernel memory limit
  -l, --label=[]  Set meta data on a container
  --label-file=[]  Read in a line delimited file of labels
  !--link=[]  Add link to another container
  !--log-driver=  Logging driver for container
  !--log-opt=[]  Log driver options
  !--lxc-conf=[]  Add custom lxc options
  !-m, --memory=  Memory limit
  !--mac-address=  Container MAC address (e.g. 92:d0:c6:0a:29:33)
  !--memory-reservation=  Memory soft limit
  !--memory-swap=  Total memory (memory + swap), '-1' to disable swap
  !--memory-swappiness=-1  Tuning container memory swappiness (0 to 100)
  --name=  Assign a name to the container
  !--net=default  Set the Network for the container
  !--oom-kill-disable=false  Disable OOM Killer
  !-P, --publish-all=false  Publish all exposed ports to random ports
  !-p, --publish=[]  Publish a container's port(s) to the host
  --pid=  PID namespace to use
  --privileged=false  Give extended privileges to this container
  --read-only=false  Mount the container's root filesystem as read only
  --restart=no  Restart policy to apply when a container exits
  !--security-opt=[]  Security Options
  --stop-signal=SIGTERM  Signal to stop a container, SIGTERM by default
  -t, --tty=false  Allocate a pseudo-TTY
  -u, --user=  Username or UID (format: <name|uid>[:<group|gid>])
  !--ulimit=[]  Ulimit options
  --uts=  UTS namespace to use
  -v, --volume=[]  Bind mount a volume
  !--volume-driver=  Optional volume driver for the container
  --volumes-from=[]  Mount volumes from the specified container(s)
  -w, --workdir=  Working directory inside the container
`;

export const createFlags: readonly FlagSpec[] = flagTable(shared);

export const runFlags: readonly FlagSpec[] = flagTable(`${shared}
  -d, --detach=false  Run container in background and print container ID
  --rm=false  Automatically remove the container when it exits
  --sig-proxy=true  Proxy received signals to the process
`);

/** @see moby v1.9.1 opts/opts.go */
export function checkContainerValue(flag: string, value: string): string | undefined {
  switch (flag) {
    case '-a':
      return ['stdin', 'stdout', 'stderr'].includes(value.toLowerCase())
        ? undefined
        : 'valid streams are STDIN, STDOUT and STDERR';
    case '--add-host':
      return checkExtraHost(value);
    case '--dns':
      return isAddress(value.trim()) ? undefined : `${value} is not an ip address`;
    case '-v':
      return checkVolume(value);
    default:
      return undefined;
  }
}

function isAddress(text: string): boolean {
  const parts = text.split('.');
  const isFour = parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256);
  return isFour || (/^[0-9a-fA-F:]+$/.test(text) && text.includes('::'));
}

function checkExtraHost(value: string): string | undefined {
  const at = value.indexOf(':');
  if (at <= 0) return `bad format for add-host: "${value}"`;
  const address = value.slice(at + 1);
  return isAddress(address) ? undefined : `invalid IP address in add-host: "${address}"`;
}

const mountModes = ['rw', 'ro', 'z', 'Z'];

/** Modes of a volume: `ro` or `rw`, and a label, separated by commas. */
export function isMountMode(mode: string): boolean {
  const words = mode.split(',');
  return words.every((word) => mountModes.includes(word)) && new Set(words).size === words.length;
}

function checkVolume(value: string): string | undefined {
  const parts = value.split(':');
  const [first = '', second = '', mode] = parts;
  if (parts.length > 3 || first === '') return `bad format for path: ${value}`;
  if (mode !== undefined && !isMountMode(mode)) return `bad mode specified: ${mode}`;
  const target = parts.length === 1 || (parts.length === 2 && isMountMode(second)) ? first : second;
  return target.startsWith('/') ? undefined : `${target} is not an absolute path`;
}
