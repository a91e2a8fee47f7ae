// An option's value that is one of a few words (gnulib argmatch): whole, or short as long as it is plain which is meant.
import type { Tool } from './tool.ts';

/** Words that mean the same stand together, the first is what is answered. Ends the command where `text` is none of them. */
export function chosenWord<T extends string>(
  tool: Tool,
  option: string,
  text: string,
  groups: readonly (readonly [T, ...string[]])[],
  status?: number,
): T {
  const exact = groups.find((group) => (group as readonly string[]).includes(text));
  if (exact !== undefined) return exact[0];
  const near = groups.filter((group) => group.some((word) => word.startsWith(text)));
  const [only] = near;
  if (only !== undefined && near.length === 1) return only[0];
  const reason = near.length === 0 ? 'invalid' : 'ambiguous';
  tool.warn(`${reason} argument ${tool.word(text)} for ${tool.word(option)}`);
  tool.complain('Valid arguments are:');
  for (const group of groups) tool.complain(`  - ${group.map((word) => tool.word(word)).join(', ')}`);
  return tool.usage(undefined, status);
}
