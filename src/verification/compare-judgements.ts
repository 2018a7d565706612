import type { JsonValue } from '../audit/canonical-json.js';
import type { Judgement } from './verification.js';

/** A place of two judgements, such as `content.tokens[3].op`, and what each has there; null where it has nothing. */
export interface Difference {
  readonly path: string;
  readonly recorded: JsonValue;
  readonly replayed: JsonValue;
}

/** How far two scores may lie apart, relative to the greater from 1 on: more than rounding, less than any threshold's digit. */
const TOLERANCE = 1e-6;

/** Times are not reproducible; another decoder, and what only later judgements record, are named as pins. */
type Compared = Omit<Judgement, 'timingMs' | 'decoder' | 'hearing' | 'toneModel' | 'toneContraries'>;

const compared = ({
  timingMs: _t,
  decoder: _d,
  hearing: _h,
  toneModel: _m,
  toneContraries: _c,
  ...rest
}: Judgement): Compared => rest;

/** As it is stored: what JSON drops or turns into null is no difference. */
const asStored = (judgement: Judgement): JsonValue => JSON.parse(JSON.stringify(compared(judgement))) as JsonValue;

type Branch = Readonly<Record<string, JsonValue>>;

const isBranch = (value: JsonValue): value is Branch => typeof value === 'object' && value !== null;

const near = (a: number, b: number): boolean => Math.abs(a - b) <= TOLERANCE * Math.max(1, Math.abs(a), Math.abs(b));

const sameLeaf = (a: JsonValue, b: JsonValue): boolean =>
  typeof a === 'number' && typeof b === 'number' ? near(a, b) : a === b;

const step = (path: string, name: string, inList: boolean): string => {
  if (inList) return `${path}[${name}]`;
  return path === '' ? name : `${path}.${name}`;
};

const differences = (path: string, recorded: JsonValue, replayed: JsonValue): readonly Difference[] => {
  if (!isBranch(recorded) || !isBranch(replayed)) {
    return sameLeaf(recorded, replayed) ? [] : [{ path, recorded, replayed }];
  }
  const names = [...new Set([...Object.keys(recorded), ...Object.keys(replayed)])];
  const inList = Array.isArray(recorded);
  return names.flatMap((name) => differences(step(path, name, inList), recorded[name] ?? null, replayed[name] ?? null));
};

/**
 * Everything in which two judgements of one reading differ: verdict, reasons with tokens and messages, policy, checks, token
 * ops, term and sentence outcomes, scores beyond 1e-6, voice, models and versions. Empty when they are the same.
 */
export const compareJudgements = (recorded: Judgement, replayed: Judgement): readonly Difference[] =>
  differences('', asStored(recorded), asStored(replayed));
