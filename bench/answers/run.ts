/**
 * Isolated words as answers: those that answer, those that do not, and answers with 不 put before them.
 *
 *   npm run bench:answers -- --data DIR [--words 600] [--seed 1]
 *
 * DIR holds audio-cmn/24k-abr/{hsk,syllabs}: the file name is the label. Human voices, two speakers; **the model was trained on the
 * words**; the tones are judged by models that never heard the speaker. The question is 您是否同意. All words and syllables that sound
 * like an answer but for the tone are listed apart, with what the tones stop.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { maskSilence } from '../../src/align/mask-silence.js';
import { scoreAnswer } from '../../src/align/score-answer.js';
import type { ToneModel } from '../../src/align/tone-model.js';
import { polarityOf } from '../../src/clause/answer.js';
import { ANSWER_FORMS, phraseTokens } from '../../src/clause/answer-words.js';
import { loadConfig } from '../../src/config.js';
import { createReader } from '../../src/reader.js';
import { wilson } from '../../src/recognisers/wilson.js';
import { parseSyllable, type Syllable, spellSyllable, toPinyin } from '../../src/text/syllable.js';
import { toSpokenForm } from '../../src/text/to-spoken-form.js';
import { shippedPolicies } from '../../src/verdict/policies.js';
import type { Policy } from '../../src/verdict/policy.js';
import { chooseProfile } from '../../src/verification/choose-profile.js';
import { CONTEXTS, hearReading } from '../../src/verification/hear-reading.js';
import { judgeReply } from '../../src/verification/judge-reading.js';
import { toWav } from '../../test/engine/support/wav.js';
import { sample, seededRandom } from '../seeded-random.js';

const { values: options } = parseArgs({
  options: {
    data: { type: 'string' },
    words: { type: 'string', default: '600' },
    seed: { type: 'string', default: '1' },
  },
});
if (!options.data) throw new Error('--data DIR: the folder that holds audio-cmn');
const ROOT = join(options.data, 'audio-cmn', '24k-abr');

const reader = createReader({ ...loadConfig().config, engineProcesses: 1, engineThreads: 1 });
const stopwatch = (): number => performance.now();
const REQUEST = {
  clauseText: '您是否同意？',
  criticalTerms: [],
  dialectHint: null,
  previousText: null,
  answer: { expected: 'affirmative', acceptedPhrases: [], rejectedPhrases: [] },
} as const;

interface Answered {
  readonly label: string;
  readonly outcome: string;
  readonly verdict: string;
  readonly form: string;
  /** What it would be if no tone were heard. */
  readonly toneless: string;
}

/** Tone models that never heard the speaker. */
const FOLDS: Readonly<Record<string, ToneModel>> = JSON.parse(readFileSync('bench/tone/fold-models.json', 'utf8'));
const WORDS = FOLDS['words Yue Tan']!;
const toneModelOf = (path: string): ToneModel => (path.includes('syllabs') ? FOLDS['syllables Chen Wang']! : WORDS);

const POLICY = shippedPolicies()[0]!;
const TONELESS: Policy = {
  ...POLICY,
  kinds: { ...POLICY.kinds, answer: { ...POLICY.kinds.answer, toneContradicted: -60 } },
};
const { profile, dialect } = chooseProfile(null);

const ask = async (path: string, label: string, toneModel = toneModelOf(path)): Promise<Answered> => {
  const heard = await hearReading({ ...reader, stopwatch }, path, { voice: false, context: CONTEXTS.answer });
  const { posteriors, speech, pitch } = heard.analysis;
  const answer = scoreAnswer({
    spec: REQUEST.answer,
    question: toSpokenForm(REQUEST.clauseText),
    profile,
    posteriors: maskSilence(posteriors, speech),
    pitch,
    toneModel,
  });
  const [judged, toneless] = [POLICY, TONELESS].map((policy) =>
    judgeReply({ heard, answer, dialect }, policy, { kind: 'not_requested' }),
  );
  const { content, verdict } = judged!;
  const { outcome, form, tone } = content.answer!;
  return {
    label,
    verdict,
    outcome,
    form: `${form ?? '-'} (heard ${content.heard}${tone?.outcome === 'opposed' ? `, tones of ${tone.contrary}` : ''})`,
    toneless: toneless!.content.answer!.outcome,
  };
};

const MANDARIN = ANSWER_FORMS.filter(({ register }) => register === 'mandarin');
const polarityOfWord = (label: string): string | null => {
  const form = MANDARIN.find(({ text }) => text === label);
  return form ? polarityOf(form.sense, 'affirmative') : null;
};

/** Syllables of a label: a word, or one syllable such as you2. */
const syllablesOf = (label: string): readonly Syllable[] => {
  const syllable = /^[a-z]+[1-5]?$/.test(label) ? parseSyllable(label) : null;
  return syllable ? [syllable] : phraseTokens(label).map(({ readings: [first] }) => first!.syllable);
};
const soundOf = (label: string): string => syllablesOf(label).map(spellSyllable).join(' ');
const toneSoundOf = (label: string): string => syllablesOf(label).map(toPinyin).join(' ');
const YES = MANDARIN.filter(({ sense }) => polarityOf(sense, 'affirmative') === 'affirmative').map(({ text }) => text);
const YES_SOUNDS = new Set(YES.map(soundOf));
const YES_TONE_SOUNDS = new Set(YES.map(toneSoundOf));

const files = (folder: string) =>
  readdirSync(join(ROOT, folder)).map((file) => ({
    path: join(ROOT, folder, file),
    label: basename(file, '.mp3').replace('cmn-', ''),
  }));

const report = (title: string, answers: readonly Answered[], wrong: (answer: Answered) => boolean): void => {
  const count = (outcome: string) => answers.filter((answer) => answer.outcome === outcome).length;
  const bad = answers.filter(wrong);
  const { low, high } = wilson(bad.length, answers.length);
  const cells = ['affirmative', 'negative', 'unclear', 'silence'].map((outcome) => `${outcome} ${count(outcome)}`);
  console.log(`\n${title}: ${answers.length}`);
  console.log(
    `  ${cells.join('   ')}   wrong ${bad.length} [${(100 * low).toFixed(2)} %, ${(100 * high).toFixed(2)} %]`,
  );
  for (const { label, outcome, form } of bad) console.log(`    ${label}: ${outcome}, as ${form}`);
};

/** Of those that would consent without tones, how many the tones keep from it. */
const veto = (title: string, answers: readonly Answered[]): void => {
  const consenting = answers.filter(({ toneless }) => toneless === 'affirmative');
  const stopped = consenting.filter(({ outcome }) => outcome !== 'affirmative');
  const { low, high } = wilson(stopped.length, consenting.length);
  console.log(
    `\n${title}: ${stopped.length} of ${consenting.length} [${(100 * low).toFixed(1)} %, ${(100 * high).toFixed(1)} %]`,
  );
  console.log(`    ${stopped.map(({ label, form }) => `${label} ${form}`).join('; ')}`);
};

interface Splice {
  readonly title: string;
  readonly gapMs: number;
  readonly kept: number;
  readonly leadMs: number;
}

const SPLICES: readonly Splice[] = [
  { title: '不 before an affirmative', gapMs: 0, kept: 1, leadMs: 500 },
  { title: '不, 80 ms, then an affirmative', gapMs: 80, kept: 1, leadMs: 500 },
  { title: 'the recording begins in the middle of 不', gapMs: 0, kept: 0.5, leadMs: 0 },
  { title: 'the recording begins in the last quarter of 不', gapMs: 0, kept: 0.25, leadMs: 0 },
  { title: 'half of 不, digital silence put before it', gapMs: 0, kept: 0.5, leadMs: 500 },
  { title: 'a quarter of 不, digital silence put before it', gapMs: 0, kept: 0.25, leadMs: 500 },
];

/** 不 and an assent by the same speaker with `gapMs` between; of 不 only the last share `kept`, after `leadMs` of digital silence. */
const joined = async (no: string, yes: string, { gapMs, kept, leadMs }: Splice, path: string): Promise<void> => {
  const words = await Promise.all([no, yes].map(async (file) => reader.decoder.decode(file, reader.decodeLimits)));
  const spoken = words.map(({ samples }) => {
    const loud = samples.map((value) => (Math.abs(value) > 0.02 ? 1 : 0));
    return samples.subarray(Math.max(0, loud.indexOf(1) - 320), loud.lastIndexOf(1) + 320);
  });
  const before = spoken[0]!.subarray(Math.round(spoken[0]!.length * (1 - kept)));
  const gap = gapMs * 16;
  const lead = leadMs * 16;
  const all = new Float32Array(lead + before.length + gap + spoken[1]!.length + 8_000);
  all.set(before, lead);
  all.set(spoken[1]!, lead + before.length + gap);
  writeFileSync(path, toWav(all));
};

const main = async (): Promise<void> => {
  await reader.engine.ready();
  const random = seededRandom(Number(options.seed));
  const hsk = files('hsk');
  const polar = hsk.filter(({ label }) => ['affirmative', 'negative'].includes(polarityOfWord(label) ?? ''));
  const own: Answered[] = [];
  for (const { path, label } of polar) own.push(await ask(path, label));
  const contrary = ({ label, outcome }: Answered) =>
    (outcome === 'affirmative' || outcome === 'negative') && outcome !== polarityOfWord(label);
  for (const polarity of ['affirmative', 'negative']) {
    const group = own.filter(({ label }) => polarityOfWord(label) === polarity);
    report(`words that are ${polarity} answers`, group, contrary);
    const missed = group.filter(({ outcome }) => outcome !== polarity);
    console.log(`    not clear: ${missed.map(({ label, form }) => `${label} ${form}`).join('; ')}`);
  }

  const folder = mkdtempSync(join(tmpdir(), 'hesheng-answers-'));
  const no = hsk.find(({ label }) => label === '不')!.path;
  const passes = ({ verdict }: Answered) => verdict === 'pass';
  for (const splice of SPLICES) {
    const denied: Answered[] = [];
    for (const { path, label } of polar.filter((word) => polarityOfWord(word.label) === 'affirmative')) {
      const file = join(folder, 'denied.wav');
      await joined(no, path, splice, file);
      denied.push(await ask(file, `不${label}`, WORDS));
    }
    report(`${splice.title}, same voice (wrong: verdict pass)`, denied, passes);
  }
  rmSync(folder, { recursive: true });

  const others = [...hsk, ...files('syllabs')].filter(({ label }) => polarityOfWord(label) === null);
  const isAlike = ({ label }: { readonly label: string }) => YES_SOUNDS.has(soundOf(label));
  const askAll = async (some: readonly (typeof others)[number][]): Promise<readonly Answered[]> => {
    const answers: Answered[] = [];
    for (const { path, label } of some) answers.push(await ask(path, label));
    return answers;
  };
  const consents = ({ outcome }: Answered) => outcome === 'affirmative';
  const unlike = others.filter((other) => !isAlike(other));
  report('other words and syllables', await askAll(sample(random, unlike, Number(options.words))), consents);
  const alike = await askAll(others.filter(isAlike));
  const sameTones = ({ label }: Answered) => YES_TONE_SOUNDS.has(toneSoundOf(label));
  const inTone = alike.filter(sameTones);
  const outOfTone = alike.filter((answer) => !sameTones(answer));
  report('of the same sound as an affirmative but for the tone', outOfTone, consents);
  veto('of which the tones stop', outOfTone);
  report('of the same sound in the same tones, which no ear tells from an answer', inTone, () => false);
  veto('honest by their sound, these and the affirmative words, lost to the tones', [
    ...inTone,
    ...own.filter(({ label }) => polarityOfWord(label) === 'affirmative'),
  ]);
  await reader.close();
};

await main();
