/**
 * Challenges on real speech: a digit string as the phrase, joined with a sentence of the same speaker.
 *
 *   npm run bench:challenges -- --data DIR [--count 60] [--seed 1]
 *
 * DIR is a folder with a manifest.tsv (aishell1-two-speakers: people; the embedded model was trained on these recordings). Honest: the digits that were said.
 * Attacks on the same sound: a phrase drawn anew, the same phrase with one digit changed (harder than any phrase that is ever given beside another), and no phrase in the recording at all. The
 * strings are longer than ours, hold 一 and 幺 and the same digit twice in a row, which ours never do.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CHALLENGE_DIGITS, drawPhrase } from '../../src/challenge/draw-phrase.js';
import { loadConfig } from '../../src/config.js';
import { createReader } from '../../src/reader.js';
import { type HeardReading, hearReading } from '../../src/verification/hear-reading.js';
import { type Random, sample, seededRandom } from '../seeded-random.js';
import { type Recording, readManifest } from '../verdicts/recordings.js';
import { joined } from './joined.js';
import { challengeTally } from './tally.js';

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
const stopwatch = (): number => performance.now();
const random: Random = seededRandom(Number(options.seed));
const randomBytes = (size: number): Uint8Array => Uint8Array.from({ length: size }, () => Math.floor(random() * 256));
const { config } = loadConfig();
const folder = mkdtempSync(join(tmpdir(), 'hesheng-challenges-'));

const oneChanged = (phrase: string): string => {
  const digits = Array.from(phrase);
  const at = Math.floor(random() * digits.length);
  const others = CHALLENGE_DIGITS.filter((digit) => digit !== digits[at]);
  return digits.with(at, others[Math.floor(random() * others.length)]!).join('');
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
  const tally = challengeTally();
  const count = (name: string, heard: HeardReading, clauseText: string, phrase: string): void =>
    tally.count(name, heard, clauseText, { kind: 'digits', phrase });
  for (const string of strings) {
    const sentences = all.filter(({ speaker, text }) => speaker === string.speaker && !DIGIT_STRING.test(text));
    const [sentence] = sample(random, sentences, 1) as [Recording];
    const heard = await hear(
      joined(config.ffmpeg, [string.path, sentence.path], PAUSE_SECONDS, join(folder, 'joined.wav')),
    );
    const drawn = drawPhrase('digits', string.text.length, randomBytes);
    const twice = /(.)\1/.test(string.text) ? 'with a digit twice in a row' : 'no digit twice in a row, as ours';
    count(`the digits that were said, ${twice}`, heard, sentence.text, string.text);
    count('another phrase of the same length', heard, sentence.text, drawn);
    count('one digit changed', heard, sentence.text, oneChanged(string.text));
    count('no phrase in the recording', await hear(sentence.path), sentence.text, drawn);
  }
  await reader.close();
  rmSync(folder, { recursive: true });
  console.log(tally.table().join('\n'));
};

await main();
