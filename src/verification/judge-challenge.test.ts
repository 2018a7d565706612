import t from 'tap';
import type { SpokenChallenge } from '../challenge/challenge.js';
import { hear, MILD_POLICY } from './heard-reading.fixture.js';
import { judgeReading } from './judge-reading.js';

const NOBODY = { kind: 'not_requested' } as const;
const CLAUSE = '本产品不保证本金。';
const DIGITS: SpokenChallenge = { id: 'chl_1', kind: 'digits', phrase: '三九五二七四', position: 'before' };
const WORDS: SpokenChallenge = { id: 'chl_2', kind: 'words', phrase: '咖啡、书包、玫瑰', position: 'before' };

const judge = (said: string, challenge?: SpokenChallenge) =>
  judgeReading(
    hear(said),
    { clauseText: CLAUSE, criticalTerms: [], dialectHint: null, ...(challenge ? { challenge } : {}) },
    MILD_POLICY,
    NOBODY,
    () => 0,
  );
const codes = ({ reasons }: ReturnType<typeof judge>) => reasons.map(({ code }) => code);

for (const [challenge, right, wrong] of [
  [DIGITS, '三九五二七四', ['三九五二七八', '三九五七二四', '八零六四二三', '三九五二四', '三九五二七四四']],
  [WORDS, '咖啡书包玫瑰', ['咖啡书包玻璃', '书包咖啡玫瑰', '芝麻火车城市', '咖啡玫瑰']],
] as const) {
  for (const position of ['before', 'after'] as const) {
    const asked = { ...challenge, position };
    const with_ = (phrase: string) =>
      position === 'before' ? `${phrase}本产品不保证本金` : `本产品不保证本金${phrase}`;

    t.test(`${challenge.kind} ${position} the clause: the right phrase passes`, async (t) => {
      const judged = judge(with_(right), asked);
      t.same(codes(judged), []);
      t.equal(judged.verdict, 'pass');
      t.match(judged.challenge, { id: asked.id, outcome: 'read', phrase: asked.phrase, position });
      t.equal(judged.content.tokens.length, 8, 'the content is of the clause alone');
      t.equal(judged.content.coverage, 1);
    });

    for (const phrase of wrong) {
      t.test(`${challenge.kind} ${position} the clause: ${phrase} does not`, async (t) => {
        const judged = judge(with_(phrase), asked);
        t.not(judged.verdict, 'pass');
        t.not(judged.challenge?.outcome, 'read');
        t.ok(codes(judged).some((code) => code.startsWith('CHALLENGE_')));
      });
    }

    t.test(`${challenge.kind} ${position} the clause: a reading without it fails`, async (t) => {
      const judged = judge('本产品不保证本金', asked);
      t.same([judged.verdict, ...codes(judged)], ['fail', 'CHALLENGE_NOT_READ']);
      t.match(judged.challenge, { outcome: 'not_read', heard: '', startMs: null });
    });

    t.test(`${challenge.kind} ${position} the clause: in the other place it is for a person to hear`, async (t) => {
      const other = position === 'before' ? `本产品不保证本金${right}` : `${right}本产品不保证本金`;
      const judged = judge(other, asked);
      t.equal(judged.verdict, 'review', codes(judged).join());
    });

    t.test(`${challenge.kind} ${position} the clause: a wrong clause is not lifted by a right phrase`, async (t) => {
      const said = position === 'before' ? `${right}本产品保证本金` : `本产品保证本金${right}`;
      const judged = judge(said, asked);
      t.not(judged.verdict, 'pass');
      t.equal(judged.challenge?.outcome, 'read');
    });
  }
}

t.test('a reading without a challenge is judged as ever, and says nothing of one', async (t) => {
  const judged = judge('本产品不保证本金');
  t.equal(judged.verdict, 'pass');
  t.notOk('challenge' in judged);
});
