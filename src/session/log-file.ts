// A session's log as a file (formats: "The log"): read back with nothing taken on trust. Only inputs matter; events are made
// again by replay. A file of a newer format is refused, and so is one that does not say what a field must say.
import type { InputEntry, LogHeader } from './log.ts';

export class LogFileError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'LogFileError';
  }
}

export interface LogFile {
  readonly header: LogHeader;
  readonly inputs: readonly InputEntry[];
}

const mostInputs = 100_000;

/** @throws LogFileError with the line and what is wrong in it */
export function parseLogFile(text: string): LogFile {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const header = headerOf(parseLine(lines[0] ?? '', 1));
  const inputs: InputEntry[] = [];
  lines.slice(1).forEach((line, i) => {
    const entry = parseLine(line, i + 2);
    if (entry['kind'] === 'input') inputs.push(inputOf(entry, i + 2));
    else if (entry['kind'] !== 'event') throw new LogFileError(`line ${i + 2}: neither an input nor an event`);
  });
  if (inputs.length > mostInputs) throw new LogFileError(`more than ${mostInputs} inputs`);
  return { header, inputs };
}

type Fields = Readonly<Record<string, unknown>>;

function parseLine(line: string, number: number): Fields {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new LogFileError(`line ${number}: no JSON`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new LogFileError(`line ${number}: no object`);
  return value as Fields;
}

function headerOf(fields: Fields): LogHeader {
  if (fields['format'] !== 'copyup-log') throw new LogFileError('no log of copyup: its first line must say so');
  if (fields['version'] !== 1)
    throw new LogFileError(`a log of version ${String(fields['version'])}; this page reads 1`);
  const { engine, scene, seed, locale, era } = fields as Record<string, unknown> & Partial<LogHeader>;
  if (typeof engine !== 'string' || typeof scene !== 'string' || typeof seed !== 'number')
    throw new LogFileError('line 1: engine, scene or seed is missing');
  if (locale !== 'en' && locale !== 'zh-CN') throw new LogFileError('line 1: a locale that is not known');
  if (era !== 'today' && era !== '2015') throw new LogFileError('line 1: an era that is not known');
  return { format: 'copyup-log', version: 1, engine, scene, seed, locale, era };
}

function inputOf(fields: Fields, number: number): InputEntry {
  const { id, t, tty, data, rows, columns, terminal } = fields;
  const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
  if (!isCount(id) || !isCount(tty) || typeof t !== 'string' || !/^\d{1,20}$/.test(t))
    throw new LogFileError(`line ${number}: id, t or tty is missing`);
  const entry = { id, cause: null, t, kind: 'input' as const };
  if (typeof data === 'string') return { ...entry, tty, data };
  if (terminal === 'open' || terminal === 'close') return { ...entry, terminal, tty };
  if (isCount(rows) && isCount(columns) && rows < 1000 && columns < 1000) return { ...entry, tty, rows, columns };
  throw new LogFileError(`line ${number}: an input of no known kind`);
}
