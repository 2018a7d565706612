import fc from 'fast-check';
import t from 'tap';
import { SAMPLE_RATE_HZ, type Samples } from '../audio/pcm.js';
import { babbled, faster, noisy } from './babbled.fixture.js';
import { fingerprint, type Match } from './fingerprint.js';
import { isRepeated, similarityNeeded } from './repeated.js';
import { hashesOf } from './sketch.js';

const matchOf = (later: Samples, earlier: Samples): Match | null =>
  fingerprint(later).compare(fingerprint(earlier).sketch);
const repeated = (match: Match | null): boolean => match !== null && isRepeated(match);
const seeds = fc.integer({ min: 1, max: 10_000 });
const FEW = { numRuns: 8 };

t.test('a recording is the repetition of itself', async (t) => {
  const match = matchOf(babbled(1), babbled(1))!;
  t.ok(isRepeated(match));
  t.equal(match.similarity, 1);
  t.match(match, { speed: 1, pitch: 1, offsetMs: 0 });
  t.ok(match.share > 0.999);
});

t.test('no level makes another recording of it', async () => {
  fc.assert(
    fc.property(seeds, fc.double({ min: 0.01, max: 8, noNaN: true }), (seed, gain) =>
      repeated(
        matchOf(
          babbled(seed).map((value) => value * gain),
          babbled(seed),
        ),
      ),
    ),
    FEW,
  );
});

t.test('at any tape speed within 3 % it is found, and the speed is told', async () => {
  fc.assert(
    fc.property(seeds, fc.double({ min: 0.97, max: 1.03, noNaN: true }), (seed, speed) => {
      const match = matchOf(faster(babbled(seed), speed), babbled(seed));
      return repeated(match) && Math.abs(match!.speed - speed) < 0.006;
    }),
    FEW,
  );
});

t.test('silence before it and a lost beginning move it', async (t) => {
  const original = babbled(3);
  const padded = new Float32Array(original.length + SAMPLE_RATE_HZ);
  padded.set(original, SAMPLE_RATE_HZ);
  const later = matchOf(padded, original)!;
  t.ok(isRepeated(later));
  t.ok(Math.abs(later.offsetMs - 1000) < 20, String(later.offsetMs));
  const trimmed = matchOf(original.subarray(SAMPLE_RATE_HZ), original)!;
  t.ok(isRepeated(trimmed));
  t.ok(Math.abs(trimmed.offsetMs + 1000) < 20, String(trimmed.offsetMs));
});

t.test('noise 15 dB under it does not hide it', async () => {
  fc.assert(
    fc.property(seeds, (seed) => repeated(matchOf(noisy(babbled(seed), 15), babbled(seed)))),
    FEW,
  );
});

t.test('other sounds are no repetition', async () => {
  fc.assert(
    fc.property(seeds, seeds, (one, other) => one === other || !repeated(matchOf(babbled(one), babbled(other)))),
    FEW,
  );
});

t.test('a copy shares hashes with its original, so it is looked up', async (t) => {
  const { probes } = fingerprint(noisy(faster(babbled(5), 1.02), 25));
  t.ok(hashesOf(fingerprint(babbled(5)).sketch).filter((hash) => probes.has(hash)).length >= 5);
});

t.test('a recording that is mostly new is no repetition of its small part', async (t) => {
  const [known, fresh] = [babbled(6, 6), babbled(7, 30)];
  const both = new Float32Array(known.length + fresh.length);
  both.set(known);
  both.set(fresh, known.length);
  const match = matchOf(both, known)!;
  t.ok(match.similarity > 0.9 && match.share < 0.5);
  t.notOk(isRepeated(match));
});

t.test('silence, or next to nothing, is like nothing', async (t) => {
  const silent = fingerprint(new Float32Array(SAMPLE_RATE_HZ));
  t.same(silent.sketch, { at: [], codes: [] });
  t.equal(silent.compare(fingerprint(babbled(1)).sketch), null);
  t.equal(fingerprint(babbled(1)).compare(silent.sketch), null);
  t.same(fingerprint(new Float32Array(10)).sketch.at, []);
});

t.test('a sketch that shares only hashes out of the recording is no match', async (t) => {
  const later = fingerprint(babbled(8));
  t.equal(later.compare({ at: [5], codes: [~fingerprint(babbled(9)).sketch.codes[0]!] }), null);
});

t.test('short recordings must be more alike', async (t) => {
  t.ok(similarityNeeded(12) > similarityNeeded(100));
  t.ok(isRepeated({ similarity: 1, moments: 12, share: 1 }));
  t.notOk(isRepeated({ similarity: 1, moments: 11, share: 1 }));
  t.notOk(isRepeated({ similarity: similarityNeeded(50) - 0.001, moments: 50, share: 1 }));
});
