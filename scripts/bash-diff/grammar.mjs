// Random scripts that end, write nothing outside their folder and read nothing of the machine: what bash answers to one is the same
// on every day. They shrink to fewer statements and to shorter words.
import fc from 'fast-check';

const names = ['a', 'b', 'c', 'arr', 'map', 'i'];
const name = fc.constantFrom(...names);
const number = fc.constantFrom('0', '1', '2', '3', '-1', '-2', '7', '10', '08', '0x1f', '2#101', '9223372036854775807');
const plain = fc.constantFrom(
  'x',
  'abc',
  'foo.txt',
  'a/b/c',
  'Hello',
  'été',
  '*',
  '?',
  '[a-c]',
  '~',
  '-n',
  '{',
  '}',
  '=',
  '!',
  'x=y',
  '%d',
);
const pattern = fc.constantFrom(
  '*',
  '?',
  'a*',
  '*c',
  '[a-m]',
  '[!x]',
  '*/',
  '/*',
  '#',
  '%',
  '[[:upper:]]',
  '\\*',
  "'*'",
  '$b',
  '??',
  '@(a|b)',
  '!(x)',
);
const subscript = fc.constantFrom('0', '1', '@', '*', '-1', 'i', 'x', '1+1', '$i');
const reference = fc.oneof(
  name,
  fc.constantFrom('1', '2', '@', '*', '#', '?', '-', '10'),
  fc.tuple(fc.constantFrom('arr', 'map', 'a'), subscript).map(([array, key]) => `${array}[${key}]`),
);

const { statements } = fc.letrec((tie) => ({
  word: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    plain,
    number,
    tie('parameter'),
    tie('word').map((inside) => `"${inside.replace(/["`]/g, '')}"`),
    plain.map((text) => `'${text}'`),
    fc.constantFrom(
      "$'a\\tb\\n'",
      "$'\\x41\\101'",
      '""',
      "''",
      '\\$a',
      '"$@"',
      '$*',
      '"$*"',
      '"${arr[@]}"',
      '${#arr[@]}',
      '$#',
      '"${!map[@]}"',
    ),
    fc.tuple(tie('word'), tie('word')).map((both) => both.join('')),
    fc
      .array(plain, { minLength: 1, maxLength: 3 })
      .map((list) => `{${list.filter((text) => !/[{}]/.test(text)).join(',')}}`),
    fc.tuple(number, number).map(([from, to]) => (from.length + to.length > 6 ? '{1..3}' : `{${from}..${to}}`)),
    tie('statement').map((text) => `$(${text})`),
    tie('arithmetic').map((text) => `$((${text}))`),
  ),
  parameter: fc.oneof(
    name.map((text) => `$${text}`),
    fc
      .tuple(reference, fc.constantFrom('-', ':-', '+', ':+', '=', ':=', '?', ':?'), tie('word'))
      .map(([what, operator, text]) => `\${${what}${operator}${text.replace(/[{}"'`]/g, '')}}`),
    fc
      .tuple(reference, fc.constantFrom('#', '##', '%', '%%', '^', '^^', ',', ',,'), pattern)
      .map(([what, operator, text]) => `\${${what}${operator}${text}}`),
    fc
      .tuple(reference, fc.constantFrom('/', '//', '/#', '/%'), pattern, plain)
      .map(
        ([what, operator, text, fresh]) =>
          `\${${what}${operator}${text.replace(/\//g, '.')}/${fresh.replace(/[{}]/g, '')}}`,
      ),
    fc
      .tuple(reference, number, fc.option(number))
      .map(([what, from, length]) => `\${${what}: ${from}${length === null ? '' : `:${length}`}}`),
    reference.map((what) => `\${#${what}}`),
    fc
      .tuple(reference, fc.constantFrom('Q', 'E', 'P', 'A', 'a', 'u', 'U', 'L', 'K', 'k'))
      .map(([what, operator]) => `\${${what}@${operator}}`),
    fc.constantFrom('${!a}', '${!arr[@]}', '${!a*}', '"${!a@}"', '${!map[*]}', '${!b}'),
  ),
  arithmetic: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    number,
    name,
    fc
      .tuple(
        tie('arithmetic'),
        fc.constantFrom(
          '+',
          '-',
          '*',
          '/',
          '%',
          '<<',
          '>>',
          '<',
          '>',
          '==',
          '!=',
          '&',
          '|',
          '^',
          '&&',
          '||',
          '**',
          ',',
        ),
        tie('arithmetic'),
      )
      .map((parts) => parts.join(' ')),
    fc.tuple(fc.constantFrom('-', '+', '!', '~', '++', '--'), name).map((parts) => parts.join('')),
    fc
      .tuple(name, fc.constantFrom('=', '+=', '-=', '*=', '<<=', '|='), tie('arithmetic'))
      .map((parts) => parts.join('')),
    tie('arithmetic').map((text) => `(${text})`),
    fc.tuple(tie('arithmetic'), tie('arithmetic'), tie('arithmetic')).map(([test, yes, no]) => `${test}?${yes}:${no}`),
    fc.tuple(fc.constantFrom('arr', 'map'), subscript).map(([array, key]) => `${array}[${key}]`),
  ),
  words: fc.array(tie('word'), { minLength: 0, maxLength: 3 }).map((list) => list.join(' ')),
  test: fc.oneof(
    fc
      .tuple(tie('word'), fc.constantFrom('==', '!=', '<', '=~', '='), fc.oneof(pattern, tie('word')))
      .map((parts) => `[[ ${parts.join(' ')} ]]`),
    fc.tuple(fc.constantFrom('-n', '-z', '-e', '-v', '-d'), tie('word')).map((parts) => `[[ ${parts.join(' ')} ]]`),
    fc
      .tuple(number, fc.constantFrom('-eq', '-lt', '-ge'), fc.oneof(number, name))
      .map((parts) => `[ ${parts.join(' ')} ]`),
    fc.tuple(fc.constantFrom('-n', '-z', '!', '-f', ''), tie('words')).map((parts) => `[ ${parts.join(' ')} ]`),
    tie('arithmetic').map((text) => `((${text}))`),
    fc.constantFrom('true', 'false', ':'),
  ),
  simple: fc.oneof(
    { weight: 4, arbitrary: tie('words').map((text) => `echo ${text}`) },
    { weight: 3, arbitrary: tie('words').map((text) => `printf '<%s>' ${text}; echo`) },
    fc.tuple(name, fc.constantFrom('=', '+='), tie('word')).map((parts) => parts.join('')),
    fc
      .tuple(fc.constantFrom('arr', 'map', 'c'), fc.constantFrom('=', '+='), tie('words'))
      .map(([array, operator, text]) => `${array}${operator}(${text})`),
    fc
      .tuple(fc.constantFrom('arr', 'map'), subscript, tie('word'))
      .map(([array, key, text]) => `${array}[${key}]=${text}`),
    fc
      .tuple(
        fc.constantFrom(
          'declare',
          'declare -i',
          'declare -u',
          'declare -l',
          'declare -x',
          'declare -a',
          'export',
          'readonly',
          'local',
          'declare -n',
          'typeset -p',
        ),
        name,
        tie('word'),
      )
      .map(([how, what, text]) => (/-p/.test(how) ? `${how} ${what}` : `${how} ${what}=${text}`)),
    fc
      .tuple(
        fc.constantFrom('unset', 'unset -v', 'unset -f', 'declare -p', 'declare -f', 'type', 'command -v'),
        fc.oneof(name, fc.constantFrom('f', 'arr[0]', 'arr[1]', 'map[x]')),
      )
      .map((parts) => parts.join(' ')),
    tie('words').map((text) => `set -- ${text}`),
    fc.constantFrom(
      'shift',
      'shift 2',
      'set -e',
      'set -u',
      'set -f',
      'set +f',
      'set -o pipefail',
      'shopt -s extglob',
      'shopt -s nullglob',
      'IFS=:',
      "IFS=' '",
      'unset IFS',
      'set -x',
      'set +x',
      'return 3',
      'break',
      'continue',
      'exit 4',
    ),
    fc.constantFrom(
      "trap 'echo err $?' ERR",
      "trap 'echo bye $?' EXIT",
      "trap 'echo ret' RETURN",
      'trap - ERR',
      'trap',
      'f 1 2',
      'f',
      'nosuch arg',
      'eval "echo $a"',
      'cd /nosuch',
      'echo $LINENO',
      'echo "${PIPESTATUS[@]}"',
      'echo $?',
      'echo $FUNCNAME',
      'echo "$_"',
    ),
    fc
      .tuple(fc.constantFrom('read a b', 'read -r a', 'read -a arr', 'mapfile -t arr', 'IFS=, read a b c'), tie('word'))
      .map(([how, text]) => `${how} <<< ${text}`),
    fc
      .tuple(fc.constantFrom('%d', '%5s|', '%-5s|', '%q', '%x', '%05d', '%b', '%.2s', '%c', '%s,%s;'), tie('words'))
      .map(([form, text]) => `printf '${form}\\n' ${text}`),
    tie('arithmetic').map((text) => `let "${text}"`),
    tie('test'),
  ),
  redirected: fc
    .tuple(
      tie('simple'),
      fc.constantFrom(
        '> f',
        '>> f',
        '2>&1',
        '> /dev/null',
        '2> /dev/null',
        '< f',
        '< nosuch',
        '>&2',
        '&> f',
        '3>&1',
        '> "$a"',
      ),
    )
    .map((parts) => parts.join(' ')),
  block: fc.array(tie('statement'), { minLength: 1, maxLength: 2 }).map((list) => list.join('\n')),
  statement: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    { weight: 6, arbitrary: tie('simple') },
    tie('redirected'),
    fc.tuple(tie('simple'), fc.constantFrom('&&', '||', ';'), tie('simple')).map((parts) => parts.join(' ')),
    fc
      .tuple(
        tie('simple'),
        fc.constantFrom('cat', 'while read -r x; do echo "<$x>"; done', 'read a', '{ cat; echo $?; }'),
      )
      .map((parts) => parts.join(' | ')),
    tie('simple').map((text) => `! ${text}`),
    fc
      .tuple(tie('test'), tie('block'), fc.option(tie('block')))
      .map(([test, yes, no]) => `if ${test}; then\n${yes}\n${no === null ? '' : `else\n${no}\n`}fi`),
    fc.tuple(tie('words'), tie('block')).map(([list, body]) => `for i in ${list}; do\n${body}\ndone`),
    tie('block').map((body) => `for ((i=0; i<2; i++)); do\n${body}\nbreak\ndone`),
    fc
      .tuple(tie('word'), pattern, tie('block'), fc.constantFrom(';;', ';&', ';;&'))
      .map(([what, one, body, end]) => `case ${what} in\n${one}) ${body} ${end}\n*) echo other;;\nesac`),
    tie('block').map((body) => `(${body})`),
    tie('block').map((body) => `{ ${body}\n}`),
    tie('block').map((body) => `f() {\n${body}\n}`),
    fc.tuple(tie('words'), fc.constantFrom('EOF', "'EOF'", '"EOF"')).map(([text, end]) => `cat <<${end}\n${text}\nEOF`),
  ),
  statements: fc.array(tie('statement'), { minLength: 1, maxLength: 6 }),
}));

const setUp = [
  "a=hello b='x y' c=",
  'arr=(one "two three" four)',
  'declare -A map=([x]=1 [key]=two)',
  'set -- p1 "p 2" p3',
];

/** Scripts of at most `length` statements after those that set variables up. */
export const scripts = fc
  .tuple(fc.subarray(setUp), statements)
  .map(([first, then]) => `${[...first, ...then].join('\n')}\n`)
  .filter((script) => !/\n(?:.*)\bf\b.*\n/.test(script.match(/f\(\) \{[\s\S]*?\n\}/)?.[0] ?? ''));
