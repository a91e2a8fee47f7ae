// Assignments of a program: `name=value`, `name[subscript]=value`, `name=(…)`.
import type { Assignment } from '../ast.ts';
import { expandString, expandWords, type Expanding } from '../expand/expand.ts';
import { subscriptOf } from '../expand/parameter.ts';
import { assign, assignArray, assignElement, resolveName } from '../expand/values.ts';
import type { Shell } from '../shell.ts';
import type { Variable } from '../variables.ts';

/** Makes one assignment of a program, scalar, element or array. */
export function* assignNode(shell: Shell, node: Assignment): Expanding<void> {
  if (node.elements !== undefined) {
    const name = resolveName(shell, node.name).name;
    yield* assignElements(shell, name, shell.variables.writable(name), node);
    return;
  }
  const value = node.value === undefined ? '' : yield* expandString(shell, node.value, 'assignment');
  shell.measure(value.length);
  if (node.subscript === undefined) assign(shell, node.name, value, node.append);
  else assignElement(shell, node.name, yield* subscriptOf(shell, node.subscript), value, node.append);
}

/** The elements of `name=(…)`, expanded and put into `variable`. */
export function* assignElements(shell: Shell, name: string, variable: Variable, node: Assignment): Expanding<void> {
  const elements: (readonly [string | undefined, string, boolean])[] = [];
  for (const word of node.elements ?? []) {
    const keyed =
      /^\[((?:[^\]"'\\$]|\\.|"[^"]*"|'[^']*'|\$\{[^}]*\}|\$\([^)]*\)|\$\w+|\[[^\]]*\])*)\](\+?)=([\s\S]*)$/.exec(
        word.text,
      );
    if (keyed !== null) {
      const key = yield* expandString(shell, { text: keyed[1] ?? '', line: word.line });
      const value = yield* expandString(shell, { text: keyed[3] ?? '', line: word.line }, 'assignment');
      elements.push([key, value, keyed[2] === '+']);
    } else for (const text of yield* expandWords(shell, [word])) elements.push([undefined, text, false]);
  }
  assignArray(shell, name, variable, elements, node.append);
}
