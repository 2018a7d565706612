import t from 'tap';
import { speak, syllablesOf } from '../align/synthetic-speech.fixture.js';
import type { PackHearing } from '../asr/pack-recognizer.js';
import { type ErrorCode, HeshengError } from '../errors.js';
import type { RosterLease } from '../recognisers/roster.js';
import type { RosterPack } from '../recognisers/roster-pack.js';
import type { Policy } from '../verdict/policy.js';
import { hear, MILD_POLICY } from './heard-reading.fixture.js';
import { judgeWithPacks, type ReadingToJudge, verdictOfPack } from './judge-with-packs.js';

const TEXT = '本产品不保证本金安全。投资期限为五年。';
const WRONG = '我们今天去公园里面看花。大家都很高兴。';
const DENIED = TEXT.replace('不', '');

const pack = (id: string, change: Partial<RosterPack> = {}): RosterPack => ({
  role: 'asr',
  id,
  sha256: Buffer.from(id.padEnd(32, '.')).toString('hex'),
  ability: 'posteriors',
  dialects: ['wu'],
  languages: ['zh'],
  mode: 'active',
  ...change,
});

/** What a recogniser hears of somebody who says `text`. */
const scored = (text: string): PackHearing => ({
  posteriors: speak(syllablesOf(text)).posteriors,
  written: Array.from(text, (character) => ({ text: character, startMs: null })),
});
const wrote = (text: string): PackHearing => ({ ...scored(text), posteriors: null });

type Answer = PackHearing | ErrorCode;

const leaseOf = (answers: readonly (readonly [RosterPack, Answer])[]) => {
  const asked: string[] = [];
  const lease: RosterLease = {
    packs: answers.map(([one]) => one),
    hear: async (sha256) => {
      const [one, answer] = answers.find(([{ sha256: own }]) => own === sha256)!;
      asked.push(one.id);
      if (typeof answer === 'string') throw new HeshengError(answer, 'a test');
      return answer;
    },
    voice: null,
    embed: async () => null,
    spoofs: [],
    screen: async () => null,
    release: () => {},
  };
  return { lease, asked };
};

const READING: ReadingToJudge = {
  heard: hear(TEXT),
  samples: new Float32Array(1),
  context: 'none',
  request: { clauseText: TEXT, criticalTerms: [], dialectHint: null },
  policy: MILD_POLICY,
  speaker: { kind: 'not_requested' },
  speakerDialect: null,
};

const validatedIn = (dialect: string, ...recognisers: readonly string[]): Policy => ({
  ...MILD_POLICY,
  profiles: { ...MILD_POLICY.profiles, [dialect]: { support: 'validated', recognisers } },
});

const judge = async (change: Partial<ReadingToJudge>, ...answers: readonly (readonly [RosterPack, Answer])[]) => {
  const { lease, asked } = leaseOf(answers);
  const judgement = await judgeWithPacks(lease, { ...READING, ...change }, () => 0);
  return { ...judgement, asked, codes: judgement.reasons.map(({ code }) => code) };
};

const hinted = (dialectHint: string) => ({ request: { ...READING.request, dialectHint } });

t.test('without active packs it is the judgement of the embedded recogniser, and no route is recorded', async (t) => {
  const { verdict, recognition, asked } = await judge({}, [
    pack('s', { mode: 'shadow', dialects: ['mandarin'] }),
    scored(WRONG),
  ]);
  t.equal(verdict, 'pass');
  t.equal(recognition, undefined);
  t.strictSame(asked, []);
});

t.test('a pack that was validated in the accent decides, whatever the embedded one heard', async (t) => {
  const wu = pack('wu');
  const policy = validatedIn('wu', wu.sha256);
  const passed = await judge({ ...hinted('wu'), policy, heard: hear(WRONG) }, [wu, scored(TEXT)]);
  t.equal(passed.verdict, 'pass');
  t.match(passed.recognition, { primary: 'wu', dialect: 'wu', source: 'hint', embedded: null });
  t.strictSame(passed.models.at(-1), { role: 'asr', id: 'wu', sha256: wu.sha256 });
  const denied = await judge({ ...hinted('wu'), policy }, [wu, scored(DENIED)]);
  t.equal(denied.verdict, 'fail');
});

t.test('a pack that nobody validated gives its account, and no pass', async (t) => {
  const { verdict, codes, recognition } = await judge(hinted('wu'), [pack('wu'), scored(TEXT)]);
  t.equal(verdict, 'review');
  t.strictSame(codes, ['DIALECT_NOT_VALIDATED']);
  t.equal(recognition?.primary, 'wu');
});

t.test('thresholds that were validated with one pack say nothing of another', async (t) => {
  const policy = validatedIn('wu', pack('wu').sha256);
  const { verdict, codes } = await judge({ ...hinted('wu'), policy }, [pack('other'), scored(TEXT)]);
  t.strictSame([verdict, codes], ['review', ['DIALECT_NOT_VALIDATED']]);
});

t.test('of two packs for an accent the second must not contradict', async (t) => {
  const [a, b] = [pack('a'), pack('b')];
  const policy = validatedIn('wu', a.sha256, b.sha256);
  const agreed = await judge({ ...hinted('wu'), policy }, [a, scored(TEXT)], [b, scored(TEXT)]);
  t.equal(agreed.verdict, 'pass');
  t.match(agreed.recognition?.recognisers, [
    { id: 'a', part: 'primary', finding: null },
    { id: 'b', part: 'second', finding: 'supports' },
  ]);
  const disagreed = await judge({ ...hinted('wu'), policy }, [a, scored(TEXT)], [b, scored(DENIED)]);
  t.strictSame([disagreed.verdict, disagreed.codes], ['review', ['RECOGNISERS_DISAGREE']]);
  const saved = await judge({ ...hinted('wu'), policy }, [a, scored(DENIED)], [b, scored(TEXT)]);
  t.equal(saved.verdict, 'review');
  t.ok(saved.codes.includes('RECOGNISERS_DISAGREE'));
});

t.test('the validated embedded recogniser must not contradict a pack either', async (t) => {
  const zh = pack('zh', { dialects: ['mandarin'] });
  const policy = validatedIn('mandarin', zh.sha256, 'embedded');
  const passed = await judge({ policy }, [zh, scored(TEXT)]);
  t.match(passed, { verdict: 'pass', recognition: { primary: 'zh', source: 'heard', embedded: 'supports' } });
  const contradicted = await judge({ policy, heard: hear(DENIED) }, [zh, scored(TEXT)]);
  t.match(contradicted, {
    verdict: 'review',
    codes: ['RECOGNISERS_DISAGREE'],
    recognition: { embedded: 'contradicts' },
  });
});

t.test('what a pack without probabilities wrote can take a pass away, and give none', async (t) => {
  const text = pack('text', { ability: 'text', dialects: ['mandarin'] });
  t.equal((await judge({}, [text, wrote(TEXT)])).verdict, 'pass');
  const against = await judge({}, [text, wrote(DENIED)]);
  t.strictSame([against.verdict, against.codes], ['review', ['RECOGNISERS_DISAGREE']]);
  t.match(against.recognition?.recognisers, [{ part: 'second', finding: 'contradicts', transcript: DENIED }]);
  const unread = await judge({ heard: hear(WRONG) }, [text, wrote(TEXT)]);
  t.equal(unread.verdict, 'review');
});

t.test('opinions are asked only where a person will look, and have no say', async (t) => {
  const whisper = pack('whisper', { ability: 'opinion', dialects: [] });
  t.strictSame((await judge({}, [whisper, wrote(WRONG)])).asked, []);
  const failed = await judge({ heard: hear(DENIED) }, [whisper, wrote(TEXT)]);
  t.equal(failed.verdict, 'fail');
  t.match(failed.recognition?.recognisers, [{ id: 'whisper', part: 'opinion', finding: null, transcript: TEXT }]);
});

t.test('a pack that breaks takes a pass away, and is recorded', async (t) => {
  const zh = pack('zh', { dialects: ['mandarin'] });
  const broken = await judge({}, [zh, 'ENGINE_FAILURE']);
  t.strictSame([broken.verdict, broken.codes], ['review', ['RECOGNISER_UNAVAILABLE']]);
  t.match(broken.recognition, { primary: 'embedded', recognisers: [{ failure: 'ENGINE_FAILURE', transcript: null }] });
  const leading = await judge(hinted('wu'), [pack('wu'), 'ENGINE_TIMEOUT']);
  t.equal(leading.recognition?.primary, 'embedded');
  t.equal(leading.verdict, 'review');
  const opinion = await judge({ heard: hear(DENIED) }, [pack('o', { ability: 'opinion' }), 'ENGINE_FAILURE']);
  t.equal(opinion.verdict, 'fail');
});

t.test('a pack that has no time now puts the reading off', async (t) => {
  await t.rejects(judge(hinted('wu'), [pack('wu'), 'ENGINE_BUSY']), { code: 'ENGINE_BUSY' });
});

t.test(
  'the accent that the speaker is known for, and the language of the clause, choose where no hint does',
  async (t) => {
    const wu = pack('wu');
    const known = await judge({ speakerDialect: 'wu' }, [wu, scored(TEXT)]);
    t.match(known, { dialect: { label: 'wu', source: 'speaker' }, recognition: { source: 'speaker', primary: 'wu' } });
    const yue = pack('yue', { dialects: ['cantonese'] });
    const clauseText = '本產品唔保證本金。';
    const written = await judge({ request: { ...READING.request, clauseText } }, [yue, scored(TEXT)]);
    t.match(written, { dialect: { label: 'cantonese', source: 'language' }, recognition: { primary: 'yue' } });
  },
);

t.test('an answer is judged by the posteriors of packs, and no text alone has a say in it', async (t) => {
  const request = {
    ...READING.request,
    clauseText: '您是否同意？',
    answer: { expected: 'affirmative', acceptedPhrases: [], rejectedPhrases: [] },
  } as const;
  const [scores, writes] = [
    pack('a', { dialects: ['mandarin'] }),
    pack('t', { ability: 'text', dialects: ['mandarin'] }),
  ];
  const { recognition } = await judge(
    { request, heard: hear('同意') },
    [scores, scored('不同意')],
    [writes, wrote('不同意')],
  );
  t.match(recognition?.recognisers, [
    { id: 'a', finding: /unsure|contradicts/ },
    { id: 't', finding: null },
  ]);
});

t.test('what a pack would have said is its own verdict, or what its text says, whatever was validated', async (t) => {
  const scores = pack('a');
  const writes = pack('t', { ability: 'text' });
  const verdict = (one: RosterPack, answer: Answer, change: Partial<ReadingToJudge> = {}) =>
    verdictOfPack(leaseOf([[one, answer]]).lease, one, { ...READING, ...hinted('wu'), ...change }, () => 0);
  t.equal(await verdict(scores, scored(TEXT), { heard: hear(WRONG) }), 'pass');
  t.equal(await verdict(scores, scored(DENIED)), 'fail');
  t.equal(await verdict(writes, wrote(TEXT)), 'pass');
  t.equal(await verdict(writes, wrote(DENIED)), 'fail');
  t.equal(await verdict(writes, wrote(TEXT.replace('安全', '开心'))), 'review');
  const answer = { expected: 'affirmative', acceptedPhrases: [], rejectedPhrases: [] } as const;
  t.equal(
    await verdict(writes, wrote('同意'), { request: { ...READING.request, clauseText: '同意吗？', answer } }),
    'review',
  );
  await t.rejects(verdict(scores, 'ENGINE_FAILURE'), { code: 'ENGINE_FAILURE' });
});
