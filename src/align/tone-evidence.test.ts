import t from 'tap';
import { toneContraryPlaces } from '../text/tone-contraries.js';
import { POLICY } from '../verdict/honest-reading.fixture.js';
import { outcomeWithTone, toneEvidenceOn } from './tone-evidence.js';
import type { ToneOpinion } from './tone-witness.js';

const LIMITS = { ...POLICY.thresholds, toneSaid: 4, toneContradicted: -4 };
const opinion = (text: string, word: number, llr: number | null): ToneOpinion => {
  const place = toneContraryPlaces(Array.from(text))[word]!;
  const last = place.at + place.said.length - 1;
  return { place, first: place.at, last, llr, abstained: llr === null ? 'unvoiced' : null };
};
const tone = (llr: number | null) => toneEvidenceOn([opinion('买入', 0, llr)], { first: 0, last: 1 }, LIMITS);
const outcomeAt = (llr: number | null) => tone(llr)?.outcome;

t.test('an opinion is a matter of thresholds', async (t) => {
  t.equal(outcomeAt(4), 'supported');
  t.equal(outcomeAt(3.9), 'unsure');
  t.equal(outcomeAt(-4), 'opposed');
  t.equal(outcomeAt(null), 'abstained');
  t.equal(outcomeAt(Number.NaN), 'unsure');
  t.same(tone(null), {
    expected: '买',
    contrary: '卖',
    llr: null,
    outcome: 'abstained',
    abstained: 'unvoiced',
  });
});

t.test('only a supported word leaves said what the others heard, and nothing lifts their doubt', async (t) => {
  t.equal(outcomeWithTone('said', null), 'said');
  t.equal(outcomeWithTone('said', tone(9)), 'said');
  t.equal(outcomeWithTone('said', tone(0)), 'unsure');
  t.equal(outcomeWithTone('said', tone(null)), 'unsure');
  t.equal(outcomeWithTone('said', tone(-9)), 'contradicted');
  for (const outcome of ['unsure', 'missing', 'contradicted'] as const) {
    for (const llr of [9, 0, -9, null]) t.equal(outcomeWithTone(outcome, tone(llr)), outcome);
  }
});

t.test('the weakest word of a term counts', async (t) => {
  const text = '买入卖出';
  const pick = (first: number | null, second: number | null) =>
    toneEvidenceOn([opinion(text, 0, first), opinion(text, 1, second)], { first: 0, last: 3 }, LIMITS)?.expected;
  t.equal(pick(9, 5), '卖');
  t.equal(pick(5, 9), '买');
  t.equal(pick(9, null), '卖');
  t.equal(pick(0, null), '买');
  t.equal(pick(-9, 0), '买');
  t.equal(toneEvidenceOn([opinion(text, 1, 9)], { first: 0, last: 1 }, LIMITS), null, 'outside the term');
});

t.test('是 right before a number belongs to it', async (t) => {
  const number = { first: 3, last: 4 };
  t.equal(toneEvidenceOn([opinion('期限是五年', 0, 0)], number, LIMITS)?.contrary, '十');
  t.equal(toneEvidenceOn([opinion('可以买五年', 0, 0)], number, LIMITS), null, '买 does not');
});
