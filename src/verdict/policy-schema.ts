import { CLAUSE_KINDS } from '../clause/clause.js';
import { ACCENT_PROFILES } from '../text/accent-profile-list.js';
import { EMBEDDED, effectiveThresholds } from './effective-thresholds.js';
import type { Policy, Thresholds } from './policy.js';
import { fieldsFaults, isRecord, isText, type Shape } from './shape.js';
import { stampFaults } from './stamp-schema.js';
import { ORDERED, THRESHOLD_FIELDS, type ThresholdField } from './threshold-fields.js';
import { voiceFaults } from './voice-policy-schema.js';

const numberFault = ({ name, min, max, integer, unit }: ThresholdField, value: unknown): string | null => {
  if (typeof value !== 'number' || !Number.isFinite(value)) return `${name} must be a number`;
  if (integer && !Number.isInteger(value)) return `${name} must be a whole number`;
  return value < min || value > max ? `${name} must lie in ${min} to ${max} ${unit}` : null;
};

const FIELD_NAMES: readonly string[] = THRESHOLD_FIELDS.map(({ name }) => name);

/** Faults of thresholds by name; with `complete` every one must be there. */
const thresholdFaults = (place: string, value: unknown, complete: boolean): readonly string[] => {
  if (!isRecord(value)) return [`${place} must be an object`];
  const unknown = Object.keys(value).filter((name) => !FIELD_NAMES.includes(name));
  const numbers = THRESHOLD_FIELDS.map((field) => {
    if (Object.hasOwn(value, field.name)) return numberFault(field, value[field.name]);
    return complete ? `${field.name} is missing` : null;
  });
  return [...unknown.map((name) => `${name} is not known`), ...numbers.filter((fault) => fault !== null)].map(
    (fault) => `${place}.${fault}`,
  );
};

const orderFaults = (values: Thresholds, place: string): readonly string[] =>
  ORDERED.filter(([low, high]) => values[low] > values[high]).map(
    ([low, high]) => `${place}.${low} must not be above ${place}.${high}`,
  );

const kindsFaults = (value: unknown): readonly string[] => {
  if (!isRecord(value)) return ['kinds must be an object'];
  return Object.entries(value).flatMap(([kind, thresholds]) =>
    (CLAUSE_KINDS as readonly string[]).includes(kind)
      ? thresholdFaults(`kinds.${kind}`, thresholds, false)
      : [`kinds.${kind} is no clause kind: there are ${CLAUSE_KINDS.join(', ')}`],
  );
};

const PROFILE_IDS: readonly string[] = ACCENT_PROFILES.map(({ id }) => id);

const recognisersFaults = (place: string, value: unknown): readonly string[] => {
  if (value === undefined) return [];
  const known = (name: unknown): boolean => isText(name) && (name === EMBEDDED || /^[0-9a-f]{64}$/.test(name));
  return Array.isArray(value) && value.length > 0 && value.every(known)
    ? []
    : [`${place} must be a list of SHA-256 of packs, or ${EMBEDDED}`];
};

const profileFaults = (id: string, value: unknown): readonly string[] => {
  const place = `profiles.${id}`;
  if (!PROFILE_IDS.includes(id)) return [`${place} is no accent profile: there are ${PROFILE_IDS.join(', ')}`];
  if (!isRecord(value)) return [`${place} must be an object`];
  const { support, thresholds, recognisers, ...rest } = value;
  return [
    ...Object.keys(rest).map((name) => `${place}.${name} is not known`),
    ...(support === 'validated' || support === 'review_only'
      ? []
      : [`${place}.support must be validated or review_only`]),
    ...recognisersFaults(`${place}.recognisers`, recognisers),
    ...(thresholds === undefined ? [] : thresholdFaults(`${place}.thresholds`, thresholds, false)),
  ];
};

const profilesFaults = (value: unknown): readonly string[] =>
  isRecord(value)
    ? Object.entries(value).flatMap(([id, profile]) => profileFaults(id, profile))
    : ['profiles must be an object'];

/**
 * Faults that only show when base, kind and profile are laid over one another, of the innermost layer that has any. Values
 * that are no numbers have faults of their own and are in no order.
 */
const combinedFaults = (value: Readonly<Record<string, unknown>>): readonly string[] => {
  if (![value.thresholds, value.kinds, value.profiles].every(isRecord)) return [];
  const policy = value as unknown as Policy;
  const base = orderFaults(policy.thresholds, 'thresholds');
  const none = { ...policy, profiles: {} };
  const kinds = CLAUSE_KINDS.flatMap((kind) =>
    orderFaults(effectiveThresholds(none, kind, ''), `kinds.${kind} over thresholds`),
  );
  const profiles = Object.keys(policy.profiles).flatMap((id) =>
    CLAUSE_KINDS.flatMap((kind) =>
      orderFaults(effectiveThresholds(policy, kind, id), `profiles.${id} over kinds.${kind}`),
    ),
  );
  if (base.length > 0) return base;
  return kinds.length > 0 ? kinds : profiles;
};

const ID = /^[a-z0-9][a-z0-9._-]{0,63}$/;

const POLICY: Shape = {
  schema: (value) => (value === 2 ? [] : ['schema must be 2']),
  id: (value) => (isText(value) && ID.test(value) ? [] : [`id must match ${ID.source}`]),
  version: (value) =>
    Number.isSafeInteger(value) && Number(value) >= 1 ? [] : ['version must be a whole number from 1'],
  thresholds: (value) => thresholdFaults('thresholds', value, true),
  kinds: kindsFaults,
  profiles: profilesFaults,
  stamp: (value) => (value === null ? [] : stampFaults(value)),
};

/** Everything that keeps `value` from being a policy; empty when it is one. */
export const policyFaults = (value: unknown): readonly string[] => {
  if (!isRecord(value)) return ['a policy must be an object'];
  const { voice, ...rest } = value;
  return [
    ...fieldsFaults(rest, POLICY, ''),
    ...(voice === undefined ? [] : voiceFaults(voice)),
    ...combinedFaults(rest),
  ];
};
