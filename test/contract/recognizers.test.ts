import t from 'tap';
import { openPhoneRecognizer } from '../../src/asr/onnx-phone-recognizer.js';
import type { Recognizer } from '../../src/asr/recognizer.js';
import { modelForRole, readRegistry } from '../../src/model/registry.js';
import { greedyPhones, worstRowSum } from '../engine/support/greedy.js';
import { HONEST_WAV, MODELS_DIR } from '../engine/support/project-files.js';
import { readWav, repeated } from '../engine/support/wav.js';

const honest = readWav(HONEST_WAV).subarray(0, 10 * 16_000);

const RECOGNIZERS: Readonly<Record<string, () => Promise<Recognizer>>> = {
  'onnx-phone-recognizer': async () =>
    openPhoneRecognizer(MODELS_DIR, modelForRole(await readRegistry(MODELS_DIR), 'asr'), 1),
};

for (const [name, open] of Object.entries(RECOGNIZERS)) {
  t.test(name, async (t) => {
    const recognizer = await open();
    const frameSamples = recognizer.frameMs * 16;

    t.test('gives one row per begun frame, from one sample to the most it takes', async (t) => {
      for (const samples of [1, 319, 320, 321, 16_000, 16_001, 47_999, recognizer.maxSamples]) {
        const sound = repeated(honest, Math.ceil(samples / honest.length)).subarray(0, samples);
        const { frames, logProbs, labels, frameMs } = await recognizer.recognise(sound);
        t.equal(frames, Math.ceil(samples / frameSamples), `${samples} samples`);
        t.equal(logProbs.length, frames * labels);
        t.strictSame([labels, frameMs], [recognizer.labels, recognizer.frameMs]);
      }
    });

    t.test('rows are probabilities that sum to one', async (t) => {
      const posteriors = await recognizer.recognise(honest);
      t.ok(posteriors.logProbs.every((value) => value <= 1e-6 && Number.isFinite(value)));
      t.ok(worstRowSum(posteriors) < 1e-3);
    });

    t.test('hears speech in speech and nothing in silence', async (t) => {
      t.ok(greedyPhones(await recognizer.recognise(honest)).length > 20);
      t.ok(greedyPhones(await recognizer.recognise(new Float32Array(32_000))).length <= 1);
    });

    t.test('the same samples give the same numbers, whatever was heard before', async (t) => {
      const first = await recognizer.recognise(honest);
      await recognizer.recognise(honest.subarray(5_000, 60_000));
      t.strictSame(await recognizer.recognise(honest), first);
    });

    t.test('refuses no samples and too many', async (t) => {
      await t.rejects(recognizer.recognise(new Float32Array(0)), RangeError);
      await t.rejects(recognizer.recognise(new Float32Array(recognizer.maxSamples + 1)), RangeError);
    });
  });
}
