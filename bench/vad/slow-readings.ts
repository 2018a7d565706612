/**
 * Very slow readings with long pauses: how many words lie outside the speech that the service hears, and what it judges.
 *
 *   npm run bench:slow-readings -- --data SPEC [--speaker ID] [--readings 10] [--sentences 3] [--pace 0.6] [--seed 1] [--cache DIR]
 *
 * A reading is so many sentences of one data set (human voices), none used twice, slowed by a filter to `--pace` of their tempo, each after a pause of 2 to 6 s of the
 * quiet that its own recording begins with. Words are known from the unslowed sentence, aligned with its text.
 */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { joinSamples, SAMPLE_RATE_HZ, type Samples } from '../../src/audio/pcm.js';
import { loadConfig } from '../../src/config.js';
import { wilson } from '../../src/recognisers/wilson.js';
import type { SpeechSegment } from '../../src/vad/segments.js';
import { judgeReading } from '../../src/verification/judge-reading.js';
import { scoreReading } from '../../src/verification/score-reading.js';
import { readDataset } from '../dataset/read-dataset.js';
import { type Listener, openListener } from '../run/listener.js';
import { openPolicy } from '../run/policies.js';
import { between, type Random, sample, seededRandom } from '../seeded-random.js';
import { hasLetters } from '../verdicts/audible.js';
import { REACH_MS } from './boundaries.js';
import { readRecording } from './recordings.js';

const PAUSE_MS = { least: 2_000, most: 6_000 } as const;
/** Quiet that a recording begins with ends so long before its first word. */
const BEFORE_WORD_MS = 150;
const FRAME_MS = 20;
const POLICIES = ['default', 'elder'] as const;
/** What these readings are, put together as they are, and a person's slow reading is not. */
const OF_JOINTS = ['RECORDING_SPLICED', 'MULTIPLE_SPEAKERS'];

interface Word {
  readonly character: string;
  readonly startMs: number;
}

interface Sentence {
  readonly path: string;
  readonly text: string;
  readonly words: readonly Word[];
}

interface SlowReading {
  readonly samples: Samples;
  readonly text: string;
  readonly words: readonly Word[];
}

const asRequest = (clauseText: string) => ({
  clauseText,
  criticalTerms: [],
  dialectHint: null,
  previousText: null,
});

/** When each word is said, with all of the recording taken for speech; null when it could not be heard. */
const alignedSentence = async (listener: Listener, path: string, text: string): Promise<Sentence | null> => {
  const hearing = await listener.hear({ path });
  if (hearing.kind === 'failed') return null;
  const { heard } = hearing;
  const speech = [{ startMs: 0, endMs: heard.audio.durationMs }];
  const { score } = scoreReading({ ...heard, analysis: { ...heard.analysis, speech } }, asRequest(text)).content;
  const words = score.tokens.map(({ character }, at) => ({ character, startMs: score.starts[at]! * FRAME_MS }));
  return { path, text, words };
};

/** So much quiet, forwards and backwards by turns so that nothing clicks. */
const quietOf = (quiet: Samples, length: number): Samples =>
  Float32Array.from({ length }, (_, at) => {
    const place = at % quiet.length;
    return quiet[Math.floor(at / quiet.length) % 2 === 0 ? place : quiet.length - 1 - place]!;
  });

const PER_MS = SAMPLE_RATE_HZ / 1_000;

const slowReading = async (sentences: readonly Sentence[], pace: number, random: Random): Promise<SlowReading> => {
  const parts: Samples[] = [];
  const words: Word[] = [];
  let atMs = 0;
  for (const sentence of sentences) {
    const slowed = await readRecording(sentence.path, `atempo=${pace}`);
    const quietMs = Math.max(100, sentence.words[0]!.startMs / pace - BEFORE_WORD_MS);
    const pauseMs = Math.round(between(random, PAUSE_MS.least, PAUSE_MS.most));
    parts.push(quietOf(slowed.subarray(0, Math.round(quietMs * PER_MS)), pauseMs * PER_MS), slowed);
    words.push(
      ...sentence.words.map((word) => ({ ...word, startMs: Math.round(atMs + pauseMs + word.startMs / pace) })),
    );
    atMs += pauseMs + slowed.length / PER_MS;
  }
  return { samples: joinSamples(parts), text: sentences.map(({ text }) => `${text}。`).join(''), words };
};

const writeWav = (path: string, samples: Samples): void => {
  const given = ['-v', 'error', '-f', 'f32le', '-ar', String(SAMPLE_RATE_HZ), '-ac', '1', '-i', 'pipe:0', '-y', path];
  execFileSync('ffmpeg', given, { input: new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength) });
};

const isLost = ({ startMs }: Word, speech: readonly SpeechSegment[]): boolean =>
  !speech.some((segment) => segment.startMs - REACH_MS <= startMs && startMs < segment.endMs + REACH_MS);

const counted = (values: readonly string[]): string =>
  [...new Set(values)].map((value) => `${value} ${values.filter((one) => one === value).length}`).join(', ');

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    speaker: { type: 'string' },
    readings: { type: 'string', default: '10' },
    sentences: { type: 'string', default: '3' },
    pace: { type: 'string', default: '0.6' },
    seed: { type: 'string', default: '1' },
    cache: { type: 'string' },
  },
});
if (!values.data) throw new Error('Give a data set with --data.');
const random = seededRandom(Number(values.seed));
const dataset = await readDataset(values.data);
const usable = dataset.utterances.filter(
  ({ speaker, transcript }) =>
    transcript && !hasLetters(transcript) && (values.speaker === undefined || speaker === values.speaker),
);
const shuffled = sample(random, usable, usable.length);
const size = Number(values.sentences);
const count = Math.min(Number(values.readings), Math.floor(shuffled.length / size));
const folder = mkdtempSync(join(tmpdir(), 'hesheng-slow-'));
const listener = await openListener({
  config: loadConfig({ HESHENG_LOG_LEVEL: 'silent' }).config,
  cacheDir: values.cache ?? null,
  voice: false,
});
const policies = await Promise.all(POLICIES.map(openPolicy));
const verdicts = new Map<string, string[]>(POLICIES.map((id) => [id, []]));
const reasons: string[] = [];
const [lost, lostFirst] = [[] as boolean[], [] as boolean[]];
try {
  for (let round = 0; round < count; round++) {
    const chosen = shuffled.slice(round * size, (round + 1) * size);
    const aligned = await Promise.all(chosen.map((one) => alignedSentence(listener, one.path, one.transcript!)));
    const sentences = aligned.filter((one) => one !== null);
    const { samples, text, words } = await slowReading(sentences, Number(values.pace), random);
    const path = join(folder, `${round}.wav`);
    writeWav(path, samples);
    const hearing = await listener.hear({ path });
    if (hearing.kind === 'failed') throw new Error(hearing.code);
    const outside = words.map((word) => isLost(word, hearing.heard.analysis.speech));
    lost.push(...outside);
    let at = 0;
    for (const sentence of sentences) {
      lostFirst.push(outside[at]!);
      at += sentence.words.length;
    }
    for (const { policy } of policies) {
      const judged = judgeReading(hearing.heard, asRequest(text), policy, { kind: 'not_requested' }, () => 0);
      const held = judged.verdict === 'review' && judged.reasons.every(({ code }) => OF_JOINTS.includes(code));
      verdicts.get(policy.id)!.push(held ? 'review for its joints alone' : judged.verdict);
      if (policy.id === POLICIES[0]) reasons.push(...new Set(judged.reasons.map(({ code }) => code)));
    }
  }
} finally {
  await listener.close();
  rmSync(folder, { recursive: true });
}
const share = (flags: readonly boolean[]): string => {
  const hits = flags.filter(Boolean).length;
  const { low, high } = wilson(hits, flags.length);
  return `${hits} of ${flags.length} = ${((100 * hits) / flags.length).toFixed(1)} % [${(100 * low).toFixed(1)}, ${(100 * high).toFixed(1)}]`;
};
console.log(`${dataset.name}${values.speaker ? ` ${values.speaker}` : ''}, pace ${values.pace}`);
console.log(`  first words after a pause lost  ${share(lostFirst)}`);
console.log(`  all words lost                  ${share(lost)}`);
for (const [policy, all] of verdicts) console.log(`  ${policy.padEnd(8)} ${counted(all)}`);
console.log(`  readings by reason, ${POLICIES[0]}: ${counted(reasons)}`);
