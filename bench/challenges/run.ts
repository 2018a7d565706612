/**
 * Challenges on real speech: a digit string as the phrase, joined with a sentence of the same speaker.
 *
 *   npm run bench:challenges -- --data DIR [--count 60] [--seed 1]
 *
 * DIR is a folder with a manifest.tsv (aishell1-two-speakers: people; the embedded model was trained on these recordings). Honest: the digits that were said.
 * Attacks on the same sound: a phrase drawn anew, the same phrase with one digit changed (harder than any phrase that is ever given beside another), and no phrase in the recording at all. The
 * strings are longer than ours, hold 一 and 幺 and the same digit twice in a row, which ours never do.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { SpokenChallenge } from '../../src/challenge/challenge.js';
import { CHALLENGE_DIGITS, drawPhrase } from '../../src/challenge/draw-phrase.js';
import { loadConfig } from '../../src/config.js';
import { createReader } from '../../src/reader.js';
import { wilson } from '../../src/recognisers/wilson.js';
import { shippedPolicies } from '../../src/verdict/policies.js';
import { type HeardReading, hearReading } from '../../src/verification/hear-reading.js';
import { judgeReading } from '../../src/verification/judge-reading.js';
import { type Random, sample, seededRandom } from '../seeded-random.js';
import { type Recording, readManifest } from '../verdicts/recordings.js';

const { values: options } = parseArgs({
  options: {
    data: { type: 'string' },
    count: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
  },
});
if (!options.data) throw new Error('--data DIR: a folder with a manifest.tsv');

const DIGIT_STRING = /^[零一二三四五六七八九幺]{4,}$/;
const PAUSE_SECONDS = 0.6;
const NOBODY = { kind: 'not_requested' } as const;
const stopwatch = (): number => performance.now();
const random: Random = seededRandom(Number(options.seed));
const randomBytes = (size: number): Uint8Array => Uint8Array.from({ length: size }, () => Math.floor(random() * 256));
const { config } = loadConfig();
const folder = mkdtempSync(join(tmpdir(), 'hesheng-challenges-'));

const joined = (first: string, second: string): string => {
  const path = join(folder, 'joined.wav');
  const filter = `[0:a]apad=pad_dur=${PAUSE_SECONDS}[a];[a][1:a]concat=n=2:v=0:a=1`;
  const inputs = ['-i', first, '-i', second, '-filter_complex', filter];
  execFileSync(config.ffmpeg, ['-nostdin', '-v', 'error', '-y', ...inputs, '-ar', '16000', '-ac', '1', path]);
  return path;
};

const oneChanged = (phrase: string): string => {
  const digits = Array.from(phrase);
  const at = Math.floor(random() * digits.length);
  const others = CHALLENGE_DIGITS.filter((digit) => digit !== digits[at]);
  return digits.with(at, others[Math.floor(random() * others.length)]!).join('');
};

interface Tally {
  readings: number;
  read: number;
  unsure: number;
  notRead: number;
  pass: number;
}

const tallies = new Map<string, Tally>();

const count = (name: string, heard: HeardReading, clauseText: string, phrase: string): void => {
  const challenge: SpokenChallenge = { id: 'chl_bench', kind: 'digits', phrase, position: 'before' };
  const request = { clauseText, criticalTerms: [], dialectHint: null, challenge };
  const judged = judgeReading(heard, request, shippedPolicies()[0]!, NOBODY, stopwatch);
  const tally = tallies.get(name) ?? { readings: 0, read: 0, unsure: 0, notRead: 0, pass: 0 };
  tallies.set(name, tally);
  tally.readings++;
  tally.read += Number(judged.challenge!.outcome === 'read');
  tally.unsure += Number(judged.challenge!.outcome === 'unsure');
  tally.notRead += Number(judged.challenge!.outcome === 'not_read');
  tally.pass += Number(judged.verdict === 'pass');
};

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const rate = (hits: number, trials: number): string => {
  const { low, high } = wilson(hits, trials);
  return `${hits} = ${percent(hits / trials)} [${percent(low)}, ${percent(high)}]`;
};

const main = async (): Promise<void> => {
  const all = readManifest(options.data!);
  const strings = sample(
    random,
    all.filter(({ text }) => DIGIT_STRING.test(text)),
    Number(options.count),
  );
  const reader = createReader({ ...config, engineProcesses: 1, engineThreads: 1 });
  await reader.engine.ready();
  const hear = (path: string): Promise<HeardReading> => hearReading({ ...reader, stopwatch }, path, { voice: false });
  for (const string of strings) {
    const sentences = all.filter(({ speaker, text }) => speaker === string.speaker && !DIGIT_STRING.test(text));
    const [sentence] = sample(random, sentences, 1) as [Recording];
    const heard = await hear(joined(string.path, sentence.path));
    const drawn = drawPhrase('digits', string.text.length, randomBytes);
    const twice = /(.)\1/.test(string.text) ? 'with a digit twice in a row' : 'no digit twice in a row, as ours';
    count(`the digits that were said, ${twice}`, heard, sentence.text, string.text);
    count('another phrase of the same length', heard, sentence.text, drawn);
    count('one digit changed', heard, sentence.text, oneChanged(string.text));
    count('no phrase in the recording', await hear(sentence.path), sentence.text, drawn);
  }
  await reader.engine.close();
  rmSync(folder, { recursive: true });
  console.log('| asked for | recordings | phrase read | unsure | not read | verdict pass |\n|---|---|---|---|---|---|');
  for (const [name, { readings, read, unsure, notRead, pass }] of tallies) {
    console.log(
      `| ${name} | ${readings} | ${rate(read, readings)} | ${unsure} | ${notRead} | ${rate(pass, readings)} |`,
    );
  }
};

await main();
