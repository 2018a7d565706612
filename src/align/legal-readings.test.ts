import t from 'tap';
import { speak, syllablesOf, weigh } from './synthetic-speech.fixture.js';

const SEEDS = [1, 2];
/** Written -> every way in which it may be read. */
const WAYS: Readonly<Record<string, readonly string[]>> = {
  '3.5%': ['百分之三点五'],
  '200万元': ['两百万元', '二百万元'],
  '2024年': ['二零二四年', '两千零二十四年', '二千零二十四年'],
  '1,000,000.00元': ['一百万元', '一百万元整'],
  '12个月': ['十二个月'],
  '10086': ['一零零八六', '幺零零八六'],
  '2-3年': ['二至三年', '两到三年'],
  '1/3': ['三分之一'],
};
const frame = (said: string) => `金额为${said}止`;

t.test('every legal way to read a number is a full match', async (t) => {
  for (const [written, ways] of Object.entries(WAYS)) {
    for (const way of ways) {
      for (const seed of SEEDS) {
        const content = weigh({ text: frame(written) }, speak(syllablesOf(frame(way)), { seed }).posteriors);
        t.same(
          content.tokens.filter(({ op }) => op !== 'match').map(({ ref, op }) => `${ref} ${op}`),
          [],
          `${written} read as ${way}`,
        );
        t.ok(
          content.criticalTerms.length > 0 && content.criticalTerms.every(({ outcome }) => outcome === 'said'),
          `${written} read as ${way}`,
        );
      }
    }
  }
});

t.test('the evidence shows the reading that was chosen', async (t) => {
  const refs = (written: string, way: string) =>
    weigh({ text: frame(written) }, speak(syllablesOf(frame(way))).posteriors)
      .tokens.map(({ ref }) => ref)
      .join('');
  t.equal(refs('2024年', '二零二四年'), '金额为二零二四年止');
  t.equal(refs('2024年', '两千零二十四年'), '金额为两千零二十四年止');
  t.equal(refs('1,000,000.00元', '一百万元整'), '金额为一百万元整止');
});

t.test('another number is not a reading', async (t) => {
  for (const [written, way] of [
    ['200万元', '二百亿元'],
    ['2024年', '二零二五年'],
    ['3.5%', '千分之三点五'],
    ['12个月', '二十个月'],
    ['12个月', '十个月'],
  ] as const) {
    const { criticalTerms } = weigh({ text: frame(written) }, speak(syllablesOf(frame(way))).posteriors);
    t.ok(
      criticalTerms.some(({ outcome }) => outcome !== 'said'),
      `${written} read as ${way}`,
    );
  }
});
