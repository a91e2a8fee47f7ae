// date: the time, or another time, in some form.
import { strerror } from '../../abi/errno.ts';
import { formatTime, parseTime, timeNames, zoneOf } from '../coreutils/time.ts';
import { defineTool, type Tool } from '../coreutils/tool.ts';

const isoForms: Readonly<Record<string, string>> = {
  date: '%Y-%m-%d',
  hours: '%Y-%m-%dT%H%:z',
  minutes: '%Y-%m-%dT%H:%M%:z',
  seconds: '%Y-%m-%dT%H:%M:%S%:z',
  ns: '%Y-%m-%dT%H:%M:%S,%N%:z',
};

const rfc3339Forms: Readonly<Record<string, string>> = {
  date: '%Y-%m-%d',
  seconds: '%Y-%m-%d %H:%M:%S%:z',
  ns: '%Y-%m-%d %H:%M:%S.%N%:z',
};

export const date = defineTool({
  name: 'date',
  paths: ['/bin/date', '/usr/bin/date'],
  synopsis: '[OPTION]... [+FORMAT]\n[-u|--utc|--universal] [MMDDhhmm[[CC]YY][.ss]]',
  summary: 'Prints the time.',
  options: [
    'd,date=STRING|that time instead of now',
    ',debug|nothing more is said',
    'f,file=DATEFILE|the time of each line of DATEFILE',
    'I,iso-8601=?TIMESPEC|in the form of ISO 8601: date, hours, minutes, seconds, ns',
    ',resolution|the smallest step of the clock',
    'R,rfc-email|as in mail',
    ',rfc-822|as in mail',
    ',rfc-3339=TIMESPEC|in the form of RFC 3339: date, seconds, ns',
    'r,reference=FILE|when FILE was last written',
    's,set=STRING|set the clock: not possible here',
    'u,utc|in UTC',
    ',universal|in UTC',
  ],
  *run(tool) {
    const zone = zoneOf(tool.has('utc') || tool.has('universal') ? 'UTC0' : tool.variable('TZ'));
    const now = tool.sys.clockGettime();
    const locale = tool.locale('LC_TIME');
    const format = formatOf(tool, timeNames(locale).dateFormat);
    const show = (time: bigint): void => tool.print(`${formatTime(format, time, zone, locale)}\n`);
    const sources = ['date', 'file', 'reference', 'resolution'].filter((name) => tool.has(name));
    if (sources.length > 1) {
      return tool.usage('the options to specify dates for printing are mutually exclusive');
    }
    const set = tool.value('set');
    if (set !== undefined && sources.length > 0)
      return tool.usage('the options to print and set the time may not be used together');
    const text = tool.value('date') ?? set;
    const file = tool.value('file');
    const reference = tool.value('reference');
    if (tool.has('resolution')) tool.print('0.000000001\n');
    else if (file !== undefined) {
      const lines = yield* tool.text(file);
      for (const line of lines === undefined || lines === '' ? [] : lines.replace(/\n$/, '').split('\n')) {
        const time = parseTime(line, now, zone);
        if (time === undefined) tool.error(`invalid date ${tool.word(line)}`);
        else show(time);
      }
    } else if (reference !== undefined) {
      const stat = tool.sys.stat(reference);
      if (stat.err !== undefined) return tool.die(`${tool.file(reference)}: ${strerror(stat.err)}`);
      show(stat.ok.mtimeNs);
    } else {
      const stamp = tool.operands.find((operand) => !operand.startsWith('+'));
      const time =
        text === undefined
          ? stamp === undefined
            ? now
            : stampTime(stamp, now, zone.offsetSeconds)
          : parseTime(text, now, zone);
      if (time === undefined) return tool.die(`invalid date ${tool.word(text ?? stamp ?? '')}`);
      // The clock here moves with what happens, so that a replay goes the same way; nobody may set it.
      if (set !== undefined || stamp !== undefined) tool.error(`cannot set date: ${strerror('EPERM')}`);
      show(time);
    }
    yield* tool.settle();
    return undefined;
  },
});

function formatOf(tool: Tool, usual: string): string {
  const formats: string[] = [];
  for (const { name, value } of tool.options) {
    if (name === 'rfc-email' || name === 'rfc-822') formats.push('%a, %d %b %Y %H:%M:%S %z');
    if (name === 'iso-8601') formats.push(formOf(tool, isoForms, value ?? 'date', '--iso-8601'));
    if (name === 'rfc-3339') formats.push(formOf(tool, rfc3339Forms, value ?? '', '--rfc-3339'));
  }
  const [operand, second] = tool.operands;
  if (second !== undefined) tool.usage(`extra operand ${tool.quote(second)}`);
  if (operand?.startsWith('+') === true) formats.push(operand.slice(1));
  else if (operand !== undefined && (tool.has('date') || tool.has('reference') || tool.has('file'))) {
    tool.warn(
      `the argument ${tool.word(operand)} lacks a leading '+';\nwhen using an option to specify date(s), any non-option\nargument must be a format string beginning with '+'`,
    );
    tool.usage();
  }
  if (formats.length > 1) tool.die('multiple output formats specified');
  return formats[0] ?? usual;
}

function formOf(tool: Tool, forms: Readonly<Record<string, string>>, word: string, option: string): string {
  const names = Object.keys(forms);
  const near = names.filter((name) => name.startsWith(word));
  const [only] = near;
  if (only !== undefined && (near.length === 1 || names.includes(word)))
    return forms[names.includes(word) ? word : only] ?? '';
  tool.warn(`${near.length === 0 ? 'invalid' : 'ambiguous'} argument ${tool.word(word)} for ${tool.word(option)}`);
  tool.complain('Valid arguments are:');
  for (const name of option === '--iso-8601' ? ['hours', 'minutes', 'date', 'seconds', 'ns'] : names)
    tool.complain(`  - ${tool.word(name)}`);
  return tool.usage();
}

/** MMDDhhmm[[CC]YY][.ss] */
function stampTime(text: string, now: bigint, offset: number): bigint | undefined {
  const match = /^(\d\d)(\d\d)(\d\d)(\d\d)(?:(\d\d)?(\d\d))?(?:\.(\d\d))?$/.exec(text);
  if (match === null) return undefined;
  const [, month = '', day = '', hour = '', minute = '', century, year, second = '00'] = match;
  const zone = { name: 'local', offsetSeconds: offset };
  const full = year === undefined ? formatTime('%Y', now, zone) : (century ?? (Number(year) < 69 ? '20' : '19')) + year;
  return parseTime(`${full}-${month}-${day} ${hour}:${minute}:${second}`, now, zone);
}
