import { fieldsFaults, isRecord, isText, type MemberFaults, type Shape } from './shape.js';

const HEX_SHA256 = /^[0-9a-f]{64}$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

const must =
  (place: string, holds: (value: unknown) => boolean, wanted: string): MemberFaults =>
  (value) =>
    holds(value) ? [] : [`${place} must be ${wanted}`];

const someText = (value: unknown): boolean => isText(value) && value !== '' && value.length <= 200;
const count = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0;
const share = (value: unknown): boolean => typeof value === 'number' && value >= 0 && value <= 1;
const hash = (value: unknown): boolean => isText(value) && HEX_SHA256.test(value);
const time = (value: unknown): boolean => isText(value) && TIME.test(value) && !Number.isNaN(Date.parse(value));

const within =
  (place: string, shapeAt: (place: string) => Shape): MemberFaults =>
  (value) =>
    isRecord(value) ? fieldsFaults(value, shapeAt(place), `${place}.`) : [`${place} must be an object`];

const dataShape = (place: string): Shape => ({
  name: must(`${place}.name`, someText, 'a text of 1 to 200 characters'),
  sha256: must(`${place}.sha256`, hash, 'a SHA-256 in lower-case hex'),
  readings: must(`${place}.readings`, count, 'a whole number from 0'),
  speakers: must(`${place}.speakers`, count, 'a whole number from 0'),
  voices: must(`${place}.voices`, (value) => value === 'human' || value === 'synthetic', 'human or synthetic'),
});

const modelShape = (place: string): Shape => ({
  role: must(`${place}.role`, someText, 'a text of 1 to 200 characters'),
  id: must(`${place}.id`, someText, 'a text of 1 to 200 characters'),
  sha256: must(`${place}.sha256`, hash, 'a SHA-256 in lower-case hex'),
});

const modelsFaults: MemberFaults = (value) =>
  Array.isArray(value)
    ? value.flatMap((model, index) => within(`stamp.models[${index}]`, modelShape)(model))
    : ['stamp.models must be a list'];

const versionsFaults: MemberFaults = (value) =>
  isRecord(value)
    ? Object.entries(value).flatMap(([id, version]) =>
        must(`stamp.accentProfiles.${id}`, count, 'a whole number from 0')(version),
      )
    : ['stamp.accentProfiles must be an object'];

/** Whatever JSON holds: no undefined, no NaN, nothing with a class. */
const isJson = (value: unknown): boolean => {
  if (value === null || typeof value === 'boolean' || isText(value)) return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (Array.isArray(value)) return value.every(isJson);
  return isRecord(value) && Object.values(value).every(isJson);
};

const STAMP: Shape = {
  calibratedAt: must('stamp.calibratedAt', time, 'a time such as 2026-01-02T03:04:05Z'),
  development: within('stamp.development', dataShape),
  heldOut: (value) => (value === null ? [] : within('stamp.heldOut', dataShape)(value)),
  models: modelsFaults,
  normaliser: must('stamp.normaliser', someText, 'a text of 1 to 200 characters'),
  accentProfiles: versionsFaults,
  falsePassBound: must('stamp.falsePassBound', share, 'a number from 0 to 1'),
  confidence: must('stamp.confidence', share, 'a number from 0 to 1'),
  figures: must('stamp.figures', (value) => isRecord(value) && isJson(value), 'an object of JSON values'),
};

/** Everything that keeps `value` from being a policy's stamp; `figures` is free, the rest is fixed. */
export const stampFaults: MemberFaults = within('stamp', () => STAMP);
