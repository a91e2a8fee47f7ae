export interface GoldenRequest {
  readonly id?: string;
  readonly call: string;
  readonly args: Readonly<Record<string, unknown>>;
}

export class Answers {
  constructor(options: { readonly blocks?: boolean; readonly atime?: boolean });
  resolve(args: Readonly<Record<string, unknown>>): Record<string, unknown>;
  comparable(
    request: GoldenRequest,
    place: number,
    answer: { readonly ok?: unknown; readonly err?: string },
  ): { readonly ok?: unknown; readonly err?: string };
}
