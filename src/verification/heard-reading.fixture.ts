import { speak, syllablesOf } from '../align/synthetic-speech.fixture.js';
import { POLICY } from '../verdict/honest-reading.fixture.js';
import type { HeardReading } from './hear-reading.js';

export const NO_JOINTS: HeardReading['analysis']['joints'] = (['step', 'dip', 'fall'] as const).map((kind) => ({
  kind,
  db: 0,
  atMs: 0,
}));

/** A good recording of somebody who says `text`. */
export const hear = (text: string, change: Partial<HeardReading> = {}): HeardReading => {
  const { posteriors } = speak(syllablesOf(text));
  const durationMs = posteriors.frames * posteriors.frameMs;
  return {
    audio: {
      decoder: 'ffmpeg 1',
      container: 'wav',
      codec: 'pcm_s16le',
      sourceSampleRateHz: 16_000,
      channel: { index: 0, of: 1, reason: 'only_channel', levelsDbfs: [-20] },
      durationMs,
      declaredDurationMs: durationMs,
      truncated: false,
    },
    quality: {
      effectiveSpeechMs: durationMs,
      snrDb: 30,
      clippingRatio: 0,
      levelDbfs: -20,
      bandwidthHz: 7_000,
      leadingSilenceMs: 200,
      trailingSilenceMs: 200,
    },
    analysis: {
      speech: [{ startMs: 0, endMs: durationMs }],
      posteriors,
      pitch: { hz: new Float32Array(0), strength: new Float32Array(0), frameMs: 10 },
      voice: null,
      voiceSpeechMs: 0,
      voiceConsistency: 0.85,
      voiceStretches: [],
      voiceSpans: [
        { startMs: 0, endMs: 1000, voice: 'A', likeness: 0.97 },
        { startMs: 1000, endMs: durationMs, voice: 'B', likeness: 0.82 },
      ],
      joints: NO_JOINTS,
      timingMs: { vad: 1, asr: 1, voice: 0 },
    },
    models: [{ role: 'asr', id: 'test', sha256: '00' }],
    hearing: 'hesheng-hear/1 none',
    decodeMs: 1,
    ...change,
  };
};
/** Nothing but the content is in doubt: synthetic spikes are weighed more mildly than the tests of the judge do. */
export const MILD_POLICY = { ...POLICY, thresholds: { ...POLICY.thresholds, meanPass: -1.2 } };
