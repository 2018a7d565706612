/**
 * Hears every recording of a set once and writes what the tone bench needs, one JSON line per recording: pitch track,
 * tokens with times and tones. The recordings themselves stay where they are.
 */
import { appendFileSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, parse } from 'node:path';
import { toLattice } from '../../src/align/clause-lattice.js';
import { scoreClause, TEMPERING } from '../../src/align/clause-score.js';
import type { ClauseLattice, ClauseToken } from '../../src/align/clause-token.js';
import { temper } from '../../src/align/emissions.js';
import { toneBearers } from '../../src/align/hear-tones.js';
import { maskSilence } from '../../src/align/mask-silence.js';
import { trackPitch } from '../../src/audio/pitch.js';
import type { Reader } from '../../src/reader.js';
import { accentProfile } from '../../src/text/accent-profile-list.js';
import { surfaceTones, type ToneBearer } from '../../src/text/surface-tones.js';
import { parseSyllable, syllablePhones, type Tone } from '../../src/text/syllable.js';
import { preferredTokens, toSpokenForm } from '../../src/text/to-spoken-form.js';
import { sample, seededRandom } from '../seeded-random.js';
import { readManifest } from '../verdicts/recordings.js';

/** A recording with the text that it says, or for one syllable its numbered pinyin. */
export interface ToneRecording {
  readonly set: string;
  readonly speaker: string;
  readonly path: string;
  readonly text: string;
}

export interface HeardToken {
  readonly character: string;
  readonly phones: number;
  readonly tones: readonly Tone[];
  readonly startMs: number;
  readonly endMs: number;
  /** Log posterior per phone. */
  readonly score: number;
}

/** What one recording gives: enough for any features, nothing that could be played. */
export interface HeardTones extends ToneRecording {
  readonly frameMs: number;
  readonly durationMs: number;
  readonly hz: readonly number[];
  readonly strength: readonly number[];
  readonly tokens: readonly HeardToken[];
}

const WORD = /^cmn-(.+)\.mp3$/;

const wordsIn = (folder: string, set: string, speaker: string): readonly ToneRecording[] =>
  readdirSync(folder)
    .sort()
    .flatMap((file) => {
      const label = WORD.exec(file)?.[1];
      return label ? [{ set, speaker, path: join(folder, file), text: label }] : [];
    });

const sentencesIn = (data: string, set: string): readonly ToneRecording[] =>
  readManifest(join(data, set)).map(({ path, speaker, text }) => ({ set, speaker, path, text }));

/** Real dialect, a clip or two of each: enough to show where the witness must abstain. */
export const dialectRecordings = (data: string): readonly ToneRecording[] => sentencesIn(data, 'dialect-dev');

/** Every set under DIR; of the 8,596 words a random part. */
export const toneRecordings = (data: string, words: number, seed: number): readonly ToneRecording[] => {
  const cmn = join(data, 'audio-cmn', '24k-abr');
  return [
    ...sentencesIn(data, 'aishell3-dev'),
    ...sentencesIn(data, 'dspspeech20-34-speakers'),
    ...sentencesIn(data, 'aishell1-two-speakers'),
    ...wordsIn(join(cmn, 'syllabs'), 'syllables', 'Chen Wang').filter(({ text }) => parseSyllable(text) !== null),
    ...sample(seededRandom(seed), wordsIn(join(cmn, 'hsk'), 'words', 'Yue Tan'), words),
  ];
};

const MANDARIN = accentProfile('mandarin')!;

interface Said {
  readonly lattice: ClauseLattice;
  readonly bearersOf: (tokens: readonly ClauseToken[]) => readonly ToneBearer[];
}

const ofSyllable = (text: string): Said => {
  const syllable = parseSyllable(text)!;
  const token: ClauseToken = {
    character: text,
    pronunciations: [{ phones: syllablePhones(syllable), cost: 0, rule: null, syllable, character: text }],
    critical: false,
    optional: false,
    source: { start: 0, end: 1 },
    sentence: 0,
  };
  return { lattice: [[[token]]], bearersOf: () => [{ character: text, tones: [syllable.tone] }] };
};

const ofText = (text: string): Said => {
  const form = toSpokenForm(text);
  return { lattice: toLattice(form, [], MANDARIN), bearersOf: (tokens) => toneBearers(form, tokens) };
};

const hear = async (reader: Reader, recording: ToneRecording): Promise<HeardTones> => {
  const { samples, durationMs } = await reader.decoder.decode(recording.path, reader.decodeLimits);
  // Isolated words are recognised as answers are.
  const { posteriors, speech } = await reader.engine.analyse(samples, { voice: false, context: 'silence' });
  const said = recording.set === 'syllables' ? ofSyllable(recording.text) : ofText(recording.text);
  const score = scoreClause(said.lattice, temper(maskSilence(posteriors, speech), TEMPERING));
  const tones = surfaceTones(said.bearersOf(score.tokens));
  const pitch = trackPitch(samples);
  const { frameMs } = score.emissions;
  return {
    ...recording,
    frameMs: pitch.frameMs,
    durationMs,
    hz: Array.from(pitch.hz, (hz) => Math.round(hz * 10) / 10),
    strength: Array.from(pitch.strength, (strength) => Math.round(strength * 1000) / 1000),
    tokens: score.tokens.map((token, at) => ({
      character: token.character,
      phones: token.pronunciations[score.scores[at]!.pronunciation]!.phones.length,
      tones: tones[at]!,
      startMs: score.starts[at]! * frameMs,
      endMs: score.ends[at]! * frameMs,
      score: score.scores[at]!.perPhone,
    })),
  };
};

export const readCache = (cache: string): readonly HeardTones[] =>
  existsSync(cache)
    ? readFileSync(cache, 'utf8')
        .split('\n')
        .filter((line) => line.endsWith('}'))
        .map((line) => JSON.parse(line) as HeardTones)
    : [];

const speakable = ({ set, text }: ToneRecording): boolean =>
  set === 'syllables' || preferredTokens(toSpokenForm(text)).length > 0;

/** Hears what the cache lacks. A recording that cannot be decoded is named and left out. */
export const hearAll = async (
  reader: Reader,
  recordings: readonly ToneRecording[],
  cache: string,
): Promise<readonly HeardTones[]> => {
  const known = new Set(readCache(cache).map(({ path }) => path));
  let done = 0;
  for (const recording of recordings) {
    done++;
    if (known.has(recording.path) || !speakable(recording)) continue;
    try {
      appendFileSync(cache, `${JSON.stringify(await hear(reader, recording))}\n`);
    } catch (fault) {
      console.error(`${parse(recording.path).base}: ${fault instanceof Error ? fault.message : 'fault'}`);
    }
    if (process.stderr.isTTY) process.stderr.write(`\r${done}/${recordings.length} recordings`);
  }
  const wanted = new Set(recordings.map(({ path }) => path));
  return readCache(cache).filter(({ path }) => wanted.has(path));
};
