import t from 'tap';
import type { Tone } from '../text/syllable.js';
import { type SungTones, singTones, whisper } from './sung-tones.fixture.js';
import { type ToneInput, type ToneOpinion, weighTones } from './tone-witness.js';

const bearers = (text: string, tones: string) =>
  Array.from(text, (character, at) => ({ character, tones: [Number(tones[at]) as Tone] }));
const CLAUSE = bearers('本人今天买入基金', '32113411');

const hear = (said: string, change: Partial<ToneInput> = {}, sung?: SungTones): readonly ToneOpinion[] => {
  const { pitch, times } = sung ?? singTones(Array.from(said, (tone) => Number(tone) as Tone));
  return weighTones({ row: CLAUSE, times, profile: { tones: 'standard' }, pitch, ...change });
};

t.test('a clause without such words asks nothing', async (t) => {
  t.same(hear('321111', { row: bearers('本人今天同意', '321124') }), []);
});

t.test('the tone that was sung is preferred, for each of the pair', async (t) => {
  const [said] = hear('32113411');
  t.match(said, { first: 4, last: 4, abstained: null, place: { said: '买', contrary: '卖' } });
  t.ok(said!.llr! > 0);
  t.ok(hear('32114411')[0]!.llr! < -1);
  const sell = { row: bearers('本人今天卖出基金', '32114111') };
  t.ok(hear('32114111', sell)[0]!.llr! > 1);
  t.ok(hear('32113111', sell)[0]!.llr! < 0);
});

t.test('a word of more syllables is told by those that differ', async (t) => {
  const row = bearers('本人今天为成年人', '32112222');
  const [own] = hear('32112222', { row });
  const [other] = hear('32114222', { row });
  t.match(own, { first: 4, last: 6, place: { said: '为成年', contrary: '未成年' } });
  t.ok(own!.llr! > 0 && other!.llr! < -1);
  t.ok(Math.abs(other!.llr!) <= 8);
});

t.test('a third tone before a third may be a second one', async (t) => {
  const row = bearers('本人今天买股基金', '32113311');
  t.ok(hear('32112311', { row })[0]!.llr! > 0, 'with sandhi');
  t.ok(hear('32114311', { row })[0]!.llr! < 0);
});

t.test('it abstains where it could only guess, and says why', async (t) => {
  const why = (change: Partial<ToneInput>, sung?: SungTones) =>
    hear('32113411', change, sung).map(({ llr, abstained }) => [llr, abstained]);
  const sung = singTones([3, 2, 1, 1, 3, 4, 1, 1]);
  const { startMs } = sung.times[4]!;
  t.same(why({ pitch: null }), [[null, 'no_pitch']]);
  t.same(why({ profile: { tones: 'other' } }), [[null, 'dialect']]);
  t.same(why({}, whisper(sung, 0, 60_000)), [[null, 'too_little_voice']]);
  t.same(why({}, whisper(sung, 0, startMs - 40)), [[null, 'too_few_others']]);
  t.same(why({}, whisper(sung, startMs - 40, startMs + 240)), [[null, 'unvoiced']]);
  const skipped = sung.times.map((time, at) => (at === 4 ? { startMs: time.startMs, endMs: time.startMs } : time));
  t.same(why({ times: skipped }), [[null, 'too_short']]);
});

t.test('a voice whose other tones are not the standard ones is not judged', async (t) => {
  t.same(
    hear('14343122').map(({ abstained }) => abstained),
    ['tones_differ'],
  );
});
