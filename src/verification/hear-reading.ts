import { hearingName, type RecognitionContext } from '../asr/recognition-context.js';
import type { DecodedAudio, DecodeLimits, Decoder } from '../audio/decoder.js';
import type { Samples } from '../audio/pcm.js';
import { measureQuality, type QualityFigures } from '../audio/quality.js';
import type { ClauseKind } from '../clause/clause.js';
import type { Analysis, Engine, Wanted } from '../engine/engine.js';
import type { ModelIdentity } from '../engine/model-identity.js';

/** A recording as heard: everything about it that does not depend on the clause. */
export interface HeardReading {
  readonly audio: Omit<DecodedAudio, 'samples'>;
  readonly quality: QualityFigures;
  readonly analysis: Analysis;
  readonly models: readonly ModelIdentity[];
  /** SHA-256 of the pack whose posteriors these are; absent: the embedded recogniser's. */
  readonly pack?: string;
  /** How it was recognised. */
  readonly hearing: string;
  readonly decodeMs: number;
}

export interface HearNeeds {
  readonly decoder: Decoder;
  readonly engine: Pick<Engine, 'analyse' | 'models'>;
  readonly decodeLimits: DecodeLimits;
  /** Milliseconds, monotonic. */
  readonly stopwatch: () => number;
}

/** Answers are often single words. */
export const CONTEXTS: Readonly<Record<ClauseKind, RecognitionContext>> = { reading: 'none', answer: 'silence' };

/** A recording as heard, with its sound: 16 kHz mono. */
export interface SoundingReading {
  readonly heard: HeardReading;
  readonly samples: Samples;
}

/** Decodes a recording and has the models listen to it. Rejects with AUDIO_*, DECODER_MISSING or ENGINE_* errors. */
export const hearSounding = async (needs: HearNeeds, path: string, wanted: Wanted): Promise<SoundingReading> => {
  const begun = needs.stopwatch();
  const { samples, ...audio } = await needs.decoder.decode(path, needs.decodeLimits);
  const decodeMs = Math.round(needs.stopwatch() - begun);
  const analysis = await needs.engine.analyse(samples, wanted);
  const heard = {
    audio,
    quality: measureQuality(samples, analysis.speech),
    analysis,
    models: needs.engine.models(),
    hearing: hearingName(wanted.context ?? 'none'),
    decodeMs,
  };
  return { heard, samples };
};

/** The same without the sound. */
export const hearReading = async (...asked: Parameters<typeof hearSounding>): Promise<HeardReading> =>
  (await hearSounding(...asked)).heard;
