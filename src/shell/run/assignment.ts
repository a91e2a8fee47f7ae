// Assignments of a program: `name=value`, `name[subscript]=value`, `name=(…)`.
import type { Assignment } from '../ast.ts';
import { expandString, expandWords, type Expanding } from '../expand/expand.ts';
import { subscriptOf } from '../expand/parameter.ts';
import { endOfBracket } from '../expand/reader.ts';
import { assign, assignArray, assignElement, resolveName } from '../expand/values.ts';
import { ShellError, type Shell } from '../shell.ts';
import type { Variable } from '../variables.ts';

/** Makes one assignment of a program, scalar, element or array. */
export function* assignNode(shell: Shell, node: Assignment): Expanding<void> {
  if (node.elements !== undefined) {
    if (node.subscript !== undefined)
      throw new ShellError(`${node.name}[${node.subscript.text}]: cannot assign list to array member`);
    const name = resolveName(shell, node.name).name;
    yield* assignElements(shell, name, shell.variables.writable(name), node);
    return;
  }
  const value = node.value === undefined ? '' : yield* expandString(shell, node.value, 'assignment');
  shell.measure(value.length);
  if (node.subscript === undefined) assign(shell, node.name, value, node.append);
  else assignElement(shell, node.name, yield* subscriptOf(shell, node.name, node.subscript), value, node.append);
}

/** The elements of `name=(…)`, expanded and put into `variable`. */
export function* assignElements(shell: Shell, name: string, variable: Variable, node: Assignment): Expanding<void> {
  const elements: (readonly [string | undefined, string, boolean])[] = [];
  for (const word of node.elements ?? []) {
    const keyed = keyedElement(word.text);
    if (keyed !== undefined) {
      const key = yield* subscriptOf(shell, name, { text: keyed.key, line: word.line });
      const value = yield* expandString(shell, { text: keyed.value, line: word.line }, 'assignment');
      elements.push([key, value, keyed.append]);
    } else for (const text of yield* expandWords(shell, [word])) elements.push([undefined, text, false]);
  }
  assignArray(shell, name, variable, elements, node.append);
}

/** `[key]=value` and `[key]+=value`; undefined: the element has no key. */
function keyedElement(
  text: string,
): { readonly key: string; readonly value: string; readonly append: boolean } | undefined {
  if (!text.startsWith('[')) return undefined;
  const end = endOfBracket(text, 1);
  const sign = /^\+?=/.exec(text.slice(end + 1, end + 3))?.[0];
  if (sign === undefined) return undefined;
  return { key: text.slice(1, end), value: text.slice(end + 1 + sign.length), append: sign === '+=' };
}
