// Values as Go's templates see them: JSON's, and structs, of which Go knows the type and all fields. A nil slice or map is empty
// to look at and `null` as JSON.

export class Struct {
  /** As Go names it, `*types.ContainerState`. */
  readonly type: string;
  readonly fields: Readonly<Record<string, Value>>;
  /** What it is as JSON, where that is no object of its fields. */
  readonly json: Value | undefined;

  constructor(type: string, fields: Readonly<Record<string, Value>>, json?: Value) {
    this.type = type;
    this.fields = fields;
    this.json = json;
  }
}

export type Dict = { readonly [key: string]: Value };
export type List = readonly Value[];
/** undefined: a map has no such key. */
export type Value = undefined | null | boolean | number | string | List | Dict | Struct | Method;

/** A field that takes arguments: `{{.Label "a"}}`. */
export type Method = (...args: readonly Value[]) => Value;

export const nilList: List = Object.freeze([]);
export const nilDict: Dict = Object.freeze({});

export function isList(value: Value): value is List {
  return Array.isArray(value);
}

export function isDict(value: Value): value is Dict {
  return typeof value === 'object' && value !== null && !isList(value) && !(value instanceof Struct);
}

/** `{{if}}`: what is not the zero value. */
export function isTruth(value: Value): boolean {
  if (isList(value)) return value.length > 0;
  if (isDict(value)) return Object.keys(value).length > 0;
  return value instanceof Struct || Boolean(value);
}

export function typeName(value: Value): string {
  if (value instanceof Struct) return value.type;
  if (isList(value)) return value.every((one) => typeof one === 'string') ? '[]string' : '[]interface {}';
  switch (typeof value) {
    case 'boolean':
      return 'bool';
    case 'number':
      return Number.isInteger(value) ? 'int' : 'float64';
    case 'string':
      return 'string';
    default:
      return value === undefined || value === null ? '<nil>' : 'map[string]string';
  }
}

/** What `{{.}}` prints (fmt.Fprint). */
export function printed(value: Value): string {
  if (value === undefined) return '<no value>';
  if (value === null) return '<nil>';
  if (isList(value)) return `[${value.map(printed).join(' ')}]`;
  if (value instanceof Struct) return `{${Object.values(value.fields).map(printed).join(' ')}}`;
  if (isDict(value)) {
    const keys = Object.keys(value).sort();
    return `map[${keys.map((key) => `${key}:${printed(value[key])}`).join(' ')}]`;
  }
  return typeof value === 'function' ? '' : String(value);
}

/** The plain data that JSON.stringify takes. */
export function plain(value: Value): unknown {
  if (value === nilList || value === nilDict || value === undefined) return null;
  if (isList(value)) return value.map(plain);
  if (value instanceof Struct && value.json !== undefined) return plain(value.json);
  const fields = value instanceof Struct ? value.fields : isDict(value) ? value : undefined;
  if (fields === undefined) return value;
  return Object.fromEntries(Object.entries(fields).map(([key, one]) => [key, plain(one)]));
}

/** Go's json.Marshal: `<`, `>` and `&` are written as escapes. */
export function jsonText(value: Value): string {
  const escapes: Record<string, string> = { '<': '\\u003c', '>': '\\u003e', '&': '\\u0026' };
  return JSON.stringify(plain(value)).replace(/[<>&]/g, (char) => escapes[char] ?? char);
}
