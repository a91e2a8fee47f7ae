// `--filter name=value`, as docker 1.9 reads it (moby v1.9.1 pkg/parsers/filters).
import type { VerbCall } from './verb.ts';

/** The values of `-f` by name, in lower case; undefined: one is malformed, and told. */
export function filtersOf(call: VerbCall): Readonly<Record<string, readonly string[]>> | undefined {
  const filters: Record<string, string[]> = {};
  for (const word of call.values('-f')) {
    if (word === '') continue;
    const at = word.indexOf('=');
    if (at < 0) {
      call.error('bad format of filter (expected name=value)\n');
      return undefined;
    }
    (filters[word.slice(0, at).toLowerCase().trim()] ??= []).push(word.slice(at + 1).trim());
  }
  return filters;
}

/** Whether one of the patterns is found in the text; without patterns all texts match. */
export function matchesAny(patterns: readonly string[] | undefined, text: string): boolean {
  return patterns === undefined || patterns.some((pattern) => pattern === text || safeMatch(pattern, text));
}

function safeMatch(pattern: string, text: string): boolean {
  try {
    return new RegExp(pattern).test(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return false;
  }
}

/** Every `name` or `name=value` is among the labels. */
export function matchesLabels(
  wanted: readonly string[] | undefined,
  labels: Readonly<Record<string, string>>,
): boolean {
  return (wanted ?? []).every((label) => {
    const at = label.indexOf('=');
    const name = at < 0 ? label : label.slice(0, at);
    return name in labels && (at < 0 || labels[name] === label.slice(at + 1));
  });
}
