import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { joinSamples, msToSamples, type Samples, samplesToMs } from '../../src/audio/pcm.js';
import { measureQuality } from '../../src/audio/quality.js';
import { speechIn } from '../../src/engine/analyse-recording.js';
import type { VoiceActivityDetector } from '../../src/vad/voice-activity-detector.js';
import type { VoiceEmbedder } from '../../src/voiceprint/voice-embedder.js';
import { onlySpeech } from '../../src/voiceprint/voice-of-speech.js';
import { withoutSilence } from '../../src/voiceprint/voice-windows.js';
import type { Utterance } from '../dataset/utterance.js';
import type { Condition } from './conditions.js';
import type { Reading } from './readings.js';

/** Effective speech that a reading is cut to; 0: all of it. */
export const LENGTHS_MS = [1_000, 3_000, 5_000, 10_000] as const;
export const WHOLE = 0;

/** A voice as it was heard in so much speech. */
export interface HeardCut {
  readonly lengthMs: number;
  /** Unit vector. */
  readonly voice: Float32Array;
  readonly speechMs: number;
}

/** All that decisions need of a reading. */
export interface HeardVoices {
  readonly cuts: readonly HeardCut[];
  /** Voices of the first and the second half of each of its recordings, put together; absent where nobody speaks. */
  readonly halves: readonly (Float32Array | null)[];
  /** The worst of its recordings; null when it could not be measured. */
  readonly snrDb: number | null;
  readonly bandwidthHz: number | null;
}

export interface VoiceListener {
  readonly detector: VoiceActivityDetector;
  readonly embedder: VoiceEmbedder;
  /** SHA-256 of the files that take part. */
  readonly models: readonly string[];
  /** Folder of what was heard before; null keeps none. */
  readonly cache: string | null;
}

const VERSION = 'voices/1';

const worst = (values: readonly (number | null)[]): number | null =>
  values.some((value) => value === null) ? null : Math.min(...values.map(Number));

const halfOf = (speech: Samples, half: 0 | 1): Samples => {
  const middle = Math.floor(speech.length / 2);
  return half === 0 ? speech.subarray(0, middle) : speech.subarray(middle);
};

const hear = async (
  { detector, embedder }: VoiceListener,
  { parts }: Reading<Utterance>,
  condition: Condition,
): Promise<HeardVoices> => {
  const spoken: Samples[] = [];
  const qualities: { readonly snrDb: number | null; readonly bandwidthHz: number | null }[] = [];
  for (const { path } of parts) {
    const samples = await condition.read(path);
    const speech = await speechIn({ detector }, samples);
    qualities.push(measureQuality(samples, speech));
    if (speech.length > 0) spoken.push(onlySpeech(samples, speech));
  }
  const all = withoutSilence(joinSamples(spoken));
  const cuts: HeardCut[] = [];
  for (const lengthMs of [WHOLE, ...LENGTHS_MS]) {
    if (lengthMs > samplesToMs(all.length)) continue;
    const heard = await embedder.embed(lengthMs === WHOLE ? all : all.subarray(0, msToSamples(lengthMs)));
    if (heard !== null) cuts.push({ lengthMs, voice: heard.vector, speechMs: Math.max(lengthMs, heard.speechMs) });
  }
  const halves: (Float32Array | null)[] = [];
  for (const half of [0, 1] as const) {
    const voice = await embedder.embed(joinSamples(spoken.map((speech) => halfOf(withoutSilence(speech), half))));
    halves.push(voice?.vector ?? null);
  }
  return {
    cuts,
    halves,
    snrDb: worst(qualities.map(({ snrDb }) => snrDb)),
    bandwidthHz: worst(qualities.map(({ bandwidthHz }) => bandwidthHz)),
  };
};

const keyOf = async ({ models }: VoiceListener, { parts }: Reading<Utterance>, { name }: Condition) => {
  const hash = createHash('sha256').update([VERSION, ...models, name].join('\n'));
  for (const { path } of parts)
    hash.update(
      createHash('sha256')
        .update(await readFile(path))
        .digest(),
    );
  return hash.digest('hex');
};

/** Hears a reading in a condition, or remembers what was heard of it. */
export const hearVoices = async (
  listener: VoiceListener,
  reading: Reading<Utterance>,
  condition: Condition,
): Promise<HeardVoices> => {
  if (listener.cache === null) return hear(listener, reading, condition);
  const folder = join(listener.cache, 'voices');
  const path = join(folder, await keyOf(listener, reading, condition));
  const known = await readFile(path).catch(() => null);
  if (known !== null) return deserialize(known) as HeardVoices;
  const heard = await hear(listener, reading, condition);
  await mkdir(folder, { recursive: true });
  const temporary = `${path}.${randomUUID()}`;
  await writeFile(temporary, serialize(heard));
  await rename(temporary, path);
  return heard;
};
