import { type Static, type TSchema, Type } from 'typebox';

const NAME_PATTERN = '^[A-Za-z0-9._:-]+$';

/** Ids that callers choose: short, and safe in paths, logs and labels. */
export const Id = (description: string) =>
  Type.String({ minLength: 1, maxLength: 128, pattern: NAME_PATTERN, description });

export const Text = (description: string) => Type.String({ description });
export const Time = (description: string) => Type.String({ format: 'date-time', description });
export const Sha256 = (description: string) => Type.String({ pattern: '^[0-9a-f]{64}$', description });

/** One of a closed list of words. */
export const Word = <const T extends string>(words: readonly T[], description: string) =>
  Type.Unsafe<T>({ type: 'string', enum: [...words], description });

type Primitive = 'string' | 'integer' | 'number' | 'boolean';
type Of<P extends Primitive> = P extends 'string' ? string : P extends 'boolean' ? boolean : number;

/** A primitive or null, in the form that serialises fast. */
export const Maybe = <P extends Primitive>(type: P, description: string) =>
  Type.Unsafe<Of<P> | null>({ type: [type, 'null'], description });

/** A word or null. */
export const MaybeWord = <const T extends string>(words: readonly T[], description: string) =>
  Type.Unsafe<T | null>({ type: ['string', 'null'], enum: [...words, null], description });

/** An object or null. */
export const MaybeObject = <S extends TSchema>(schema: S) =>
  Type.Unsafe<Static<S> | null>(Type.Union([schema, Type.Null()]));

export const Strict = { additionalProperties: false } as const;

/** Numbers by name: thresholds, timings. */
export const NumberMap = (description: string) =>
  Type.Unsafe<Record<string, number>>({ type: 'object', additionalProperties: { type: 'number' }, description });

/** Four decimals are more than any figure here carries; what is not finite has no JSON number. */
export const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;
export const roundedOrNull = (value: number | null): number | null =>
  value === null || !Number.isFinite(value) ? null : rounded(value);

/** `worstPairPass` -> `worst_pair_pass`; paths too. */
export const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** `worstPairPass` -> `worst_pair_pass`. */
export const snakeKeys = (values: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [snake(name), value]));
