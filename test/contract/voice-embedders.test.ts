import t from 'tap';
import { modelForRole, readRegistry } from '../../src/model/registry.js';
import { openVoiceEmbedder } from '../../src/voiceprint/onnx-voice-embedder.js';
import { openSherpaVoice } from '../../src/voiceprint/sherpa-voice-embedder.js';
import type { RecordingEmbedder, VoiceEmbedder } from '../../src/voiceprint/voice-embedder.js';
import { WINDOW_SAMPLES } from '../../src/voiceprint/voice-windows.js';
import { HONEST_WAV, MODELS_DIR } from '../engine/support/project-files.js';
import { readWav, repeated } from '../engine/support/wav.js';
import type { TinyModel } from '../models/tiny/tiny-pack.js';
import { tiny3dSpeaker, tinyWeSpeaker } from '../models/tiny/voice-models.js';
import { tinyPackFolder } from '../models/with-tiny-pack.js';

const honest = readWav(HONEST_WAV);

const openEmbedded = async (): Promise<VoiceEmbedder> =>
  openVoiceEmbedder(MODELS_DIR, modelForRole(await readRegistry(MODELS_DIR), 'voice'), 1);

/** Random weights, of the shape that the family's real networks have. */
const openTiny = (model: TinyModel) => async (): Promise<RecordingEmbedder> => {
  const { dir, pack } = await tinyPackFolder(t, model);
  return openSherpaVoice(dir, pack, 1);
};

const EMBEDDERS: Readonly<Record<string, () => Promise<RecordingEmbedder>>> = {
  'onnx-voice-embedder': openEmbedded,
  'sherpa-voice-embedder, 3D-Speaker': openTiny(tiny3dSpeaker()),
  'sherpa-voice-embedder, WeSpeaker': openTiny(tinyWeSpeaker()),
};

const cosine = (a: Float32Array, b: Float32Array): number =>
  a.reduce((sum, value, index) => sum + value * b[index]!, 0);

/** Another voice: the same recording played a fifth slower, so deeper. */
const slower = (samples: Float32Array): Float32Array =>
  Float32Array.from({ length: Math.floor(samples.length * 1.25) }, (_, index) => samples[Math.floor(index * 0.8)]!);

for (const [name, open] of Object.entries(EMBEDDERS)) {
  t.test(name, async (t) => {
    const embedder = await open();
    const vectorOf = async (samples: Float32Array): Promise<Float32Array> => (await embedder.embed(samples))!.vector;

    t.test('vectors have unit length, from a tenth of a second to a minute', async (t) => {
      for (const samples of [honest.subarray(0, 1_600), honest.subarray(0, 16_000), honest, repeated(honest, 6)]) {
        const vector = await vectorOf(samples);
        t.equal(vector.length, embedder.dimensions);
        t.ok(Math.abs(Math.hypot(...vector) - 1) < 1e-5, `${samples.length} samples`);
      }
    });

    t.test('the same samples give the same vector, whatever was heard before', async (t) => {
      const first = await embedder.embed(honest);
      await embedder.embed(slower(honest));
      t.strictSame(await embedder.embed(honest), first);
    });

    t.test('two halves of a recording are closer than two voices', async (t) => {
      const half = honest.length >> 1;
      const [first, second] = [await vectorOf(honest.subarray(0, half)), await vectorOf(honest.subarray(half))];
      const other = await vectorOf(slower(honest));
      t.ok(cosine(first, second) > cosine(first, other));
    });

    t.test('loudness hardly matters', async (t) => {
      const faint = await vectorOf(honest.map((value) => value * 0.05));
      t.ok(cosine(faint, await vectorOf(honest)) > 0.95);
    });

    t.test('there is no voice in nothing', async (t) => {
      t.equal(await embedder.embed(new Float32Array(0)), null);
      t.equal(await embedder.embed(new Float32Array(16_000)), null);
    });

    t.test('the speech it heard is no longer than what it was given', async (t) => {
      const { speechMs } = (await embedder.embed(honest))!;
      t.ok(speechMs > 0 && speechMs <= honest.length / 16);
    });
  });
}

t.test('each window has a voice of unit length, the same one alone and among others', async (t) => {
  const embedder = await openEmbedded();
  const windows = [0, 20_000, 40_000].map((from) => honest.subarray(from, from + WINDOW_SAMPLES));
  const many = Array.from({ length: 18 }, (_, index) => windows[index % windows.length]!);
  const voices = await embedder.embedWindows(many);
  t.equal(voices.length, many.length);
  for (const voice of voices) t.ok(Math.abs(Math.hypot(...voice) - 1) < 1e-4);
  const [alone] = await embedder.embedWindows([windows[2]!]);
  t.ok(cosine(alone!, voices[17]!) > 1 - 1e-5);
  t.strictSame(await embedder.embedWindows([]), []);
});
