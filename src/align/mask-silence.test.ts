import fc from 'fast-check';
import t from 'tap';
import { BLANK } from '../text/phone.js';
import { decodeFreely } from './free-decode.js';
import { maskSilence } from './mask-silence.js';
import { LABELS, pinyin, speak, toPosteriors } from './synthetic-speech.fixture.js';

const rowSum = (logProbs: Float32Array, frame: number): number =>
  logProbs.subarray(frame * LABELS, (frame + 1) * LABELS).reduce((sum, value) => sum + Math.exp(value), 0);

const segments = fc.array(
  fc.tuple(fc.nat(2000), fc.nat(900)).map(([startMs, length]) => ({ startMs, endMs: startMs + length })),
  { maxLength: 3 },
);
const sounds = fc.array(fc.nat(LABELS - 1), { maxLength: 100 });

t.test('rows sum to one; speech with 200 ms around it stays, all else becomes blank', async () => {
  fc.assert(
    fc.property(sounds, segments, fc.nat(), (labels, speech, seed) => {
      const posteriors = toPosteriors(labels, seed);
      const masked = maskSilence(posteriors, speech);
      return labels.every((_, frame) => {
        const from = frame * posteriors.frameMs;
        const kept = speech.some(
          ({ startMs, endMs }) => from + posteriors.frameMs > startMs - 200 && from < endMs + 200,
        );
        const row = masked.logProbs.subarray(frame * LABELS, (frame + 1) * LABELS);
        const same = row.every((value, i) => value === posteriors.logProbs[frame * LABELS + i]);
        return Math.abs(rowSum(masked.logProbs, frame) - 1) < 1e-5 && (kept ? same : row[BLANK]! > -0.001);
      });
    }),
    { seed: 13, numRuns: 100 },
  );
});

t.test('the posteriors given are not touched, and what was imagined in noise is not heard', async (t) => {
  const { posteriors } = speak(pinyin('bu4 bao3 zheng4'));
  const before = posteriors.logProbs.slice();
  t.same(decodeFreely(maskSilence(posteriors, [])), []);
  t.same(posteriors.logProbs, before);
  const all = [{ startMs: 0, endMs: posteriors.frames * posteriors.frameMs }];
  t.same(maskSilence(posteriors, all), posteriors);
});
