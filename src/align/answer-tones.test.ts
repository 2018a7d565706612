import t from 'tap';
import type { Tone } from '../text/syllable.js';
import { parseSyllable } from '../text/syllable.js';
import { answerTo } from './answer-speech.fixture.js';
import { type AnswerTonesInput, hearAlikes } from './answer-tones.js';
import { singOver, singTones, whisper } from './sung-tones.fixture.js';
import { speak, syllablesOf } from './synthetic-speech.fixture.js';

const STANDARD = { tones: 'standard' } as const;
const bearers = (text: string) =>
  syllablesOf(text).map(({ tone }, at) => ({ character: Array.from(text)[at]!, tones: [tone] }));

const heard = (text: string, tones: readonly Tone[], change: Partial<AnswerTonesInput> = {}) =>
  hearAlikes({ row: bearers(text), profile: STANDARD, ...singTones(tones), ...change });
const llrOf = (text: string, tones: readonly Tone[], contrary: string) =>
  heard(text, tones).opinions.find((opinion) => opinion.contrary === contrary)!.llr!;

t.test('the tones of the answer speak for it, those of the other word for that', async (t) => {
  t.ok(llrOf('同意', [2, 4], '统一') > 2);
  t.ok(llrOf('同意', [3, 1], '统一') < -4);
  t.ok(llrOf('自愿', [1, 2], '资源') < -8);
  t.ok(llrOf('是', [4], '十') > 1);
  t.ok(llrOf('是', [2], '十') < -5);
  t.same(heard('同意', [2, 4]).soundsLike, ['统一', '同一', '通译']);
});

t.test('sandhi and neutral tones take nothing from an honest answer', async (t) => {
  t.ok(llrOf('可以', [2, 3], '可疑') > 0, '可 before a third tone');
  const { soundsLike, opinions } = heard('清楚', [1, 5]);
  t.same(soundsLike, ['清除']);
  t.same(opinions, [], 'the one syllable that differs may be neutral');
});

t.test('what has the same tones is named and not judged', async (t) => {
  const { soundsLike, opinions } = heard('对', [4]);
  t.same(soundsLike, ['队', '堆']);
  t.same(
    opinions.map(({ contrary }) => contrary),
    ['堆'],
  );
});

t.test('it abstains where it could only guess', async (t) => {
  const why = (change: Partial<AnswerTonesInput>) => heard('同意', [3, 1], change).opinions[0];
  t.match(why({ pitch: null }), { llr: null, abstained: 'no_pitch' });
  t.match(why({ profile: { tones: 'other' } }), { llr: null, abstained: 'dialect' });
  const sung = singTones([3, 1]);
  t.match(why(whisper(sung, 0, 2_000)), { abstained: 'too_little_voice' });
  t.match(why(whisper(sung, 320, 600)), { abstained: 'unvoiced' });
});

t.test('a prompt by another voice before the answer changes nothing', async (t) => {
  const alone = singTones([3, 1]);
  const low = singTones([1, 1, 1, 1, 1, 1], { hz: 90 });
  const lead = low.pitch.hz.length + 40;
  const joined = (key: 'hz' | 'strength') =>
    Float32Array.from([...low.pitch[key], ...new Float32Array(40), ...alone.pitch[key]]);
  const later = alone.times.map(({ startMs, endMs }) => ({ startMs: startMs + lead * 10, endMs: endMs + lead * 10 }));
  const both = heard('同意', [], {
    pitch: { hz: joined('hz'), strength: joined('strength'), frameMs: 10 },
    times: later,
  });
  t.ok(Math.abs(both.opinions[0]!.llr! - llrOf('同意', [3, 1], '统一')) < 0.5);
});

/** Somebody who says 自愿 slowly, with these tones. */
const replied = (tones: readonly Tone[], spelled = 'zi4 yuan4') => {
  const syllables = spelled.split(' ').map((syllable) => parseSyllable(syllable)!);
  const { posteriors, spans } = speak(syllables, { pauses: { 0: 9, 1: 9 } });
  const pitch = singOver(
    tones,
    spans.map(([start]) => start * posteriors.frameMs),
    posteriors.frames * posteriors.frameMs,
  );
  return answerTo(posteriors, { pitch }).answer;
};

t.test('a reply with the tones of another word is unclear', async (t) => {
  t.match(replied([4, 4]), {
    outcome: 'affirmative',
    soundsLike: ['资源', '字源'],
    tone: { expected: '自愿', outcome: 'unsure' },
  });
  t.match(replied([1, 2]), {
    outcome: 'unclear',
    form: '自愿',
    polarity: 'affirmative',
    tone: { expected: '自愿', contrary: '资源', outcome: 'opposed' },
  });
});

t.test('a denial is not doubted for its tones, and without pitch nothing is', async (t) => {
  t.equal(replied([4, 1, 2], 'bu4 zi4 yuan4').outcome, 'negative');
  const { answer } = answerTo(speak(syllablesOf('同意')).posteriors);
  t.match(answer, { outcome: 'affirmative', tone: { outcome: 'abstained', abstained: 'no_pitch' } });
});
