import t from 'tap';
import { modelForRole, readRegistry } from '../../src/model/registry.js';
import { hysteresisSegments } from '../../src/vad/hysteresis-segments.js';
import { openSileroDetector } from '../../src/vad/onnx-silero-detector.js';
import type { VoiceActivityDetector } from '../../src/vad/voice-activity-detector.js';
import { HONEST_WAV, MODELS_DIR } from '../engine/support/project-files.js';
import { readWav } from '../engine/support/wav.js';

const honest = readWav(HONEST_WAV);
const SECOND = 16_000;

const DETECTORS: Readonly<Record<string, () => Promise<VoiceActivityDetector>>> = {
  'onnx-silero-detector': async () =>
    openSileroDetector(MODELS_DIR, modelForRole(await readRegistry(MODELS_DIR), 'vad')),
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
