// The verbs that look at a container: diff logs top port stats, and events.
import { changeLetters } from '../drivers/index.ts';
import { execve, read } from '../kernel/blocking.ts';
import { decodeBytes } from '../abi/bytes.ts';
import { makePipes, waitOn, waitsForNothing } from './attach.ts';
import { eventLine } from './event-log.ts';
import { flagTable } from './flags.ts';
import { filtersOf } from './filters.ts';
import type { LogEntry } from './json-log.ts';
import { attempt, findContainer, refuse } from './refusal.ts';
import { clientOf } from './running.ts';
import { tableText } from './table.ts';
import { parseRfc3339, rfc3339Fixed, timestampNs } from './units.ts';
import type { Steps, Verb, VerbCall } from './verb.ts';

export const diff: Verb = {
  name: 'diff',
  usage: ['CONTAINER'],
  summary: "Inspect changes on a container's filesystem",
  flags: flagTable(''),
  minimum: 1,
  maximum: 1,

  *run(call) {
    const [name = ''] = call.operands;
    const changes = attempt(call, () => call.daemon.changes(call.daemon.store.requireContainer(name)));
    for (const { kind, path } of changes ?? []) call.print(`${changeLetters[kind]} ${path}\n`);
    return changes === undefined ? 1 : 0;
  },
};

export const logs: Verb = {
  name: 'logs',
  usage: ['CONTAINER'],
  summary: 'Fetch the logs of a container',
  flags: flagTable(`
    -f, --follow=false  Follow log output
    --since=  Show logs since timestamp
    -t, --timestamps=false  Show timestamps
    --tail=all  Number of lines to show from the end of the logs
  `),
  minimum: 1,
  maximum: 1,

  *run(call) {
    const container = findContainer(call, call.operands[0] ?? '');
    if (container === undefined) return 1;
    const { daemon, process } = call;
    const since = timestampNs(call.value('--since') ?? '', process.sys.clockGettime());
    if (typeof since === 'string') return refuse(call, since);
    const { files, store } = daemon;
    const path = `${store.directoryOf(container.ID)}/${container.ID}-json.log`;
    const lines = files.exists(path) ? files.readText(path).split('\n') : [];
    const all = lines.filter((line) => line !== '').map((line) => JSON.parse(line) as LogEntry);
    const tail = /^[-+]?\d+$/.test(call.value('--tail') ?? '') ? Number(call.value('--tail')) : -1;
    const last = tail < 0 ? all : tail === 0 ? [] : all.slice(-tail);
    for (const { log, stream, time } of last) {
      if (parseRfc3339(time) < since) continue;
      const text = call.has('-t') ? `${rfc3339Fixed(parseRfc3339(time))} ${log}` : log;
      if (stream === 'stderr') call.error(text);
      else call.print(text);
    }
    if (!call.has('-f') || !container.State.Running) return 0;
    const pipes = makePipes(process, ['stdout', 'stderr']);
    daemon.log.follow(container.ID, clientOf(daemon.sys, process.pid, pipes.write), call.has('-t'));
    pipes.release();
    return yield* waitOn(process, () => daemon, { ...waitsForNothing, ...pipes.read });
  },
};

export const events: Verb = {
  name: 'events',
  usage: [],
  summary: 'Get real time events from the server',
  flags: flagTable(`
    -f, --filter=[]  Filter output based on conditions provided
    --since=  Show all events created since timestamp
    --until=  Stream events until this timestamp
  `),
  maximum: 0,

  *run(call) {
    const { daemon, process } = call;
    const now = process.sys.clockGettime();
    const filters = filtersOf(call);
    if (filters === undefined) return 1;
    const since = timestampNs(call.value('--since') ?? '', now);
    const until = timestampNs(call.value('--until') ?? '', now);
    const wrong = [since, until].find((time) => typeof time === 'string');
    if (typeof wrong === 'string') return refuse(call, wrong);
    const containers = filters['container']?.map(
      (name) => daemon.store.containers().find((one) => one.ID.startsWith(name) || one.Name === `/${name}`)?.ID ?? name,
    );
    const wanted = containers === undefined ? filters : { ...filters, container: containers };
    const hasEnd = call.value('--until') !== undefined;
    if (call.value('--since') !== undefined) {
      const end = hasEnd ? BigInt(until) : now;
      for (const event of daemon.events.between(BigInt(since), end, wanted)) call.print(eventLine(event));
    }
    if (hasEnd && BigInt(until) <= now) return 0;
    const pipes = makePipes(process, ['stdout']);
    daemon.events.listen(clientOf(daemon.sys, process.pid, pipes.write), wanted);
    pipes.release();
    const untilNs = hasEnd ? String(until) : null;
    return yield* waitOn(process, () => daemon, { ...waitsForNothing, ...pipes.read, untilNs });
  },
};

export const top: Verb = {
  name: 'top',
  usage: ['CONTAINER [ps OPTIONS]'],
  summary: 'Display the running processes of a container',
  flags: flagTable(''),
  minimum: 1,

  *run(call) {
    const [name = '', ...options] = call.operands;
    const container = findContainer(call, name);
    if (container === undefined) return 1;
    if (!container.State.Running) return refuse(call, `Container ${name} is not running`);
    const { daemon } = call;
    const listed = yield* outputOf(call, '/bin/ps', ['ps', ...(options.length === 0 ? ['-ef'] : options)]);
    if (listed.status !== 0) return refuse(call, `Error running ps: exit status ${listed.status}`);
    const [head = '', ...lines] = listed.text.split('\n');
    const titles = fieldsOf(head);
    const at = titles.indexOf('PID');
    if (at < 0) return refuse(call, "Couldn't find PID field in ps output");
    const pids = new Set(daemon.pidsOf(container).map(String));
    const rows = lines.map(fieldsOf).filter((fields) => pids.has(fields[at] ?? ''));
    const last = titles.length - 1;
    call.print(tableText([titles, ...rows.map((row) => [...row.slice(0, last), row.slice(last).join(' ')])]));
    daemon.tell('top', container);
    return 0;
  },
};

function fieldsOf(line: string): readonly string[] {
  return line.split(/\s+/).filter((field) => field !== '');
}

/** A program of the host's, run to its end. Differs from docker: the client starts it, not the daemon. */
function* outputOf(
  call: VerbCall,
  path: string,
  argv: readonly string[],
): Steps<{ readonly text: string; readonly status: number }> {
  const { process } = call;
  const { sys } = process;
  const pipe = sys.pipe();
  if (pipe.err !== undefined) return { text: '', status: 1 };
  const [reads, writes] = pipe.ok;
  const child = sys.fork(function* ps(own) {
    own.sys.dup2(writes, 1);
    own.sys.close(reads);
    own.sys.close(writes);
    yield* execve(own, path, argv, own.environ);
    return 127;
  });
  sys.close(writes);
  let text = '';
  for (;;) {
    const bytes = yield* read(process, reads, 65536);
    if (bytes.err !== undefined || bytes.ok.length === 0) break;
    text += decodeBytes(bytes.ok);
  }
  sys.close(reads);
  if (child.err !== undefined) return { text: '', status: 1 };
  for (;;) {
    const ended = sys.waitpid(child.ok);
    if (ended.err !== 'EAGAIN') return { text, status: ended.ok?.exited ?? 1 };
    yield { wait: 'child', pid: child.ok };
  }
}

export const port: Verb = {
  name: 'port',
  usage: ['CONTAINER [PRIVATE_PORT[/PROTO]]'],
  summary: 'List port mappings or a specific mapping for the CONTAINER',
  flags: flagTable(''),
  minimum: 1,

  *run(call) {
    const [name = '', wanted] = call.operands;
    const container = findContainer(call, name);
    if (container === undefined) return 1;
    // There is no network, and so no port that is published.
    if (wanted === undefined) return 0;
    const [number = '', proto = 'tcp'] = wanted.split('/');
    call.error(`Error: No public port '${number}/${proto}' published for ${name}\n`);
    return 1;
  },
};
