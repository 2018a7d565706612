import { HeshengError } from '../errors.js';

/** Beyond these a header is damaged or hostile: phones start at 8 kHz, studio gear ends at 192 kHz and 7.1 channels. */
const MIN_SAMPLE_RATE_HZ = 4000;
const MAX_SAMPLE_RATE_HZ = 192_000;
export const MAX_CHANNELS = 8;

export interface SourceFormat {
  readonly sampleRateHz: number;
  readonly channels: number;
}

/** Throws AUDIO_UNSUPPORTED on a rate that no recorder has. */
export function assertPlausibleRate(sampleRateHz: number): void {
  if (sampleRateHz < MIN_SAMPLE_RATE_HZ || sampleRateHz > MAX_SAMPLE_RATE_HZ) {
    throw new HeshengError(
      'AUDIO_UNSUPPORTED',
      `Sample rate outside ${MIN_SAMPLE_RATE_HZ} to ${MAX_SAMPLE_RATE_HZ} Hz`,
    );
  }
}

/** Throws AUDIO_UNSUPPORTED on a rate or channel count that no recorder has, before anything is allocated for it. */
export function assertPlausibleFormat({ sampleRateHz, channels }: SourceFormat): void {
  assertPlausibleRate(sampleRateHz);
  if (channels < 1 || channels > MAX_CHANNELS) {
    throw new HeshengError('AUDIO_UNSUPPORTED', `Not 1 to ${MAX_CHANNELS} channels`);
  }
}
