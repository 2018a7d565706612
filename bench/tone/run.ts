/**
 * The tone witness on human recordings, every speaker judged by a model that never heard them.
 *
 *   npm run bench:tone -- --data DIR [--cache FILE] [--words 2500] [--seed 1]
 *
 * DIR holds audio-cmn, aishell1-two-speakers, aishell3-dev, dspspeech20-34-speakers and dialect-dev. Hearing them takes
 * about half an hour; FILE keeps what was heard (pitch and times, no sound) for the next run. `--data` with a FILE that
 * holds everything takes seconds.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { FULL_TONES, TONE_MODEL, type ToneModel, toneLogLikelihoods } from '../../src/align/tone-model.js';
import { loadConfig } from '../../src/config.js';
import { createReader } from '../../src/reader.js';
import type { Tone } from '../../src/text/syllable.js';
import { seededRandom } from '../seeded-random.js';
import { areaUnderCurve, detectionScores } from '../statistics/detection.js';
import { listAlikes } from './alikes.js';
import { dialectRecordings, type HeardTones, hearAll, toneRecordings } from './extract.js';
import {
  acceptance,
  bestTone,
  bySpeaker,
  groupBy,
  type JudgedTone,
  percent,
  ratio,
  share,
  type TonePair,
} from './figures.js';
import { listRealPairs } from './real-pairs.js';
import { type ToneSample, toneSamples } from './samples.js';
import { measureTracker } from './tracker-time.js';

const HELD_OUT = 'aishell3-dev';
const FOLDS = 'bench/tone/fold-models.json';
const THRESHOLDS = [2, 3, 4, 5, 6];
const CONTRARIES: readonly (readonly [name: string, pairs: readonly TonePair[]])[] = [
  ['3 said, clause 4 (买 for 卖)', [[3, 4]]],
  ['4 said, clause 3 (卖 for 买)', [[4, 3]]],
  ['2 said, clause 4 (赔 for 配, 十 for 是)', [[2, 4]]],
  ['4 said, clause 2 (配 for 赔, 是 for 十)', [[4, 2]]],
  [
    'all four',
    [
      [3, 4],
      [4, 3],
      [2, 4],
      [4, 2],
    ],
  ],
];
const AUC_PAIRS: readonly TonePair[] = [
  [3, 4],
  [2, 4],
  [1, 2],
  [2, 3],
  [1, 4],
  [1, 3],
];

/** As the product has it: a reading whose other tones do not fit is not judged (tone-witness.ts). */
const MIN_OTHERS = 4;
const MIN_FIT = 0.5;

const folds: Readonly<Record<string, ToneModel>> = JSON.parse(readFileSync(FOLDS, 'utf8'));

const foldOf = ({ set, speaker }: { readonly set: string; readonly speaker: string }): string =>
  set.startsWith('dspspeech20') ? set : `${set} ${speaker}`;

/** The model that was trained without this speaker. */
const modelFor = (one: { readonly set: string; readonly speaker: string }): ToneModel =>
  one.set === HELD_OUT || one.set === 'dialect-dev' ? TONE_MODEL : folds[foldOf(one)]!;

interface Judged extends JudgedTone {
  readonly reading: number;
}

const judge = (sample: ToneSample): Judged => ({
  set: sample.set,
  speaker: sample.speaker,
  reading: sample.reading,
  tone: sample.tone,
  likelihoods: sample.features && toneLogLikelihoods(modelFor(sample), sample.features),
});

/** Takes away what the product would not judge because the rest of the reading does not fit. */
const withGuard = (judged: readonly Judged[]): readonly Judged[] =>
  [...groupBy(judged, ({ reading }) => String(reading)).values()].flatMap((reading) => {
    const heard = reading.filter(({ likelihoods }) => likelihoods !== null);
    const fits = heard.filter(({ likelihoods, tone }) => bestTone(likelihoods!) === tone).length;
    return reading.map((one) => {
      const own = one.likelihoods === null ? 0 : 1;
      const ownFits = one.likelihoods !== null && bestTone(one.likelihoods) === one.tone ? 1 : 0;
      const others = heard.length - own;
      return others >= MIN_OTHERS && (fits - ownFits) / others >= MIN_FIT ? one : { ...one, likelihoods: null };
    });
  });

const confusions = (judged: readonly Judged[]): void => {
  const heard = judged.filter(({ likelihoods }) => likelihoods !== null);
  const right = heard.filter(({ likelihoods, tone }) => bestTone(likelihoods!) === tone).length;
  console.log(
    `  best tone right ${share(right, heard.length)} of ${heard.length}, not judged ${judged.length - heard.length}`,
  );
  for (const tone of FULL_TONES) {
    const own = heard.filter((one) => one.tone === tone);
    const cells = FULL_TONES.map((best) => {
      const count = own.filter(({ likelihoods }) => bestTone(likelihoods!) === best).length;
      return percent(count / Math.max(1, own.length), 0).padStart(7);
    });
    console.log(`    tone ${tone}, ${String(own.length).padStart(5)}: heard as 1 2 3 4${cells.join('')}`);
  }
};

const curves = (judged: readonly Judged[]): void => {
  const cells = AUC_PAIRS.map(([a, b]) => {
    const ratios = (tone: Tone) =>
      judged.flatMap((one) => (one.tone === tone && one.likelihoods ? [ratio(one.likelihoods, a, b)] : []));
    return `${a}/${b} ${areaUnderCurve(detectionScores(ratios(a), ratios(b))).toFixed(3)}`;
  });
  console.log(`  area under the curve  ${cells.join('  ')}`);
};

const acceptances = (judged: readonly Judged[], random: () => number): void => {
  const speakers = new Set(judged.map(({ speaker }) => speaker)).size;
  for (const [name, pairs] of CONTRARIES) {
    console.log(`  ${name}`);
    for (const threshold of THRESHOLDS) {
      const { trials, supported, falselySupported } = acceptance(judged, pairs, threshold);
      const rate = (some: readonly JudgedTone[]) => {
        const counts = acceptance(some, pairs, threshold);
        return counts.falselySupported / Math.max(1, counts.trials);
      };
      const [low, high] = speakers >= 5 ? bySpeaker(judged, rate, random) : [null, null];
      const interval = low === null ? '' : `, by speaker [${percent(low)}, ${percent(high!)}]`;
      console.log(
        `    at ${threshold} nats: wrong tone supported ${falselySupported} of ${trials} = ${share(falselySupported, trials)}${interval}; right one supported ${percent(supported / Math.max(1, trials))}`,
      );
    }
  }
};

const report = (name: string, judged: readonly Judged[], random: () => number): void => {
  console.log(`\n${name}: ${new Set(judged.map(({ speaker }) => speaker)).size} speakers`);
  confusions(judged);
  curves(judged);
  acceptances(withGuard(judged), random);
};

const dialects = (heard: readonly HeardTones[]): void => {
  console.log('\ndialect-dev: share of tones that fit the standard ones; below 50 % the product abstains by itself');
  for (const [path, samples] of groupBy(toneSamples(heard), (sample) => sample.path)) {
    const judged = samples.map(judge).filter(({ likelihoods, tone }) => likelihoods !== null && tone !== 5);
    const fits = judged.filter(({ likelihoods, tone }) => bestTone(likelihoods!) === tone).length;
    console.log(`  ${samples[0]!.speaker.padEnd(34)} ${fits} of ${judged.length}  ${path.split('/').at(-1)}`);
  }
};

const options = parseArgs({
  options: {
    data: { type: 'string' },
    cache: { type: 'string', default: join('data', 'bench-tone.jsonl') },
    words: { type: 'string', default: '2500' },
    seed: { type: 'string', default: '1' },
  },
}).values;

const main = async (): Promise<void> => {
  if (!options.data) throw new Error('say where the recordings are: --data DIR');
  const reader = createReader(loadConfig().config);
  await reader.engine.ready();
  const recordings = toneRecordings(options.data, Number(options.words), Number(options.seed));
  const heard = await hearAll(reader, recordings, options.cache);
  const dialect = await hearAll(reader, dialectRecordings(options.data), options.cache);
  const random = seededRandom(Number(options.seed));
  const judged = toneSamples(heard)
    .filter(({ tone }) => tone !== 5)
    .map(judge);
  for (const [fold, some] of groupBy(judged, foldOf)) {
    if (some[0]!.set !== HELD_OUT) report(`${fold} (human, left out of training)`, some, random);
  }
  const held = judged.filter(({ set }) => set === HELD_OUT);
  report(`${HELD_OUT} (human, held out of training and of every choice)`, held, random);
  const sentences = judged.filter(({ set }) => set === HELD_OUT || set === 'aishell1-two-speakers');
  report('all sentences', sentences, random);
  listRealPairs(heard, modelFor);
  listAlikes(heard, modelFor);
  dialects(dialect);
  await measureTracker(
    reader,
    recordings.slice(0, 15).map(({ path }) => path),
  );
  await reader.close();
};

await main();
