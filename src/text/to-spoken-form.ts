import { mergeableEr } from './erhua.js';
import { foldText } from './folded-text.js';
import { readCharacters, usualSyllable } from './pinyin.js';
import { sentenceSpans } from './sentence-spans.js';
import type { Reading, SpokenForm, SpokenToken, SpokenUnit } from './spoken-form.js';
import { parseSyllable, type Syllable } from './syllable.js';
import type { Piece, UnitDraft } from './unit-draft.js';
import { scanUnits } from './unit-scan.js';

/** Changes with every rule or table that can change a spoken form; it is part of every verdict. */
export const NORMALISER = 'hesheng-text/3';

type Readings = ReadonlyMap<number, readonly Syllable[]>;

const toReadings = (character: string, syllables: readonly (Syllable | null)[]): readonly Reading[] =>
  syllables.flatMap((syllable) => (syllable === null ? [] : [{ character, syllable }]));

/** The first character of a piece is read as its context tells when the clause itself has it in that place. */
const pieceReadings = (piece: Piece, text: string, contextual: Readings): readonly Reading[] => {
  const [first = '', ...others] = Array.from(piece.said);
  if (piece.heard) return toReadings(first, piece.heard.map(parseSyllable));
  const { start, end } = piece.source;
  const known = text.slice(start, end) === first ? contextual.get(start) : undefined;
  return [
    ...toReadings(first, known ?? [usualSyllable(first)]),
    ...others.flatMap((other) => toReadings(other, [usualSyllable(other)])),
  ];
};

const toToken = (piece: Piece, text: string, contextual: Readings): SpokenToken => ({
  character: String.fromCodePoint(piece.said.codePointAt(0)!),
  readings: pieceReadings(piece, text, contextual),
  source: piece.source,
  optional: piece.optional === true,
});

const toUnit = (unit: UnitDraft, text: string, contextual: Readings): SpokenUnit => ({
  kind: unit.kind,
  source: unit.source,
  alternatives: unit.alternatives.map((pieces) => pieces.map((piece) => toToken(piece, text, contextual))),
});

/**
 * Writes a clause out as it may legally be read aloud. Deterministic; offsets are those of `text`. Characters are the
 * Simplified ones. What cannot be read at all is left out here and reported by `lintClause`, which comes first.
 */
export const toSpokenForm = (text: string): SpokenForm => {
  const folded = foldText(text);
  const contextual = readCharacters(folded);
  const drafts = scanUnits(folded, mergeableEr(folded), (offset) => contextual.has(offset));
  const units = drafts.map((unit) => toUnit(unit, folded, contextual));
  return { text, units, sentences: sentenceSpans(folded, units), normaliser: NORMALISER };
};

/** The tokens of the preferred reading, in reading order. */
export const preferredTokens = (form: SpokenForm): SpokenToken[] =>
  form.units.flatMap((unit) => unit.alternatives[0] ?? []);
