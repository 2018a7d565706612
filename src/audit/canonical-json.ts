/** What can be written canonically: no undefined, no functions, no NaN. */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue };

const LONE_SURROGATE = /\p{Surrogate}/u;

const canonicalNumber = (value: number): string => {
  if (!Number.isFinite(value)) throw new TypeError('canonical JSON has no NaN and no infinity');
  return JSON.stringify(value);
};

const canonicalString = (value: string): string => {
  if (LONE_SURROGATE.test(value)) throw new TypeError('canonical JSON has no lone surrogates');
  return JSON.stringify(value);
};

const canonicalObject = (value: Readonly<Record<string, JsonValue>>): string => {
  // Default order is by UTF-16 code units, as RFC 8785 section 3.2.3 wants.
  const members = Object.keys(value)
    .sort()
    .map((name) => `${canonicalString(name)}:${canonicalJson(value[name]!)}`);
  return `{${members.join(',')}}`;
};

/**
 * The one text of a JSON value, RFC 8785 (JCS): no spaces, names sorted, numbers and strings as ECMAScript writes them,
 * which is what that RFC prescribes. Equal values give equal text, so a hash over it is a hash of the value.
 * Throws TypeError for what JSON cannot hold.
 */
export const canonicalJson = (value: JsonValue): string => {
  switch (typeof value) {
    case 'number':
      return canonicalNumber(value);
    case 'string':
      return canonicalString(value);
    case 'boolean':
      return String(value);
    case 'object':
      if (value === null) return 'null';
      if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
      return canonicalObject(value as Readonly<Record<string, JsonValue>>);
    default:
      throw new TypeError(`canonical JSON has no ${typeof value}`);
  }
};
