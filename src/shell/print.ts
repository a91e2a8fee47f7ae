// Commands as bash writes them back: `declare -f`, `type`, the text of jobs.
import type {
  Assignment,
  CaseItem,
  Command,
  Conditional,
  FunctionDefinition,
  List,
  Redirection,
  Runnable,
  Word,
} from './ast.ts';

/** One line, as jobs are shown. */
export function commandText(node: Runnable): string {
  return new Printer(false).runnable(node);
}

/** `name () ` and the body over several lines. */
export function functionText(definition: FunctionDefinition): string {
  return `${definition.name} () \n${new Printer(true).functionBody(definition.body)}`;
}

class Printer {
  readonly #multiline: boolean;
  #indent = 0;
  /** Here-documents of the line being written; their bodies follow it. */
  #here: string[] = [];

  constructor(multiline: boolean) {
    this.#multiline = multiline;
  }

  runnable(node: Runnable): string {
    switch (node.type) {
      case 'and-or':
        return node.pipelines
          .map(
            (pipeline, index) => (index === 0 ? '' : ` ${node.operators[index - 1] ?? ''} `) + this.runnable(pipeline),
          )
          .join('');
      case 'pipeline': {
        const time = node.timed === 'no' ? '' : node.timed === 'posix' ? 'time -p ' : 'time ';
        const commands = node.commands
          .map(
            (command, index) =>
              (index === 0 ? '' : node.errorsToo[index - 1] === true ? ' |& ' : ' | ') + this.command(command),
          )
          .join('');
        return time + (node.negated ? '! ' : '') + commands;
      }
      default:
        return this.command(node);
    }
  }

  functionBody(body: Command): string {
    if (body.type === 'group') return this.#group(body.body);
    if (body.type === 'redirected' && body.body.type === 'group') {
      return `${this.#group(body.body.body)} ${body.redirections.map((one) => this.redirection(one)).join(' ')}`;
    }
    // bash puts braces around any other body
    return `{ \n${this.#inside(() => this.#pad() + this.command(body))}\n}`;
  }

  command(node: Command): string {
    switch (node.type) {
      case 'simple':
        return [
          ...node.assignments.map((one) => one.text),
          ...node.words.map((word) => this.#word(word)),
          ...node.redirections.map((one) => this.redirection(one)),
        ].join(' ');
      case 'group':
        return this.#multiline ? this.#group(node.body) : `{ ${this.#inline(node.body)}; }`;
      case 'subshell':
        return this.#multiline ? `( ${this.#statements(node.body).trimStart()} )` : `( ${this.#inline(node.body)} )`;
      case 'redirected':
        return `${this.command(node.body)} ${node.redirections.map((one) => this.redirection(one)).join(' ')}`;
      case 'function':
        return `function ${node.name} () ${this.#break()}${this.#multiline ? this.#pad() : ''}${this.functionBody(node.body)}`;
      case 'coprocess':
        return `coproc ${node.name} ${this.command(node.body)}`;
      case 'if': {
        const branches = node.branches
          .map((branch, index) => {
            const body = this.#block(branch.body);
            return `${index === 0 ? 'if' : 'elif'} ${this.#inline(branch.condition)}; then${body}`;
          })
          .join(this.#multiline ? `\n${this.#pad()}` : ' ');
        const otherwise = node.otherwise === undefined ? '' : `${this.#next()}else${this.#block(node.otherwise)}`;
        return `${branches}${otherwise}${this.#next()}fi`;
      }
      case 'while':
        return `${node.until ? 'until' : 'while'} ${this.#inline(node.condition)}; do${this.#block(node.body)}${this.#next()}done`;
      case 'for':
      case 'select': {
        const words = node.words === undefined ? ' in "$@"' : ` in ${node.words.map((word) => word.text).join(' ')}`;
        const start = `${node.type} ${node.name}${words};`;
        return this.#multiline
          ? `${start}\n${this.#pad()}do${this.#block(node.body)}\n${this.#pad()}done`
          : `${start} do ${this.#inline(node.body)}; done`;
      }
      case 'arithmetic-for': {
        const start = `for ((${node.initialize.text}; ${node.test.text}; ${node.update.text}))`;
        return this.#multiline
          ? `${start}\n${this.#pad()}do${this.#block(node.body)}\n${this.#pad()}done`
          : `${start} do ${this.#inline(node.body)}; done`;
      }
      case 'case':
        return this.#case(node.word, node.items);
      case 'arithmetic':
        return `((${node.expression.text}))`;
      case 'conditional':
        return `[[ ${this.#conditional(node.expression)} ]]`;
    }
  }

  #word(word: Word | Assignment): string {
    return word.text;
  }

  redirection(one: Redirection): string {
    const fd = one.variable !== undefined ? `{${one.variable}}` : one.fd === undefined ? '' : String(one.fd);
    if (one.type === 'string') return `${fd}<<< ${one.word.text}`;
    if (one.type === 'here') {
      this.#here.push(`${one.body}${one.delimiter}\n`);
      const delimiter = one.quoted ? `'${one.delimiter}'` : one.delimiter;
      return `${fd}<<${one.strip ? '-' : ''}${delimiter}`;
    }
    if (one.operator === '>&' || one.operator === '<&') {
      const shown = fd === '' ? (one.operator === '>&' ? (/^(\d+|-)$/.test(one.target.text) ? '1' : '') : '0') : fd;
      return shown === '' ? `&> ${one.target.text}` : `${shown}${one.operator}${one.target.text}`;
    }
    return `${fd}${one.operator} ${one.target.text}`;
  }

  #case(word: Word, items: readonly CaseItem[]): string {
    if (!this.#multiline) {
      const clauses = items.map((item) => {
        const body = item.body.statements.length === 0 ? '' : ` ${this.#inline(item.body)}`;
        return `${item.patterns.map((pattern) => pattern.text).join(' | ')})${body} ${item.terminator}`;
      });
      return `case ${word.text} in ${clauses.join(' ')} esac`;
    }
    let text = `case ${word.text} in \n`;
    text += this.#inside(() =>
      items
        .map((item) => {
          const head = `${this.#pad()}${item.patterns.map((pattern) => pattern.text).join(' | ')})\n`;
          const body = this.#inside(() => this.#statements(item.body));
          return `${head}${body}\n${this.#pad()}${item.terminator}\n`;
        })
        .join(''),
    );
    return `${text}${this.#pad()}esac`;
  }

  #conditional(node: Conditional): string {
    switch (node.type) {
      case 'unary':
        return `${node.operator} ${node.operand.text}`;
      case 'binary':
        return `${node.left.text} ${node.operator} ${node.right.text}`;
      case 'logical':
        return node.operands.map((operand) => this.#conditional(operand)).join(` ${node.operator} `);
      case 'not':
        return `! ${this.#conditional(node.operand)}`;
      case 'parentheses':
        return `( ${this.#conditional(node.operand)} )`;
    }
  }

  #group(body: List): string {
    return `{ \n${this.#inside(() => this.#statements(body))}\n${this.#pad()}}`;
  }

  /** After `then`, `do`, `else`. */
  #block(body: List): string {
    if (!this.#multiline) return ` ${this.#inline(body)};`;
    return `\n${this.#inside(() => this.#statements(body))}${this.#endsInHere ? '' : ';'}`;
  }
  #endsInHere = false;

  #next(): string {
    return this.#multiline ? `\n${this.#pad()}` : ' ';
  }

  #break(): string {
    return this.#multiline ? '\n' : '';
  }

  #statements(body: List): string {
    let text = '';
    this.#endsInHere = false;
    body.statements.forEach((statement, index) => {
      const last = index === body.statements.length - 1;
      const joins = body.statements[index - 1]?.background === true;
      let line = (joins ? '' : this.#pad()) + this.runnable(statement.command) + (statement.background ? ' &' : '');
      if (this.#here.length > 0) {
        line += `\n${this.#here.splice(0).join('')}`;
        if (last) this.#endsInHere = true;
        text += last ? line : `${line}\n`;
        return;
      }
      text += line + (last ? '' : statement.background ? ' ' : ';\n');
    });
    return text;
  }

  #inline(body: List): string {
    return body.statements
      .map((statement, index) => {
        const last = index === body.statements.length - 1;
        return this.runnable(statement.command) + (statement.background ? ' &' : last ? '' : ';') + (last ? '' : ' ');
      })
      .join('');
  }

  #inside(write: () => string): string {
    this.#indent += 4;
    const text = write();
    this.#indent -= 4;
    return text;
  }

  #pad(): string {
    return ' '.repeat(this.#indent);
  }
}
