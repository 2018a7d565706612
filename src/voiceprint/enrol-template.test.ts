import fc from 'fast-check';
import t from 'tap';
import type { HeshengError } from '../errors.js';
import { ENROLMENT_LIMITS, enrolTemplate } from './enrol-template.js';
import { cosine } from './similarity.js';
import { describeTake, TAKE_FAULTS, type TakeFaultKind } from './take-fault.js';

const take = (voice: Float32Array | null, speechMs = 2000) => ({ voice, speechMs });
const A = Float32Array.of(1, 0, 0);
const LIKE_A = Float32Array.of(0.9, Math.sqrt(1 - 0.81), 0);
const OTHER = Float32Array.of(0, 0, 1);

t.test('takes of one voice make a template between them', async (t) => {
  const enrolled = enrolTemplate([take(A), take(LIKE_A)]);
  t.match(enrolled, { speechMs: 4000, takes: 2 });
  t.ok(cosine(enrolled.template, A) > 0.97 && cosine(enrolled.template, LIKE_A) > 0.97);
  t.ok(Math.abs(enrolled.consistency! - 0.9) < 1e-6);
});

t.test('one take is enough when it is long enough', async (t) => {
  const enrolled = enrolTemplate([take(A, ENROLMENT_LIMITS.speechMsMin)]);
  t.same(enrolled.template, A);
  t.equal(enrolled.consistency, null);
});

const REFUSED: readonly (readonly [string, Parameters<typeof enrolTemplate>[0], RegExp])[] = [
  ['nothing', [], /0 ms of speech/],
  ['too little speech', [take(A, 2999)], /2999 ms of speech; at least 3000 ms.*全部录音/],
  [
    'too little speech in one take',
    [take(A, 9000), take(LIKE_A, 1499)],
    /^Recording 2 of 2 .*1499 ms.*第 2 段录音（共 2 段）/,
  ],
  ['speech of unknown length', [take(A, Number.NaN)], /speech/],
  ['a silent take', [take(A), take(null)], /^Recording 2 of 2 holds no speech.*第 2 段录音（共 2 段）：没有/],
  [
    'another voice among three',
    [take(A), take(OTHER), take(LIKE_A)],
    /Recording 2 of 3 does not sound like.*第 2 段.*不像同一个人/,
  ],
  ['two voices', [take(A), take(OTHER)], /does not sound like/],
  ['a voice that is not a number', [take(Float32Array.of(Number.NaN, 0, 0), 4000)], /no voice in common/],
];

for (const [says, takes, detail] of REFUSED) {
  t.test(`${says} is refused`, async (t) => {
    const error = t.throws(() => enrolTemplate(takes), { code: 'ENROLMENT_REFUSED' }) as HeshengError;
    t.match(error.detail, detail);
  });
}

t.test('every take at fault is told, each as a pointer and in both languages, and no other', async (t) => {
  const noisy = { ...take(A, 4000), faults: [{ kind: 'snr_db' as const }, { kind: 'truncated' as const }] };
  const takes = [take(A, 4000), noisy, take(null), take(A, 1)];
  const error = t.throws(() => enrolTemplate(takes), { code: 'ENROLMENT_REFUSED' }) as HeshengError;
  t.same(
    error.faults.map(({ pointer }) => pointer),
    ['audio/1', 'audio/2', 'audio/3'],
  );
  t.match(error.faults[0]?.detail, /Recording 2 of 4 has too much noise.*环境噪声/);
  t.equal(error.detail, error.faults.map(({ detail }) => detail).join('\n'));
  for (const kind of Object.keys(TAKE_FAULTS) as TakeFaultKind[]) {
    const said = describeTake({ kind, value: 2 }, 0, 3);
    t.match(said, /^Recording 1 of 3 [a-z].*\. 第 1 段录音（共 3 段）：.*。$/, kind);
    t.notMatch(said, /[{}]/);
  }
});

t.test('one more take of the same voice is never refused', async () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1500, max: 4000 }), (count, ms) => {
      const takes = Array.from({ length: count }, () => take(A, 4000));
      return enrolTemplate([...takes, take(LIKE_A, ms)]).takes === count + 1;
    }),
  );
});
