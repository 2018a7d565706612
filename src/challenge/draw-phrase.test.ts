import fc from 'fast-check';
import t from 'tap';
import { negatedPhrases } from '../clause/negation.js';
import { FINANCE_CONTRARIES } from '../text/finance-contraries.js';
import { toSpokenForm } from '../text/to-spoken-form.js';
import {
  CHALLENGE_DIGITS,
  CHALLENGE_LENGTHS,
  countPhrases,
  drawPhrase,
  partsOf,
  phraseEntropyBits,
  promptOf,
} from './draw-phrase.js';
import { CHALLENGE_WORDS } from './words.js';

/** Bytes of a linear congruential generator: even, and the same in every run. */
const bytesOf = (seed: number) => {
  let state = seed >>> 0;
  return (size: number): Uint8Array =>
    Uint8Array.from({ length: size }, () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state >>> 24;
    });
};

/** Merges of accents, towards one side. */
const INITIALS: Readonly<Record<string, string>> = { zh: 'z', ch: 'c', sh: 's', n: 'l', r: 'l', h: 'f' };
const FINALS: Readonly<Record<string, string>> = {
  eng: 'en',
  ing: 'in',
  ang: 'an',
  iang: 'ian',
  uang: 'uan',
  iii: 'ii',
  v: 'i',
  ve: 'ie',
  van: 'ian',
  vn: 'in',
};

const phonesOf = (text: string): readonly string[] =>
  toSpokenForm(text).units.flatMap(({ alternatives }) =>
    alternatives[0]!.flatMap(({ readings }) => {
      const { initial, final } = readings[0]!.syllable;
      return [`${INITIALS[initial] ?? initial}-`, `-${FINALS[final] ?? final}`].filter((phone) => phone !== '-');
    }),
  );

const distance = (a: readonly string[], b: readonly string[]): number => {
  const row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (const one of a) {
    let diagonal = row[0]!;
    row[0]! += 1;
    b.forEach((other, at) => {
      const together = diagonal + (one === other ? 0 : 1);
      diagonal = row[at + 1]!;
      row[at + 1] = Math.min(together, diagonal + 1, row[at]! + 1);
    });
  }
  return row[b.length]!;
};

t.test('no two words of the list lie near each other, in any accent', async (t) => {
  const phones = CHALLENGE_WORDS.map(phonesOf);
  t.equal(new Set(CHALLENGE_WORDS).size, 48);
  const least = Math.min(...phones.flatMap((own, at) => phones.slice(at + 1).map((other) => distance(own, other))));
  t.equal(least, 3);
  for (const own of phones) t.equal(own.length, 4);
});

t.test('no word of the list is a numeral, a negation, a word of finance, or has two readings', async (t) => {
  const contraries = FINANCE_CONTRARIES.groups.flatMap(({ words }) => words);
  for (const word of CHALLENGE_WORDS) {
    const { units } = toSpokenForm(word);
    t.ok(/^\p{Script=Han}{2}$/u.test(word), word);
    t.same(
      units.map(({ kind, alternatives }) => [kind, alternatives.length]),
      [['text', 1]],
      word,
    );
    const sounds = units[0]!.alternatives[0]!.map(
      ({ readings }) => new Set(readings.map(({ syllable: { initial, final } }) => initial + final)).size,
    );
    t.same(sounds, [1, 1], word);
    t.same(negatedPhrases(word), [], word);
    t.notOk(
      contraries.some((other) => word.includes(other)),
      word,
    );
  }
});

const someKind = fc.constantFrom('digits' as const, 'words' as const);
const drawn = someKind.chain((kind) =>
  fc.record({
    kind: fc.constant(kind),
    length: fc.integer({ min: CHALLENGE_LENGTHS[kind].least, max: CHALLENGE_LENGTHS[kind].most }),
    seed: fc.nat(),
  }),
);

t.test('a phrase has the parts asked for, none twice in a row', async () => {
  fc.assert(
    fc.property(drawn, ({ kind, length, seed }) => {
      const parts = partsOf(kind, drawPhrase(kind, length, bytesOf(seed)));
      const list = kind === 'digits' ? CHALLENGE_DIGITS : CHALLENGE_WORDS;
      return (
        parts.length === length &&
        parts.every((part, at) => list.includes(part) && part !== parts[at - 1]) &&
        (kind === 'digits' || new Set(parts).size === length)
      );
    }),
    { seed: 5 },
  );
});

t.test('two digit phrases differ in two digits at least, and in more than an exchange of neighbours', async () => {
  fc.assert(
    fc.property(fc.integer({ min: 4, max: 8 }), fc.nat(), fc.nat(), (length, one, two) => {
      const a = partsOf('digits', drawPhrase('digits', length, bytesOf(one)));
      const b = partsOf('digits', drawPhrase('digits', length, bytesOf(two)));
      const differ = a.flatMap((digit, at) => (digit === b[at] ? [] : [at]));
      const [first = 0, second = 0] = differ;
      const exchanged = differ.length === 2 && second === first + 1 && a[first] === b[second] && a[second] === b[first];
      return differ.length === 0 || (differ.length >= 2 && !exchanged);
    }),
    { seed: 6, numRuns: 2_000 },
  );
});

t.test('a digit phrase is one number that is read digit by digit, in one way', async () => {
  fc.assert(
    fc.property(fc.integer({ min: 4, max: 8 }), fc.nat(), (length, seed) => {
      const phrase = drawPhrase('digits', length, bytesOf(seed));
      const { units } = toSpokenForm(`${phrase}。`);
      return (
        units.length === 1 &&
        units[0]!.kind === 'number' &&
        units[0]!.alternatives.length === 1 &&
        units[0]!.alternatives[0]!.map(({ character }) => character).join('') === phrase
      );
    }),
    { seed: 7 },
  );
});

t.test('every phrase is drawn, each as often as any other', async (t) => {
  const random = bytesOf(8);
  const counts = new Map<string, number>();
  const all = countPhrases('digits', 4);
  const draws = 40 * all;
  for (let at = 0; at < draws; at++) {
    const phrase = drawPhrase('digits', 4, random);
    counts.set(phrase, (counts.get(phrase) ?? 0) + 1);
  }
  t.equal(counts.size, all);
  const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - 40) ** 2 / 40, 0);
  // Mean all - 1, standard deviation sqrt(2 (all - 1)): five of these.
  t.ok(Math.abs(chiSquare - (all - 1)) < 5 * Math.sqrt(2 * (all - 1)), `chi square ${chiSquare}`);
});

t.test('the entropy is that of all phrases', async (t) => {
  t.equal(countPhrases('words', 3), 48 * 47 * 46);
  t.same(
    (
      [
        ['digits', 4],
        ['digits', 6],
        ['digits', 8],
        ['words', 2],
        ['words', 3],
        ['words', 4],
      ] as const
    ).map(([kind, length]) => phraseEntropyBits(kind, length).toFixed(1)),
    ['9.0', '15.0', '21.0', '11.1', '16.7', '22.2'],
  );
});

t.test('the prompt names the phrase', async (t) => {
  t.equal(promptOf('三九五二'), '请朗读：三九五二');
});
