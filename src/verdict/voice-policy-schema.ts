import { VOICE_CONDITIONS } from '../voiceprint/voice-policy.js';
import { isRecord, isText } from './shape.js';

const HEX_SHA256 = /^[0-9a-f]{64}$/;
/** Longest reading that there is. */
const SPEECH_MS_MAX = 600_000;

const isHash = (value: unknown): boolean => isText(value) && HEX_SHA256.test(value);
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const within = (value: unknown, min: number, max: number): boolean => isNumber(value) && value >= min && value <= max;

const unknownFields = (place: string, value: object, known: readonly string[]): readonly string[] =>
  Object.keys(value)
    .filter((name) => !known.includes(name))
    .map((name) => `${place}.${name} is not known`);

const faultUnless = (holds: boolean, fault: string): readonly string[] => (holds ? [] : [fault]);

const llrFaults = (place: string, value: unknown): readonly string[] => {
  if (!isRecord(value)) return [`${place} must be an object`];
  return [
    ...unknownFields(place, value, ['intercept', 'slope']),
    ...faultUnless(isNumber(value.intercept), `${place}.intercept must be a number`),
    ...faultUnless(isNumber(value.slope) && value.slope > 0, `${place}.slope must be a number above 0`),
  ];
};

const bandFaults = (place: string, value: unknown): readonly string[] => {
  if (!isRecord(value)) return [`${place} must be an object`];
  const { minSpeechMs, accept, reject, llr } = value;
  return [
    ...unknownFields(place, value, ['minSpeechMs', 'accept', 'reject', 'llr']),
    ...faultUnless(
      within(minSpeechMs, 0, SPEECH_MS_MAX),
      `${place}.minSpeechMs must be a number from 0 to ${SPEECH_MS_MAX} ms`,
    ),
    ...faultUnless(within(accept, -1, 1), `${place}.accept must lie in -1 to 1 cosine`),
    ...faultUnless(within(reject, -1, 1), `${place}.reject must lie in -1 to 1 cosine`),
    ...faultUnless(!(Number(reject) > Number(accept)), `${place}.reject must not be above ${place}.accept`),
    ...(llr === undefined ? [] : llrFaults(`${place}.llr`, llr)),
  ];
};

const rises = (bands: readonly unknown[]): boolean =>
  bands.every((band, at) => {
    const before = at === 0 ? null : bands[at - 1];
    return !(isRecord(before) && isRecord(band)) || Number(before.minSpeechMs) < Number(band.minSpeechMs);
  });

const bandsFaults = (place: string, value: unknown): readonly string[] => {
  if (!Array.isArray(value) || value.length === 0) return [`${place} must be a list of one band or more`];
  return [
    ...value.flatMap((band, at) => bandFaults(`${place}[${at}]`, band)),
    ...faultUnless(rises(value), `${place} must rise in minSpeechMs`),
  ];
};

const conditionsFaults = (place: string, value: unknown): readonly string[] => {
  if (!isRecord(value)) return [`${place} must be an object`];
  return [
    ...unknownFields(place, value, VOICE_CONDITIONS),
    ...Object.entries(value).flatMap(([condition, bands]) => bandsFaults(`${place}.${condition}`, bands)),
  ];
};

const modelFaults = (place: string, value: unknown): readonly string[] => {
  if (!isRecord(value)) return [`${place} must be an object`];
  const { model, calibration, noisyBelowDb, telephoneBelowHz, bands } = value;
  return [
    ...unknownFields(place, value, ['model', 'calibration', 'noisyBelowDb', 'telephoneBelowHz', 'bands']),
    ...faultUnless(isHash(model), `${place}.model must be a SHA-256 in lower-case hex`),
    ...faultUnless(
      calibration === undefined || isHash(calibration),
      `${place}.calibration must be a SHA-256 in lower-case hex`,
    ),
    ...faultUnless(within(noisyBelowDb, -10, 60), `${place}.noisyBelowDb must lie in -10 to 60 dB`),
    ...faultUnless(within(telephoneBelowHz, 0, 8000), `${place}.telephoneBelowHz must lie in 0 to 8000 Hz`),
    ...conditionsFaults(`${place}.bands`, bands),
  ];
};

/** Everything that keeps `value` from being a policy's `voice`. */
export const voiceFaults = (value: unknown): readonly string[] => {
  if (!Array.isArray(value)) return ['voice must be a list of voice models'];
  const models = value.map((one) => (isRecord(one) ? one.model : null));
  return [
    ...value.flatMap((one, at) => modelFaults(`voice[${at}]`, one)),
    ...faultUnless(new Set(models).size === models.length, 'voice names a model twice'),
  ];
};
