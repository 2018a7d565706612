import { FRAME_SAMPLES } from '../asr/frame-clock.js';
import { recogniseRecording } from '../asr/recognise-recording.js';
import { findJoints } from '../audio/find-joints.js';
import { type Samples, samplesToMs } from '../audio/pcm.js';
import { trackPitch } from '../audio/pitch.js';
import { earlierOnsets } from '../vad/earlier-onsets.js';
import { hysteresisSegments } from '../vad/hysteresis-segments.js';
import type { SpeechSegment } from '../vad/segments.js';
import { voiceOfSpeech } from '../voiceprint/voice-of-speech.js';
import type { Analysis, Wanted } from './engine.js';
import { consistencyOf, hearStretches } from './hear-consistency.js';
import type { LoadedModels } from './load-models.js';

type Clock = () => number;

const timed = async <T>(clock: Clock, work: () => Promise<T>): Promise<{ readonly value: T; readonly ms: number }> => {
  const from = clock();
  const value = await work();
  return { value, ms: Math.round(clock() - from) };
};

/** Where somebody speaks, as everything else hears it. */
export const speechIn = async (
  { detector }: Pick<LoadedModels, 'detector'>,
  samples: Samples,
): Promise<readonly SpeechSegment[]> => {
  const { probabilities, windowMs } = await detector.detect(samples);
  const segments = hysteresisSegments(probabilities, windowMs, samplesToMs(samples.length));
  return earlierOnsets(detector, samples, segments);
};

/** All that the models say of one recording; `clock` gives ms. */
export const analyseRecording = async (
  models: LoadedModels,
  samples: Samples,
  wanted: Wanted,
  clock: Clock,
): Promise<Analysis> => {
  const vad = await timed(clock, () => speechIn(models, samples));
  const asr = await timed(clock, () =>
    recogniseRecording(models.recognizer, samples, vad.value, wanted.context ?? 'none'),
  );
  const pitch = trackPitch(samples);
  const voice = await timed(clock, async () => ({
    embedding: wanted.voice ? await voiceOfSpeech(models.embedder, samples, vad.value) : null,
    // Always heard, because one voice must speak throughout; whose it is leaves this process only if it is wanted.
    stretches: await hearStretches(models.embedder, samples, vad.value, pitch),
  }));
  const { consistency, spans } = consistencyOf(voice.value.stretches);
  return {
    speech: vad.value,
    posteriors: asr.value,
    pitch,
    voice: voice.value.embedding?.vector ?? null,
    voiceSpeechMs: voice.value.embedding?.speechMs ?? 0,
    voiceConsistency: consistency,
    voiceStretches: wanted.voice ? voice.value.stretches : [],
    voiceSpans: spans,
    joints: findJoints(samples),
    timingMs: { vad: vad.ms, asr: asr.ms, voice: voice.ms },
  };
};

/** One pass over a second of faint tone, so that the first reading does not pay for what the runtime prepares lazily. */
export const warmUp = async (models: LoadedModels): Promise<void> => {
  const tone = Float32Array.from({ length: 50 * FRAME_SAMPLES }, (_, index) => 0.01 * Math.sin(index / 8));
  await models.detector.detect(tone);
  await models.recognizer.recognise(tone);
  await models.embedder.embed(tone);
  trackPitch(tone);
  findJoints(tone);
};
