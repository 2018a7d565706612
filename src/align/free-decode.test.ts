import fc from 'fast-check';
import t from 'tap';
import { isInitialIndex, phoneIndex } from '../text/phone.js';
import { spellSyllable } from '../text/syllable.js';
import { decodeFreely, type HeardSyllable, spellHeard } from './free-decode.js';
import type { Posteriors } from './posteriors.js';
import { LABELS, pinyin, speak, toPosteriors } from './synthetic-speech.fixture.js';

const RUNS = { seed: 11, numRuns: 200 };
const B = phoneIndex('b');
const U = phoneIndex('u');
const AO = phoneIndex('ao');

const spoken = (syllables: readonly HeardSyllable[]): string => syllables.map(spellHeard).join(' ');

/** Phones by the definition: best label per frame, runs joined, blanks dropped. */
const collapsed = (labels: readonly number[]): readonly number[] =>
  labels.filter((label, frame) => label !== 0 && label !== labels[frame - 1]);

t.test('the phones heard are the best labels with repeats merged and blanks dropped', async () => {
  const labels = fc.array(fc.oneof(fc.constant(0), fc.constantFrom(B, U, AO), fc.nat(LABELS - 1)), { maxLength: 40 });
  fc.assert(
    fc.property(labels, (sequence) => {
      const phones = decodeFreely(toPosteriors(sequence)).flatMap(({ initial, final }) =>
        [initial, final].filter((label) => label >= 0),
      );
      return phones.join() === collapsed(sequence).join();
    }),
    RUNS,
  );
});

t.test('syllables are in order, inside the recording, and an initial never takes a second final', async () => {
  fc.assert(
    fc.property(fc.array(fc.nat(LABELS - 1), { maxLength: 40 }), (sequence) => {
      const syllables = decodeFreely(toPosteriors(sequence));
      return syllables.every(
        ({ initial, final, start, end }, i) =>
          start < end &&
          end <= sequence.length &&
          start >= (syllables[i - 1]?.end ?? 0) &&
          (initial < 0 || isInitialIndex(initial)) &&
          (final < 0 || !isInitialIndex(final)) &&
          (initial >= 0 || final >= 0),
      );
    }),
    RUNS,
  );
});

t.test('what a speaker says is heard', async () => {
  const syllables = fc.array(fc.constantFrom(...pinyin('bu4 bao3 zheng4 an1 yi1 shi2 si4 lv4 yuan2 er4 wu3 jun1')), {
    minLength: 1,
    maxLength: 12,
  });
  fc.assert(
    fc.property(syllables, fc.nat(), (said, seed) => {
      const { posteriors, spans } = speak(said, { seed });
      const heard = decodeFreely(posteriors);
      return (
        spoken(heard) === said.map(spellSyllable).join(' ') &&
        heard.every(({ start, end }, i) => start === spans[i]![0] && end === spans[i]![1])
      );
    }),
    RUNS,
  );
});

t.test('a sound that stops and starts again is heard twice', async (t) => {
  t.equal(spoken(decodeFreely(toPosteriors([U, 0, U]))), 'wu wu');
  t.equal(spoken(decodeFreely(toPosteriors([U, U]))), 'wu');
});

t.test('an initial and a final belong together up to 300 ms apart', async (t) => {
  const apart = (frames: number) => decodeFreely(toPosteriors([B, ...new Array<number>(frames).fill(0), U]));
  t.same(apart(15), [{ initial: B, final: U, start: 0, end: 17 }]);
  t.same(apart(16), [
    { initial: B, final: -1, start: 0, end: 1 },
    { initial: -1, final: U, start: 17, end: 18 },
  ]);
  t.equal(spoken(apart(16)), 'b~ wu');
});

t.test('an initial before another initial, or at the end, stands alone', async (t) => {
  t.equal(spoken(decodeFreely(toPosteriors([B, phoneIndex('d'), AO, phoneIndex('l')]))), 'b~ dao l~');
});

t.test('nothing is heard in no frames, and silence says nothing', async (t) => {
  t.same(decodeFreely(toPosteriors([])), []);
  t.same(decodeFreely(toPosteriors([0, 0, 0])), []);
});

t.test('on a tie the blank wins', async (t) => {
  const even: Posteriors = {
    logProbs: new Float32Array(LABELS).fill(-Math.log(LABELS)),
    frames: 1,
    labels: LABELS,
    frameMs: 20,
  };
  t.same(decodeFreely(even), []);
});
