/**
 * Challenges put together from recordings of single words or digits, before a sentence that somebody else reads.
 *
 *   npm run bench:challenge-parts -- --parts DIR --kind words|digits --sentences DIR [--count 60] [--seed 1]
 *
 * PARTS holds a recording for each word (`cmn-WORD.mp3`: audio-cmn 24k-abr/hsk, which the embedded model was trained on) or each digit
 * (`cmn-PINYIN.mp3`: 24k-abr/syllabs, a voice that it was not trained on); parts that are missing are never drawn. SENTENCES is a folder with a
 * manifest.tsv. Isolated parts joined with pauses are not how people read a phrase, and phrase and sentence are two people's: what is judged is
 * whether the phrase is heard, not the voice.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CHALLENGE_KINDS } from '../../src/challenge/challenge.js';
import { CHALLENGE_DIGITS, CHALLENGE_LENGTHS, drawPhrase, partsOf } from '../../src/challenge/draw-phrase.js';
import { CHALLENGE_WORDS } from '../../src/challenge/words.js';
import { loadConfig } from '../../src/config.js';
import { createReader } from '../../src/reader.js';
import { hearReading } from '../../src/verification/hear-reading.js';
import { type Random, sample, seededRandom } from '../seeded-random.js';
import { readManifest } from '../verdicts/recordings.js';
import { joined } from './joined.js';
import { challengeTally } from './tally.js';

const { values: options } = parseArgs({
  options: {
    parts: { type: 'string' },
    kind: { type: 'string', default: 'words' },
    sentences: { type: 'string' },
    count: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
  },
});
const kind = CHALLENGE_KINDS.find((one) => one === options.kind);
if (!options.parts || !options.sentences || !kind) throw new Error('--parts DIR --kind words|digits --sentences DIR');

const DIGIT_SYLLABLES = 'ling2 er4 san1 si4 wu3 liu4 qi1 ba1 jiu3'.split(' ');
const PAUSE_SECONDS = 0.25;
const VOCABULARY = { words: CHALLENGE_WORDS, digits: CHALLENGE_DIGITS }[kind];
const { parts: partsFolder, sentences: sentencesFolder } = options;

const random: Random = seededRandom(Number(options.seed));
const randomBytes = (size: number): Uint8Array => Uint8Array.from({ length: size }, () => Math.floor(random() * 256));

const labelOf = (part: string): string => (kind === 'digits' ? DIGIT_SYLLABLES[VOCABULARY.indexOf(part)]! : part);
const fileOf = (part: string): string => join(partsFolder, `cmn-${labelOf(part)}.mp3`);
const isRecorded = (part: string): boolean => existsSync(fileOf(part));

const draw = (): string => {
  for (;;) {
    const phrase = drawPhrase(kind, CHALLENGE_LENGTHS[kind].usual, randomBytes);
    if (partsOf(kind, phrase).every(isRecorded)) return phrase;
  }
};

/** The same phrase with one of its words or digits exchanged for another one. */
const oneChanged = (phrase: string): string => {
  const parts = partsOf(kind, phrase);
  const at = Math.floor(random() * parts.length);
  const [other] = sample(
    random,
    VOCABULARY.filter((part) => !parts.includes(part)),
    1,
  );
  return [...parts.slice(0, at), other, ...parts.slice(at + 1)].join(kind === 'words' ? '、' : '');
};

const main = async (): Promise<void> => {
  console.log(`${VOCABULARY.filter(isRecorded).length} of ${VOCABULARY.length} ${kind} have a recording`);
  const { config } = loadConfig();
  const folder = mkdtempSync(join(tmpdir(), 'hesheng-challenges-'));
  const stopwatch = (): number => performance.now();
  const sentences = readManifest(sentencesFolder);
  const tally = challengeTally();
  const reader = createReader({ ...config, engineProcesses: 1, engineThreads: 1 });
  await reader.engine.ready();
  const hear = (path: string) => hearReading({ ...reader, stopwatch }, path, { voice: false });
  for (let trial = 0; trial < Number(options.count); trial++) {
    const sentence = sentences[trial % sentences.length]!;
    const phrase = draw();
    const files = [...partsOf(kind, phrase).map(fileOf), sentence.path];
    const heard = await hear(joined(config.ffmpeg, files, PAUSE_SECONDS, join(folder, 'joined.wav')));
    tally.count('the phrase that was said', heard, sentence.text, { kind, phrase });
    tally.count('another phrase', heard, sentence.text, { kind, phrase: draw() });
    tally.count('one part changed', heard, sentence.text, { kind, phrase: oneChanged(phrase) });
  }
  await reader.close();
  rmSync(folder, { recursive: true });
  console.log(tally.table().join('\n'));
};

await main();
