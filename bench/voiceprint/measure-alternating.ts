/**
 * Whether one voice reads throughout, asked of composed readings. See HELP.
 */

import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { msToSamples, samplesToMs } from '../../src/audio/pcm.js';
import { trackPitch } from '../../src/audio/pitch.js';
import { speechIn } from '../../src/engine/analyse-recording.js';
import { consistencyOf, type HeardConsistency, hearStretches } from '../../src/engine/hear-consistency.js';
import { openDetector } from '../../src/engine/load-models.js';
import { modelForRole, readRegistry } from '../../src/model/registry.js';
import { shippedPolicies } from '../../src/verdict/policies.js';
import { openVoiceEmbedder } from '../../src/voiceprint/onnx-voice-embedder.js';
import { type Random, seededRandom } from '../seeded-random.js';
import { shareFigure } from '../statistics/figure.js';
import {
  drawPair,
  loudestNear,
  pause,
  readSentences,
  type Speaker,
  spoken,
  under,
  whispered,
} from './spoken-sentences.js';

const HELP = `measure-alternating --data DIR [--models models/embedded] [--development] [--readings 200] [--corpus NAME]

Composes readings of recorded sentences: of two people in turns, of two with a pause nowhere between them, with a word
prompted by another voice first, with another voice or a whisper under it, and of one person. The engine's own detector, pitch
and network hear them, and the policy's voice_consistency says whether it found more than one voice. Of those found it also prints
how much of the other person's speech lies in the spans that the evidence names. Pairs are drawn at random from one corpus; all
speakers are at one level. Intervals: 95 %, first speakers resampled; the rule of three over readings where none or all are found.
Every other speaker of each corpus is for development, the rest are held out.`;

const SEED = 40;
const LONG_TURN_S = 3;

interface Turn {
  readonly who: 'A' | 'B';
  readonly sound: Float32Array;
  /** Seconds before it. */
  readonly pauseS: number;
}

interface Composed {
  readonly kind: string;
  readonly speaker: string;
  readonly samples: Float32Array;
  /** Where the second voice speaks, ms; empty when it is not alone anywhere. */
  readonly second: readonly (readonly [number, number])[];
  readonly shortestTurnS: number;
}

const compose = (
  kind: string,
  speaker: string,
  turns: readonly Turn[],
  random: Random,
  change = (x: Float32Array) => x,
): Composed => {
  let atMs = 300;
  const second: (readonly [number, number])[] = [];
  for (const { who, sound, pauseS } of turns) {
    const from = atMs + 1000 * pauseS;
    atMs = from + samplesToMs(sound.length);
    if (who === 'B') second.push([from, atMs]);
  }
  const shortestTurnS = Math.min(...turns.map(({ sound }) => samplesToMs(sound.length) / 1000));
  const samples = change(
    spoken(
      turns.map(({ pauseS, sound }) => [pauseS, sound]),
      random,
    ),
  );
  return { kind, speaker, samples, second, shortestTurnS };
};

/** Sentences in the order of the pattern, each speaker's own in theirs. */
const inTurns = (pattern: string, a: Speaker, b: Speaker, random: Random): readonly Turn[] => {
  const next = { A: 0, B: 0 };
  return [...pattern].map((letter) => {
    const who = letter as 'A' | 'B';
    const sound = (who === 'A' ? a : b).sentences[next[who]++]!;
    return { who, sound, pauseS: pause(random) };
  });
};

const has = ({ sentences }: Speaker, pattern: string, who: string): boolean =>
  sentences.length >= [...pattern].filter((letter) => letter === who).length;

type Recipe = (a: Speaker, b: Speaker, random: Random) => Composed | null;

const patterned =
  (kind: string, pattern: string): Recipe =>
  (a, b, random) =>
    has(a, pattern, 'A') && has(b, pattern, 'B')
      ? compose(kind, a.speaker, inTurns(pattern, a, b, random), random)
      : null;

/** The first so many seconds of a sentence, cut where it is loud. */
const startOf = (sound: Float32Array, seconds: number): Float32Array =>
  sound.subarray(0, loudestNear(sound, Math.min(sound.length - 1, msToSamples(1000 * seconds))));
const endOf = (sound: Float32Array): Float32Array => sound.subarray(loudestNear(sound, sound.length >> 1));

const prompted =
  (seconds: number): Recipe =>
  (a, b, random) =>
    has(a, 'AAA', 'A')
      ? compose(
          `two voices: ${seconds} s by another voice, then three sentences`,
          a.speaker,
          [{ who: 'B', sound: startOf(b.sentences[0]!, seconds), pauseS: 0 }, ...inTurns('AAA', a, b, random)],
          random,
        )
      : null;

/** One person reads a sentence and half of the next, `end` finishes it in the same breath. */
const broken =
  (kind: string, end: 'A' | 'B'): Recipe =>
  (a, b, random) => {
    if (!has(a, 'AAA', 'A')) return null;
    const half = a.sentences[1]!.subarray(0, loudestNear(a.sentences[1]!, a.sentences[1]!.length >> 1));
    const rest = end === 'A' ? a.sentences[2]! : b.sentences[0]!;
    return compose(
      kind,
      a.speaker,
      [
        { who: 'A', sound: a.sentences[0]!, pauseS: 0 },
        { who: 'A', sound: half, pauseS: pause(random) },
        { who: end, sound: endOf(rest), pauseS: 0 },
      ],
      random,
    );
  };

const along =
  (kind: string, db: number, voice: (sound: Float32Array, random: Random) => Float32Array): Recipe =>
  (a, b, random) =>
    has(a, 'AA', 'A')
      ? compose(kind, a.speaker, inTurns('AA', a, b, random), random, (reading) =>
          under(reading, voice(b.sentences[0]!, random), db),
        )
      : null;

const TWO = ['AB', 'ABA', 'ABAB', 'ABABAB', 'ABABABAB'].map((pattern) =>
  patterned(`two voices in turns of a sentence, ${[...pattern].join(' ')}`, pattern),
);
const ONE = [2, 3, 4, 8].map((count) => patterned(`one voice, ${count} sentences`, 'A'.repeat(count)));
const OTHERS: readonly Recipe[] = [
  ...[0.6, 1, 1.5].map(prompted),
  broken('two voices, the second without a pause after the first', 'B'),
  broken('one voice, cut and joined in the same places', 'A'),
  ...[-6, -12].flatMap((db) => [
    along(`two voices: another one ${-db} dB under the reading`, db, (sound) => sound),
    along(`two voices: a whisper ${-db} dB under the reading`, db, whispered),
  ]),
];

interface Measured extends Omit<Composed, 'samples'> {
  readonly found: boolean;
  /** Share of the second voice's time that spans of voice B, or A if those fit better, hold. */
  readonly named: number | null;
}

const overlap = (spans: HeardConsistency['spans'], voice: string, [from, to]: readonly [number, number]): number =>
  spans
    .filter((span) => span.voice === voice)
    .reduce((sum, span) => sum + Math.max(0, Math.min(span.endMs, to) - Math.max(span.startMs, from)), 0);

const namedShare = (spans: HeardConsistency['spans'], second: Composed['second']): number | null => {
  const whole = second.reduce((sum, [from, to]) => sum + to - from, 0);
  if (whole === 0) return null;
  const shares = ['A', 'B'].map((voice) => second.reduce((sum, part) => sum + overlap(spans, voice, part), 0) / whole);
  return Math.max(...shares);
};

const print = (kind: string, own: readonly Measured[]): void => {
  if (own.length === 0) return;
  const figure = shareFigure(
    own,
    ({ found }) => found,
    ({ speaker }) => speaker,
    { seed: SEED },
  );
  const [at, from, to] = [figure.value, figure.low, figure.high].map((part) => (100 * (part ?? Number.NaN)).toFixed(1));
  const named = own.flatMap(({ found, named: share }) => (found && share !== null ? [share] : []));
  const mean = named.reduce((sum, share) => sum + share, 0) / named.length;
  const places = named.length > 0 ? `  ${(100 * mean).toFixed(0)} % of the second voice in one voice's spans` : '';
  console.log(
    `  ${kind.padEnd(62)}${`${own.length}`.padStart(5)}${`${figure.speakers}`.padStart(5)}  ${at} % (${from}-${to})${places}`,
  );
};

const printAll = (name: string, measured: readonly Measured[]): void => {
  console.log(`\n${name}\n  ${'readings'.padEnd(62)}    n  spk  found more than one voice`);
  for (const kind of new Set(measured.map((one) => one.kind)))
    print(
      kind,
      measured.filter((one) => one.kind === kind),
    );
  const turns = measured.filter(({ kind }) => kind.startsWith('two voices in turns'));
  const alternating = turns.filter(({ kind }) => /A B A B/.test(kind));
  print('all alternating: A B A B and longer', alternating);
  print(
    `of those, every turn ${LONG_TURN_S} s or longer`,
    alternating.filter(({ shortestTurnS }) => shortestTurnS >= LONG_TURN_S),
  );
  print(
    'one voice, all',
    measured.filter(({ kind }) => /^one voice, \d/.test(kind)),
  );
};

const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' },
      models: { type: 'string', default: 'models/embedded' },
      development: { type: 'boolean', default: false },
      readings: { type: 'string', default: '200' },
      corpus: { type: 'string' },
    },
  });
  if (values.data === undefined) {
    console.log(HELP);
    process.exitCode = 2;
    return;
  }
  const { data } = values;
  const count = Number(values.readings);
  const threshold = shippedPolicies()[0]!.thresholds.voiceConsistencyMin;
  const registry = await readRegistry(values.models);
  const detector = await openDetector(values.models, modelForRole(registry, 'vad'));
  const embedder = await openVoiceEmbedder(values.models, modelForRole(registry, 'voice'), 1);
  const hear = async ({ samples, ...composed }: Composed): Promise<Measured> => {
    const speech = await speechIn({ detector }, samples);
    const heard = consistencyOf(await hearStretches(embedder, samples, speech, trackPitch(samples)));
    const found = heard.consistency !== null && !(heard.consistency >= threshold);
    return { ...composed, found, named: namedShare(heard.spans, composed.second) };
  };
  /** Of each recipe about as many readings as its group has room for, speakers in turn. */
  const measure = async (speakers: readonly Speaker[], recipes: readonly Recipe[], most: number) => {
    const random = seededRandom(SEED);
    const measured: Measured[] = [];
    for (let at = 0; measured.length < most && at < 4 * most; at++) {
      const [a, b] = drawPair(speakers, Math.floor(at / recipes.length), random);
      const composed = recipes[at % recipes.length]!(a, b, random);
      if (composed !== null) measured.push(await hear(composed));
    }
    return measured;
  };
  console.log(
    `threshold ${threshold}; human voices; ${values.development ? 'development speakers' : 'held-out speakers'}`,
  );
  for (const [folder, most, joined, halves] of [
    ['speechocean762-adults', 4, 1, true],
    ['dspspeech20-34-speakers', 3, 3, true],
    ['aishell1-two-speakers', 60, 1, false],
  ] as const) {
    if ((values.development && !halves) || (values.corpus ?? folder) !== folder) continue;
    const half = values.development ? 0 : 1;
    const speakers = await readSentences(join(data, folder), most, joined, halves ? half : null);
    const [alternating, others] = [TWO.slice(2), [...TWO.slice(0, 2), ...OTHERS]];
    printAll(folder, [
      ...(await measure(speakers, alternating, count)),
      ...(await measure(speakers, ONE, count)),
      ...(await measure(speakers, others, others.length * Math.ceil(count / 10))),
    ]);
  }
};

await main();
