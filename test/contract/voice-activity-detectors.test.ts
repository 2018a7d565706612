import t from 'tap';
import type { ModelEntry } from '../../src/model/manifest.js';
import { readRegistry } from '../../src/model/registry.js';
import { hysteresisSegments } from '../../src/vad/hysteresis-segments.js';
import { openSileroDetector } from '../../src/vad/onnx-silero-detector.js';
import { openSileroSequence } from '../../src/vad/onnx-silero-sequence.js';
import type { VoiceActivityDetector } from '../../src/vad/voice-activity-detector.js';
import { HONEST_WAV, MODELS_DIR } from '../engine/support/project-files.js';
import { readWav } from '../engine/support/wav.js';

const honest = readWav(HONEST_WAV);
const SECOND = 16_000;

const entryOf = async (family: ModelEntry['family']): Promise<ModelEntry> =>
  (await readRegistry(MODELS_DIR)).entries.find((entry) => entry.family === family)!;

const DETECTORS: Readonly<Record<string, () => Promise<VoiceActivityDetector>>> = {
  'onnx-silero-detector': async () => openSileroDetector(MODELS_DIR, await entryOf('silero-vad')),
  'onnx-silero-sequence': async () => openSileroSequence(MODELS_DIR, await entryOf('silero-vad-sequence')),
};

const segmentsOf = async (detector: VoiceActivityDetector, samples: Float32Array) => {
  const { probabilities, windowMs } = await detector.detect(samples);
  return hysteresisSegments(probabilities, windowMs, Math.round(samples.length / 16));
};

/** Two seconds of silence, the recording, two seconds of silence. */
const surrounded = new Float32Array(honest.length + 4 * SECOND);
surrounded.set(honest, 2 * SECOND);

for (const [name, open] of Object.entries(DETECTORS)) {
  t.test(name, async (t) => {
    const detector = await open();

    t.test('gives a probability per begun window', async (t) => {
      for (const samples of [0, 1, 511, 512, 513, 16_000]) {
        const { probabilities, windowMs } = await detector.detect(honest.subarray(0, samples));
        t.equal(probabilities.length, Math.ceil(samples / (windowMs * 16)), `${samples} samples`);
        t.ok(probabilities.every((value) => value >= 0 && value <= 1));
      }
    });

    t.test('there is no speech in silence, in faint noise or in a tone', async (t) => {
      const signals = [
        () => 0,
        (index: number) => 1e-4 * Math.sin(index * index),
        (index: number) => 0.1 * Math.sin(index / 6),
      ];
      for (const signal of signals) {
        t.strictSame(
          await segmentsOf(
            detector,
            Float32Array.from({ length: 2 * SECOND }, (_, index) => signal(index)),
          ),
          [],
        );
      }
    });

    t.test('speech between silences is found where it is', async (t) => {
      const segments = await segmentsOf(detector, surrounded);
      const first = segments[0]?.startMs ?? 0;
      const last = segments.at(-1)?.endMs ?? 0;
      const endMs = 2_000 + honest.length / 16;
      t.ok(first >= 1_800 && first <= 3_000, `starts at ${first} ms`);
      t.ok(last >= endMs - 1_500 && last <= endMs + 300, `ends at ${last} of ${endMs} ms`);
    });

    t.test('the same samples give the same numbers, whatever was heard before', async (t) => {
      const first = await detector.detect(honest);
      await detector.detect(surrounded);
      t.strictSame(await detector.detect(honest), first);
    });
  });
}

t.test('many windows a call give what one a call does, over the joints of calls as well', async (t) => {
  const [one, many] = await Promise.all(Object.values(DETECTORS).map((open) => open()));
  const long = new Float32Array(20 * SECOND);
  for (let at = 0; at < long.length; at += honest.length) long.set(honest.subarray(0, long.length - at), at);
  const [wanted, found] = await Promise.all([one, many].map((detector) => detector!.detect(long)));
  t.equal(found!.windowMs, wanted!.windowMs);
  t.equal(found!.probabilities.length, wanted!.probabilities.length);
  const apart = wanted!.probabilities.map((value, at) => Math.abs(value - found!.probabilities[at]!));
  t.ok(Math.max(...apart) < 1e-5, `${Math.max(...apart)} apart`);
});
