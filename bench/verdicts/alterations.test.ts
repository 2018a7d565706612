import fc from 'fast-check';
import t from 'tap';
import { seededRandom } from '../seeded-random.js';
import { ALTERATION_KINDS, type Alteration, alterClause } from './alterations.js';
import { hasLetters, soundsDifferent } from './audible.js';
import { casesOf } from './cases.js';

const OTHERS = ['业绩比较基准为年化百分之三', '本人已清楚了解风险', '随便搜一首沧浪之歌', '持有期间不得提前赎回'];
const CLAUSE = '本产品不保证本金，期限一百二十天。';
const draw = (seed: number, text = CLAUSE): readonly Alteration[] => alterClause(text, OTHERS, seededRandom(seed));
const clauses = fc.constantFrom(CLAUSE, '我相信很好吃', '三百二十八万一千一百三十八点四八', '不得转让', ...OTHERS);

t.test('every kind is drawn from a clause that has room for it', async (t) => {
  const kinds = new Set(
    Array.from({ length: 20 }, (_, seed) => draw(seed))
      .flat()
      .map(({ kind }) => kind),
  );
  t.same([...kinds].toSorted(), ALTERATION_KINDS.toSorted());
});

t.test('an altered clause sounds different from the clause, and no two are the same', async () => {
  fc.assert(
    fc.property(fc.nat(), clauses, (seed, clause) => {
      const drawn = draw(seed, clause);
      const texts = new Set(drawn.map(({ text, previous }) => `${text} ${previous}`));
      return texts.size === drawn.length && drawn.every(({ text }) => soundsDifferent(text, clause));
    }),
  );
});

t.test('edits say how the clause differs: taking them back gives a text of the length of the recording', async () => {
  fc.assert(
    fc.property(fc.nat(), clauses, (seed, clause) =>
      draw(seed, clause).every(({ text, edits }) => {
        const change = (edits ?? []).reduce((sum, { unsaid, said }) => sum + unsaid - said, 0);
        return edits === null || Array.from(text).length === Array.from(clause).length + change;
      }),
    ),
  );
});

t.test('an earlier version is judged twice, unknown and known: what was read is the earlier one', async (t) => {
  const drawn = Array.from({ length: 5 }, (_, seed) => draw(seed)).flat();
  const textsOf = (wanted: string) => drawn.filter(({ kind }) => kind === wanted).map(({ text }) => text);
  t.same(textsOf('previous_version_known'), textsOf('previous_version'));
  for (const { kind, previous } of drawn) t.equal(previous, kind === 'previous_version_known' ? CLAUSE : null);
});

t.test('what stands outside the edits is the clause', async () => {
  fc.assert(
    fc.property(fc.nat(), clauses, (seed, clause) => {
      const said = Array.from(clause);
      return draw(seed, clause).every(({ text, edits }) => {
        let from = 0;
        let place = 0;
        const altered = Array.from(text);
        const same = (edits ?? []).every((edit) => {
          const own = altered.slice(place, edit.at);
          const kept = said.slice(from, from + own.length);
          from += own.length + edit.said;
          place = edit.at + edit.unsaid;
          return own.join('') === kept.join('');
        });
        return edits === null || (same && altered.slice(place).join('') === said.slice(from).join(''));
      });
    }),
  );
});

t.test(
  'the same random numbers give the same alterations; nothing is altered without others or in a word',
  async (t) => {
    t.same(draw(4), draw(4));
    t.same(alterClause('好', OTHERS, seededRandom(1)), []);
    t.same(alterClause(CLAUSE, [], seededRandom(1)), []);
  },
);

t.test(
  'tones alone are no difference to the ear of the model, polyphones are none where a reading is shared',
  async (t) => {
    t.notOk(soundsDifferent('买入', '卖入'));
    t.ok(soundsDifferent('买入', '买出'));
    t.ok(soundsDifferent('保本', '不保本'));
    t.ok(hasLetters('下载App'));
    t.notOk(hasLetters('三点五'));
  },
);

t.test(
  'cases do not depend on what else is measured; a recorded misreading is one case that must not pass',
  async (t) => {
    const utterance = {
      id: 'set/a.wav',
      path: '/a.wav',
      speaker: 's',
      language: '',
      transcript: CLAUSE,
      dataset: 'set',
      voice: 'human' as const,
      durationMs: null,
      deviation: null,
      dialectHint: null,
      criticalTerms: ['不保证本金', '没有的词'],
      pinyin: null,
      extra: {},
    };
    const cases = casesOf(utterance, [CLAUSE, ...OTHERS], 1);
    t.same(casesOf(utterance, [CLAUSE, ...OTHERS], 1), cases);
    t.not(casesOf(utterance, [CLAUSE, ...OTHERS], 2)[1]?.id, cases[1]?.id);
    t.match(cases[0], { kind: 'honest', clause: CLAUSE, criticalTerms: ['不保证本金'], edits: [] });
    t.equal(new Set(cases.map(({ id }) => id)).size, cases.length);
    const misread = casesOf({ ...utterance, deviation: '不 was dropped' }, OTHERS, 1);
    t.match(misread, [{ kind: 'recorded_misreading', clause: CLAUSE }]);
    t.equal(misread.length, 1);
    t.same(casesOf({ ...utterance, transcript: null }, OTHERS, 1), []);
  },
);
