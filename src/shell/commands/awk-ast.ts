// A program of awk as a tree.

export type AwkTarget =
  | { readonly type: 'name'; readonly name: string }
  | { readonly type: 'field'; readonly index: AwkExpression }
  | { readonly type: 'element'; readonly name: string; readonly keys: readonly AwkExpression[] };

export type AwkExpression =
  | AwkTarget
  | { readonly type: 'number'; readonly value: number }
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'regex'; readonly source: string }
  | { readonly type: 'group'; readonly parts: readonly AwkExpression[] }
  | { readonly type: 'assign'; readonly operator: string; readonly target: AwkTarget; readonly value: AwkExpression }
  | { readonly type: 'step'; readonly target: AwkTarget; readonly by: number; readonly before: boolean }
  | { readonly type: 'unary'; readonly operator: '!' | '-' | '+'; readonly operand: AwkExpression }
  | { readonly type: 'binary'; readonly operator: string; readonly left: AwkExpression; readonly right: AwkExpression }
  | { readonly type: 'match'; readonly negated: boolean; readonly left: AwkExpression; readonly right: AwkExpression }
  | { readonly type: 'both' | 'either'; readonly left: AwkExpression; readonly right: AwkExpression }
  | {
      readonly type: 'choice';
      readonly test: AwkExpression;
      readonly yes: AwkExpression;
      readonly no: AwkExpression;
    }
  | { readonly type: 'in'; readonly keys: readonly AwkExpression[]; readonly name: string }
  | { readonly type: 'call'; readonly name: string; readonly args: readonly AwkExpression[]; readonly line: number }
  | { readonly type: 'builtin'; readonly name: string; readonly args: readonly AwkExpression[] }
  | {
      readonly type: 'getline';
      readonly from: 'main' | 'file' | 'command';
      readonly source: AwkExpression | undefined;
      readonly target: AwkTarget | undefined;
    };

export interface AwkRedirection {
  readonly to: '>' | '>>' | '|';
  readonly name: AwkExpression;
}

export type AwkStatement =
  | { readonly type: 'expression'; readonly expression: AwkExpression }
  | {
      readonly type: 'print' | 'printf';
      readonly args: readonly AwkExpression[];
      readonly redirection: AwkRedirection | undefined;
    }
  | {
      readonly type: 'if';
      readonly test: AwkExpression;
      readonly yes: AwkStatement;
      readonly no: AwkStatement | undefined;
    }
  | { readonly type: 'while' | 'do'; readonly test: AwkExpression; readonly body: AwkStatement }
  | {
      readonly type: 'for';
      readonly first: AwkStatement | undefined;
      readonly test: AwkExpression | undefined;
      readonly step: AwkStatement | undefined;
      readonly body: AwkStatement;
    }
  | { readonly type: 'each'; readonly target: AwkTarget; readonly name: string; readonly body: AwkStatement }
  | { readonly type: 'block'; readonly body: readonly AwkStatement[] }
  | { readonly type: 'next' | 'nextfile' | 'break' | 'continue' }
  | { readonly type: 'exit' | 'return'; readonly value: AwkExpression | undefined }
  | { readonly type: 'delete'; readonly name: string; readonly keys: readonly AwkExpression[] | undefined };

export interface AwkFunction {
  readonly name: string;
  readonly parameters: readonly string[];
  readonly body: AwkStatement;
}

export interface AwkRule {
  readonly when: 'BEGIN' | 'END' | 'record';
  readonly pattern: AwkExpression | undefined;
  /** The end of a range. */
  readonly until: AwkExpression | undefined;
  /** undefined: print the record. */
  readonly action: AwkStatement | undefined;
}

export interface AwkProgram {
  readonly rules: readonly AwkRule[];
  readonly functions: ReadonlyMap<string, AwkFunction>;
}

export class AwkError extends Error {}
