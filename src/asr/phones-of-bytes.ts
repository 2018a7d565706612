import type { Posteriors } from '../align/posteriors.js';
import { BLANK, FOREIGN } from '../text/phone.js';
import { bestTokens } from './best-tokens.js';
import { type ByteGroup, byteGroups, decodeBytes } from './byte-groups.js';
import { FRAME_MS } from './frame-clock.js';
import { bytesOf } from './join-byte-tokens.js';
import { addSound, emptyRows, LABELS, type SoundRows, writePhoneRow } from './phone-rows.js';
import type { TokenPosteriors } from './token-recognizer.js';
import { tokenSound } from './token-sounds.js';
import type { TokenTable } from './token-table.js';

/** Other tokens of a frame that are tried in the place of the best one: the likeliest, and no unlikelier than this. */
const MOST_RIVALS = 4;
const LEAST_RIVAL = 1e-3;
/** Combinations of rivals that are tried for one group of characters. */
const MOST_COMBINATIONS = 256;
/** Phone frames that a character is heard for, at most; it is a spike, as all of these recognisers make. */
const LONGEST_SPIKE = 3;

const SILENCE = Float64Array.from({ length: LABELS }, (_, label) => Number(label === BLANK));

/** A token of the greedy path, at the frame where it begins. */
interface Emission {
  readonly token: number;
  readonly frame: number;
}

/** Tokens that together spell whole characters, or nothing. */
type Group = ByteGroup<Emission>;

/** A vocabulary of bytes: what each token spells, without spaces; null where that is nothing: tags, the blank. */
type Vocabulary = readonly (readonly number[] | null)[];

const SPACE = 0x20;

const vocabularyOf = ({ texts, blank }: TokenTable): Vocabulary =>
  texts.map((text, token) => {
    const bytes = token === blank ? [] : (bytesOf(text, true) ?? []).filter((byte) => byte !== SPACE);
    return bytes.length === 0 ? null : bytes;
  });

const emissionsOf = (posteriors: TokenPosteriors, vocabulary: Vocabulary): readonly Emission[] => {
  const best = bestTokens(posteriors);
  return Array.from(best).flatMap((token, frame) =>
    vocabulary[token] === null || token === best[frame - 1] ? [] : [{ token, frame }],
  );
};

interface Rival {
  readonly token: number;
  readonly probability: number;
}

const rivalsAt = ({ logProbs, tokens }: TokenPosteriors, frame: number, vocabulary: Vocabulary): readonly Rival[] => {
  const rivals: Rival[] = [];
  for (let token = 0; token < tokens; token++) {
    const probability = Math.exp(logProbs[frame * tokens + token]!);
    if (probability >= LEAST_RIVAL && vocabulary[token] !== null) rivals.push({ token, probability });
  }
  return rivals.sort((a, b) => b.probability - a.probability).slice(0, MOST_RIVALS);
};

/** Texts of as many characters that the frames of a group may spell, with their probability. */
const spellings = (posteriors: TokenPosteriors, { items, text }: Group, vocabulary: Vocabulary) => {
  const wanted = [...(text ?? '')].length;
  let partial: readonly { readonly bytes: readonly number[]; readonly probability: number }[] = [
    { bytes: [], probability: 1 },
  ];
  for (const { frame } of items) {
    const rivals = rivalsAt(posteriors, frame, vocabulary);
    partial = partial
      .flatMap(({ bytes, probability }) =>
        rivals.map((rival) => ({
          bytes: [...bytes, ...vocabulary[rival.token]!],
          probability: probability * rival.probability,
        })),
      )
      .sort((a, b) => b.probability - a.probability)
      .slice(0, MOST_COMBINATIONS);
  }
  return partial.flatMap(({ bytes, probability }) => {
    const decoded = decodeBytes(bytes);
    const characters = typeof decoded === 'string' ? [] : [...decoded.text];
    return characters.length === wanted ? [{ characters, probability }] : [];
  });
};

const silenceAt = ({ logProbs, tokens }: TokenPosteriors, frame: number, vocabulary: Vocabulary): number => {
  let silence = 0;
  for (let token = 0; token < tokens; token++) {
    if (vocabulary[token] === null) silence += Math.exp(logProbs[frame * tokens + token]!);
  }
  return Math.min(1, silence);
};

const rowsOfGroup = (posteriors: TokenPosteriors, group: Group, vocabulary: Vocabulary): readonly SoundRows[] => {
  const count = [...(group.text ?? '?')].length;
  const rows = Array.from({ length: count }, emptyRows);
  const spelled = group.text === null ? [] : spellings(posteriors, group, vocabulary);
  const known = spelled.reduce((sum, { probability }) => sum + probability, 0);
  const silence = Math.max(...group.items.map(({ frame }) => silenceAt(posteriors, frame, vocabulary)));
  const scale = 1 / Math.max(1, known + silence);
  rows.forEach(({ onset, rest }, at) => {
    for (const row of [onset, rest]) {
      row[BLANK]! += silence * scale;
      row[FOREIGN]! += Math.max(0, 1 - known - silence);
    }
    for (const { characters, probability } of spelled) {
      addSound(rows[at]!, tokenSound(characters[at]!), probability * scale, false);
    }
  });
  return rows;
};

/**
 * Phone posteriors of a recogniser whose tokens are bytes (icefall's byte-level pieces), where no frame alone says a syllable:
 * the greedy path is cut into groups of tokens that spell whole characters, and each group gets the characters that its
 * frames may spell together, at the product of their probabilities. What spells nothing is speech that no phone writes.
 *
 *     token frames      E4BD  -   A0   |  -    -  | E5A5BD
 *     phone frames      n  i  i   -  - |  -    -  | h ao ao - ...
 *
 * How many characters there are, and where they begin, is the greedy path's. Labels as those of `phonesOfTokens`.
 */
export const phonesOfBytes = (posteriors: TokenPosteriors, table: TokenTable, frames: number): Posteriors => {
  const perToken = posteriors.frameMs / FRAME_MS;
  if (!Number.isInteger(perToken))
    throw new RangeError(`frames of ${posteriors.frameMs} ms are not whole phone frames`);
  const vocabulary = vocabularyOf(table);
  const logProbs = new Float32Array(frames * LABELS);
  const write = (frame: number, row: Float64Array): void => {
    if (frame < frames) writePhoneRow(logProbs, frame * LABELS, row);
  };
  for (let at = 0; at * perToken < frames; at++) {
    const row = new Float64Array(LABELS);
    row[BLANK] = at < posteriors.frames ? silenceAt(posteriors, at, vocabulary) : 1;
    row[FOREIGN] = 1 - row[BLANK]!;
    for (let part = 0; part < perToken; part++) write(at * perToken + part, row);
  }
  const groups = byteGroups(emissionsOf(posteriors, vocabulary), ({ token }) => vocabulary[token]!);
  const begins = groups.map(({ items }) => items[0].frame * perToken);
  groups.forEach((group, index) => {
    const rows = rowsOfGroup(posteriors, group, vocabulary);
    const begin = begins[index]!;
    const end = begins[index + 1] ?? posteriors.frames * perToken;
    const room = Math.floor((end - begin) / rows.length);
    // Too many characters for their time: nobody can tell where one ends.
    if (room < 2) return;
    rows.forEach(({ onset, rest }, at) => {
      for (let part = 0; part < room; part++) {
        write(begin + at * room + part, part === 0 ? onset : part < LONGEST_SPIKE ? rest : SILENCE);
      }
    });
  });
  return { logProbs, frames, labels: LABELS, frameMs: FRAME_MS };
};
