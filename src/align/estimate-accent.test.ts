import t from 'tap';
import { accentProfile } from '../text/accent-profile-list.js';
import { accentVariants } from '../text/accent-variants.js';
import { type Syllable, syllablePhones } from '../text/syllable.js';
import { countMerges, type HeardToken, heardTokens } from './count-merges.js';
import { estimateAccent } from './estimate-accent.js';
import type { HeardSyllable } from './free-decode.js';
import { clauseToken, syllablesOf } from './synthetic-speech.fixture.js';

const TEXT = '本人知晓市场价值走势，这支产品适合中长期持有，是正式承诺，能力很好，生活在城市';
const soundOf = (syllable: Syllable): string => syllablePhones(syllable).join('.');

/** Somebody who makes each merge of the dialect that `makes` allows, the cheapest first. */
const readBy = (dialect: string, makes: (at: number) => boolean): readonly HeardToken[] =>
  syllablesOf(TEXT).map((syllable, at) => {
    const [variant] = makes(at) ? accentVariants(syllable, accentProfile(dialect)!) : [];
    return { standard: [syllable], heard: soundOf(variant ? variant.syllable : syllable) };
  });

t.test('merges are counted by rule, made and not made', async (t) => {
  const southwestern = accentProfile('southwestern')!;
  const all = countMerges(
    readBy('southwestern', () => true),
    southwestern,
  );
  const none = countMerges(
    readBy('southwestern', () => false),
    southwestern,
  );
  t.ok(all.every(({ merged, kept }) => merged > 0 && kept === 0));
  t.ok(none.every(({ merged, kept }) => merged === 0 && kept > 0));
  t.ok(none.find(({ rule }) => rule === 'zh-z')!.kept > 8);
  t.ok(all.find(({ rule }) => rule === 'zh-z')!.merged > 8);
});

t.test('two merges in one syllable count as both, and a sound that is neither tells nothing', async (t) => {
  const southwestern = accentProfile('southwestern')!;
  const [standard] = syllablesOf('生');
  const [both] = syllablesOf('森');
  const count = (heard: string) => countMerges([{ standard: [standard!], heard }], southwestern);
  t.same(count(soundOf(both!)), [
    { rule: 'zh-z', merged: 1, kept: 0 },
    { rule: 'eng-en', merged: 1, kept: 0 },
  ]);
  t.same(count('1.30'), []);
});

t.test('only whole syllables that are not read again are heard tokens', async (t) => {
  const heard: readonly HeardSyllable[] = [
    { initial: 3, final: 30, start: 0, end: 1 },
    { initial: -1, final: 31, start: 1, end: 2 },
    { initial: 4, final: -1, start: 2, end: 3 },
  ];
  const step = (at: number, again: boolean) =>
    ({ kind: 'heard', token: 0, heard: at, cost: 0, pronunciation: 0, again }) as const;
  const tokens = [clauseToken('知', 'zhi1')];
  t.same(
    heardTokens(
      tokens,
      [step(0, false), step(0, true), step(1, false), step(2, false), { kind: 'missing', token: 0 }],
      heard,
    ).map((token) => token.heard),
    ['3.30', '31'],
  );
});

t.test('a reader of standard Mandarin shows no accent', async (t) => {
  t.same(estimateAccent(readBy('southwestern', () => false)).label, null);
  t.ok(estimateAccent(readBy('southwestern', () => false)).confidence < 0.1);
  t.same(estimateAccent([]).label, null);
});

t.test('one or two slips are no accent', async (t) => {
  for (const slips of [[0], [2, 3]]) {
    t.equal(estimateAccent(readBy('southwestern', (at) => slips.includes(at))).label, null, String(slips));
  }
});

t.test('a reader who makes the merges of a dialect shows one that has them', async (t) => {
  for (const dialect of ['southwestern', 'cantonese', 'min', 'wu', 'hakka', 'northeastern']) {
    const { label, confidence, merges } = estimateAccent(readBy(dialect, () => true));
    t.ok(label !== null, dialect);
    const rules = new Set(accentProfile(label!)!.rules.map(({ id }) => id));
    t.ok(merges.length > 0 && merges.every(({ rule, merged }) => merged > 0 && rules.has(rule)));
    t.ok(confidence > 0.05 && confidence <= 1);
  }
  t.equal(estimateAccent(readBy('cantonese', () => true)).label, 'cantonese');
});

t.test('the more merges a reading shows, the surer its accent', async (t) => {
  const after = (made: number) => estimateAccent(readBy('cantonese', (at) => at < made)).confidence;
  t.ok(after(0) < after(8) && after(8) < after(40));
});
