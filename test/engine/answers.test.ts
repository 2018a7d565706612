import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { seededRandom } from '../../bench/seeded-random.js';
import { kindOf } from '../../src/clause/clause.js';
import { loadConfig } from '../../src/config.js';
import { createReader } from '../../src/reader.js';
import { shippedPolicies } from '../../src/verdict/policies.js';
import { CONTEXTS, hearReading } from '../../src/verification/hear-reading.js';
import { judgeReading } from '../../src/verification/judge-reading.js';
import { toWav } from './support/wav.js';

const RATE = 16_000;
const reader = createReader({ ...loadConfig().config, engineProcesses: 1, engineThreads: 1 });
const folder = mkdtempSync(join(tmpdir(), 'hesheng-answers-'));
t.before(() => reader.engine.ready());
t.teardown(async () => {
  await reader.close();
  rmSync(folder, { recursive: true, force: true });
});

const stopwatch = (): number => performance.now();
const NOBODY = { kind: 'not_requested' } as const;
const ANSWER = { expected: 'affirmative', acceptedPhrases: [], rejectedPhrases: [] } as const;

const judged = async (path: string, clauseText: string, answer?: typeof ANSWER) => {
  const heard = await hearReading({ ...reader, stopwatch }, path, {
    voice: false,
    context: CONTEXTS[kindOf({ answer })],
  });
  const request = {
    clauseText,
    criticalTerms: [],
    dialectHint: null,
    previousText: null,
    ...(answer ? { answer } : {}),
  };
  return judgeReading(heard, request, shippedPolicies()[0]!, NOBODY, stopwatch);
};

const answered = (path: string) => judged(path, '您是否同意？', ANSWER);

const saved = (samples: Float32Array): string => {
  const path = join(folder, 'answer.wav');
  writeFileSync(path, toWav(samples));
  return path;
};

/** The words of a fixture that the clause has at `text`, cut out with silence around them. */
const cut = async (file: string, clause: string, text: string): Promise<string> => {
  const path = join('fixtures', file);
  const { content } = await judged(path, clause);
  const clauseTokens = content.tokens.filter(({ ref }) => ref !== null);
  const first = clauseTokens
    .map(({ ref }) => ref)
    .join('')
    .lastIndexOf(text);
  const { samples } = await reader.decoder.decode(path, reader.decodeLimits);
  const from = clauseTokens[first]!.startMs! - 60;
  const to = clauseTokens[first + text.length - 1]!.endMs! + 40;
  const words = samples.subarray((from * RATE) / 1_000, (to * RATE) / 1_000);
  const padded = new Float32Array(words.length + RATE);
  padded.set(words, RATE / 2);
  return saved(padded);
};

const DENIED = '本人已充分了解该产品不保证本金和收益，愿意自行承担投资风险。我不同意';
const SAID = '本产品不保证本金和收益。业绩比较基准为年化3.5%，不构成收益承诺。本人已清楚了解风险，自愿认购200万元。';

t.test('silence and noise are never consent, and never a fail', async (t) => {
  const silence = await answered('fixtures/silence.flac');
  t.match(silence, { verdict: 'review', content: { answer: { outcome: 'silence' } } });
  t.equal(silence.reasons[0]?.code, 'ANSWER_SILENT');
  const noise = await answered('fixtures/noise-only.flac');
  t.equal(noise.verdict, 'review');
  t.not(noise.content.answer?.outcome, 'affirmative');
});

/** Noise through a resonance, dying away: something like a cough (long) or a clap (short). */
const burst = (seconds: number, hertz: number, seed: number): Float32Array => {
  const random = seededRandom(seed);
  const samples = new Float32Array(2 * RATE);
  const pole = 0.96;
  const turn = 2 * pole * Math.cos((2 * Math.PI * hertz) / RATE);
  let [last, before] = [0, 0];
  for (let i = 0; i < seconds * RATE; i++) {
    const value = 0.1 * (random() - 0.5) + turn * last - pole * pole * before;
    [before, last] = [last, value];
    samples[RATE / 2 + i] = value * Math.exp((-5 * i) / (seconds * RATE));
  }
  return samples;
};

t.test('coughs and claps are never consent', async (t) => {
  for (const [seconds, hertz] of [
    [0.3, 500],
    [0.4, 1_200],
    [0.25, 2_500],
    [0.05, 1_500],
  ] as const) {
    for (const seed of [1, 2]) {
      const { verdict, content } = await answered(saved(burst(seconds, hertz, seed)));
      t.equal(verdict, 'review', `${seconds} s around ${hertz} Hz: ${content.answer?.outcome} ${content.heard}`);
    }
  }
});

t.test('words cut from a reading are heard as the answers that they are', async (t) => {
  const asked = async (file: string, clause: string, text: string) => {
    const { verdict, content } = await answered(await cut(file, clause, text));
    return `${verdict} ${content.answer?.outcome} ${content.answer?.form}`;
  };
  t.equal(await asked('extra-speech.flac', DENIED, '我不同意'), 'fail negative 我不同意');
  t.equal(await asked('extra-speech.flac', DENIED, '同意'), 'pass affirmative 同意', 'nothing of 不 is left');
  t.notMatch(await asked('honest.wav', SAID, '不保证'), /pass/);
  t.notMatch(await asked('honest.wav', SAID, '自愿'), /fail/);
});

t.test('a reading is no answer', async (t) => {
  const whole = await answered('fixtures/honest.wav');
  t.match(whole, { verdict: 'review', content: { answer: { outcome: 'unclear', form: null } } });
});
