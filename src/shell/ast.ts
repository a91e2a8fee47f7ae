// The shell's own syntax tree. Interiors of words stay text until they are expanded: the same reader serves words of a
// program, here-documents, prompts and subscripts, which exist as text only at run time.

/** A word as written, quotes and all. What is derived from it is remembered on it: the text never changes. */
export interface Word {
  readonly text: string;
  /** The line it begins on. */
  readonly line: number;
  /** Where it stands in the source, where it comes from one. */
  readonly start?: number;
  /** Filled by `expand/reader.ts` when first needed. */
  parts?: readonly Part[];
  /** Filled by `expand/brace.ts`: the words that brace expansion makes of it. */
  braces?: readonly Word[];
  /** So many words would its braces have made: more than there is memory for. */
  tooMany?: number;
  /** The text itself where no expansion and no quote removal can change it, else null. */
  literal?: string | null;
}

export type Part =
  | { readonly type: 'literal'; readonly text: string }
  | { readonly type: 'quoted'; readonly text: string }
  | { readonly type: 'double'; readonly parts: readonly Part[] }
  | ParameterPart
  | { readonly type: 'command'; readonly source: string; readonly line: number }
  | { readonly type: 'arithmetic'; readonly expression: Word }
  | { readonly type: 'process'; readonly direction: '<' | '>'; readonly source: string; readonly line: number };

/** `$name` and every form of `${…}`. `bad` holds the whole text where the form does not exist. */
export interface ParameterPart {
  readonly type: 'parameter';
  readonly text: string;
  readonly name: string;
  /** `${!name}` */
  readonly indirect: boolean;
  /** `${#name}` */
  readonly length: boolean;
  readonly subscript: Word | undefined;
  readonly operation: ParameterOperation | undefined;
  readonly bad: boolean;
}

export type ParameterOperation =
  | { readonly kind: 'default'; readonly operator: '-' | '=' | '?' | '+'; readonly colon: boolean; readonly word: Word }
  | { readonly kind: 'remove'; readonly operator: '#' | '##' | '%' | '%%'; readonly pattern: Word }
  | {
      readonly kind: 'replace';
      readonly operator: '/' | '//' | '/#' | '/%';
      readonly pattern: Word;
      readonly replacement: Word;
    }
  | { readonly kind: 'slice'; readonly offset: Word; readonly length: Word | undefined }
  | {
      readonly kind: 'case';
      readonly operator: '^' | '^^' | ',' | ',,' | '~' | '~~';
      readonly pattern: Word | undefined;
    }
  | { readonly kind: 'transform'; readonly operator: string }
  /** `${!prefix@}` and `${!prefix*}` */
  | { readonly kind: 'names'; readonly operator: '@' | '*' };

export interface Assignment {
  readonly name: string;
  readonly subscript: Word | undefined;
  readonly append: boolean;
  readonly value: Word | undefined;
  /** `name=(…)`: words, each maybe of the form `[subscript]=value`. */
  readonly elements: readonly Word[] | undefined;
  readonly text: string;
}

export type Redirection =
  | {
      readonly type: 'file';
      readonly operator: '<' | '>' | '>>' | '>|' | '<>' | '&>' | '&>>' | '<&' | '>&';
      readonly fd: number | undefined;
      /** `{name}>file` */
      readonly variable: string | undefined;
      readonly target: Word;
    }
  | {
      readonly type: 'here';
      readonly fd: number | undefined;
      readonly variable: string | undefined;
      readonly body: string;
      readonly quoted: boolean;
      readonly delimiter: string;
      readonly strip: boolean;
      readonly line: number;
      word?: Word;
    }
  | {
      readonly type: 'string';
      readonly fd: number | undefined;
      readonly variable: string | undefined;
      readonly word: Word;
    };

export interface SimpleCommand {
  readonly type: 'simple';
  readonly line: number;
  readonly assignments: readonly Assignment[];
  /** Words, and assignments where a declaration builtin may take them (`declare -a x=(1 2)`). */
  readonly words: readonly (Word | Assignment)[];
  readonly redirections: readonly Redirection[];
}

export type CompoundCommand =
  | { readonly type: 'group'; readonly line: number; readonly body: List }
  | { readonly type: 'subshell'; readonly line: number; readonly body: List }
  | {
      readonly type: 'if';
      readonly line: number;
      readonly branches: readonly { readonly condition: List; readonly body: List }[];
      readonly otherwise: List | undefined;
    }
  | {
      readonly type: 'for';
      readonly line: number;
      readonly name: string;
      readonly words: readonly Word[] | undefined;
      readonly body: List;
    }
  | {
      readonly type: 'select';
      readonly line: number;
      readonly name: string;
      readonly words: readonly Word[] | undefined;
      readonly body: List;
    }
  | {
      readonly type: 'arithmetic-for';
      readonly line: number;
      readonly initialize: Word;
      readonly test: Word;
      readonly update: Word;
      readonly body: List;
    }
  | {
      readonly type: 'while';
      readonly line: number;
      readonly until: boolean;
      readonly condition: List;
      readonly body: List;
    }
  | { readonly type: 'case'; readonly line: number; readonly word: Word; readonly items: readonly CaseItem[] }
  | { readonly type: 'arithmetic'; readonly line: number; readonly expression: Word }
  | { readonly type: 'conditional'; readonly line: number; readonly expression: Conditional };

export interface CaseItem {
  readonly patterns: readonly Word[];
  readonly body: List;
  readonly terminator: ';;' | ';&' | ';;&';
}

export type Conditional =
  | { readonly type: 'unary'; readonly operator: string; readonly operand: Word }
  | { readonly type: 'binary'; readonly operator: string; readonly left: Word; readonly right: Word }
  | { readonly type: 'logical'; readonly operator: '&&' | '||'; readonly operands: readonly Conditional[] }
  | { readonly type: 'not'; readonly operand: Conditional }
  | { readonly type: 'parentheses'; readonly operand: Conditional };

export interface FunctionDefinition {
  readonly type: 'function';
  readonly line: number;
  readonly name: string;
  readonly body: Command;
  /** As written, `name () …`: what a checkpoint keeps of a function. */
  readonly source: string;
}

export interface RedirectedCommand {
  readonly type: 'redirected';
  readonly line: number;
  readonly body: CompoundCommand;
  readonly redirections: readonly Redirection[];
}

export interface Coprocess {
  readonly type: 'coprocess';
  readonly line: number;
  readonly name: string;
  readonly body: Command;
}

export type Command = SimpleCommand | CompoundCommand | RedirectedCommand | FunctionDefinition | Coprocess;

export interface Pipeline {
  readonly type: 'pipeline';
  readonly line: number;
  readonly negated: boolean;
  /** `time`, `time -p` */
  readonly timed: 'no' | 'time' | 'posix';
  readonly commands: readonly Command[];
  /** `|&` after the command of that index. */
  readonly errorsToo: readonly boolean[];
}

export interface AndOr {
  readonly type: 'and-or';
  readonly line: number;
  readonly pipelines: readonly Runnable[];
  readonly operators: readonly ('&&' | '||')[];
}

/** What stands between two separators. */
export type Runnable = Command | Pipeline | AndOr;

export interface Statement {
  readonly command: Runnable;
  readonly background: boolean;
  readonly line: number;
}

export interface List {
  readonly type: 'list';
  readonly statements: readonly Statement[];
}
