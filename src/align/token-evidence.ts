import { toPinyin } from '../text/syllable.js';
import type { TokenEvidence, TokenOp } from '../verdict/evidence.js';
import type { Thresholds } from '../verdict/policy.js';
import type { ClauseScore, SoundingScore } from './clause-score.js';
import type { ClauseToken, Pronunciation } from './clause-token.js';
import type { EditStep } from './edit-alignment.js';
import { type HeardSyllable, spellHeard } from './free-decode.js';
import { type Stretch, scoreLocally, stretchAround } from './local-score.js';
import { mean } from './mean.js';

/** Lowest log posterior per phone that is told apart; below it a token is simply not there. */
export const LOWEST_LOG_POSTERIOR = -12;
/** CTC marks a syllable by a spike; its sound goes on until the next one, at most so long. */
const MAX_TAIL_MS = 240;

/**
 * Tokens that were read more than once, the last time well. Critical ones are left out: whoever says a number, or a
 * phrase after its 不, a second time may be saying something else, and that is for a reviewer to hear.
 */
const rereadTokens = (
  { tokens }: ClauseScore,
  steps: readonly EditStep[],
  again: ReadonlySet<number>,
): ReadonlySet<number> => {
  const readWell = steps.flatMap((step) => {
    if (step.kind !== 'heard' || step.again || !again.has(step.token)) return [];
    const { critical, pronunciations } = tokens[step.token]!;
    return !critical && step.cost <= pronunciations[step.pronunciation]!.cost ? [step.token] : [];
  });
  return new Set(readWell);
};

const isExplained = (step: EditStep, reread: ReadonlySet<number>): boolean => {
  if (step.kind === 'extra') return step.filler;
  return step.kind === 'heard' && (step.again || reread.has(step.token));
};

/**
 * True when all that the free decode heard in a stretch of extra speech is a filler or was read more than once. Any of
 * the readings may be the extra one: the best path is free to take the first for the clause and the last for the repeat.
 */
const holdsOnlyRepeats = (
  start: number,
  end: number,
  steps: readonly EditStep[],
  heard: readonly HeardSyllable[],
  reread: ReadonlySet<number>,
): boolean => {
  const inside = steps.filter((step) => {
    if (step.kind === 'missing') return false;
    const { start: from, end: to } = heard[step.heard]!;
    return from < end && to > start;
  });
  return inside.length > 0 && inside.every((step) => isExplained(step, reread));
};

/** Where each of the syllables that need no explanation was heard. */
const explainedPieces = (
  steps: readonly EditStep[],
  heard: readonly HeardSyllable[],
  reread: ReadonlySet<number>,
): readonly (Stretch & { readonly filler: boolean })[] =>
  steps.flatMap((step) => {
    if (step.kind === 'missing' || !isExplained(step, reread)) return [];
    const { start, end } = heard[step.heard]!;
    return [{ start, end, filler: step.kind === 'extra' }];
  });

/** An optional token that was left out speaks neither for nor against the clause: it weighs as the said ones do on average. */
const withoutOmissions = ({ path, tokens }: ClauseScore, values: readonly number[]): readonly number[] => {
  const left = new Set(
    path.flatMap((step) => (step.kind === 'skipped' && tokens[step.token]!.optional ? [step.token] : [])),
  );
  const said = values.filter((_, token) => !left.has(token));
  if (said.length === 0) return values;
  const usual = mean(said);
  return values.map((value, token) => (left.has(token) ? usual : value));
};

/** Log posterior per phone of every clause token, nats, between -12 and 0. */
export const tokenLogPosteriors = (
  score: SoundingScore,
  steps: readonly EditStep[],
  heard: readonly HeardSyllable[],
): readonly number[] => {
  const { path } = score;
  const again = new Set(steps.flatMap((step) => (step.kind === 'heard' && step.again ? [step.token] : [])));
  const reread = rereadTokens(score, steps, again);
  const explained = path.map(
    (step) => step.kind === 'star' && holdsOnlyRepeats(step.start, step.end, steps, heard, reread),
  );
  const besideRepeat = (token: number) =>
    again.has(token)
      ? reread.has(token)
      : !score.tokens[token]!.critical && (reread.has(token - 1) || reread.has(token + 1));
  const pieces = explainedPieces(steps, heard, reread);
  const values = score.scores.map(({ perPhone }) => perPhone);
  path.forEach((step, at) => {
    if (step.kind !== 'spoken') return;
    const { start, end } = stretchAround(score, at);
    const inside = pieces.filter((piece) => piece.start >= start && piece.end <= end);
    const besideFiller = inside.some(({ filler }) => filler);
    if (!(explained[at - 1] || explained[at + 1] || besideRepeat(step.token) || besideFiller)) return;
    values[step.token] = Math.max(values[step.token]!, scoreLocally(score, at, inside));
  });
  return withoutOmissions(
    score,
    values.map((value) => Math.min(0, Math.max(LOWEST_LOG_POSTERIOR, value))),
  );
};

interface Input {
  readonly score: ClauseScore;
  readonly steps: readonly EditStep[];
  readonly heard: readonly HeardSyllable[];
  readonly logPosteriors: readonly number[];
  /** Per clause token: true where no recogniser here can tell what was said. */
  readonly unjudged: readonly boolean[];
  readonly thresholds: Thresholds;
}

const spanMs = ({ score }: Input, token: number): readonly [number, number] | readonly [null, null] => {
  const { starts, ends, emissions } = score;
  const start = starts[token]!;
  const end = ends[token]!;
  if (start === end) return [null, null];
  const next = starts[token + 1] ?? emissions.frames;
  const tail = Math.min(Math.max(end, next), end + MAX_TAIL_MS / emissions.frameMs, emissions.frames);
  return [start * emissions.frameMs, tail * emissions.frameMs];
};

interface Judged {
  readonly op: TokenOp;
  readonly rule: string | null;
}

/** The merge of the reader's accent that was heard, where it may not be taken for the token. */
const withheldMerge = ({ withheld = [] }: ClauseToken, { initial, final }: HeardSyllable): Pronunciation | undefined =>
  withheld.find(({ phones }) => phones.at(-1) === final && (phones.length === 2 ? phones[0] : -1) === initial);

/** What became of a token that the free decode matched with a syllable. */
const judgeHeard = (
  step: Extract<EditStep, { kind: 'heard' }>,
  { score, heard, logPosteriors, thresholds }: Input,
): Judged => {
  const { pronunciations } = score.tokens[step.token]!;
  const heardAs = pronunciations[step.pronunciation]!;
  if (step.cost <= heardAs.cost) return { op: heardAs.rule ? 'accent_variant' : 'match', rule: heardAs.rule };
  // An honest reader with this accent says just that; so does one who says the contrary. A person has to hear it.
  const merge = withheldMerge(score.tokens[step.token]!, heard[step.heard]!);
  if (merge) return { op: 'unsure', rule: merge.rule };
  if (!(logPosteriors[step.token]! >= thresholds.worstPairPass)) return { op: 'substitution', rule: null };
  // One phone of two misheard while the sound supports the token: the decode is the weaker witness there.
  const half = step.cost < 1;
  const soundsAs = pronunciations[score.scores[step.token]!.pronunciation]!;
  if (!half) return { op: 'unsure', rule: null };
  return { op: soundsAs.rule ? 'accent_variant' : 'match', rule: soundsAs.rule };
};

const UNKNOWN: Judged = { op: 'unsure', rule: null };

const clauseToken = (input: Input, index: number, judged: Judged, heard: HeardSyllable | null): TokenEvidence => {
  const token = input.score.tokens[index]!;
  const [startMs, endMs] = spanMs(input, index);
  return {
    ref: token.character,
    ...(input.unjudged[index] ? UNKNOWN : judged),
    pinyinRef: toPinyin(token.pronunciations[0]!.syllable),
    pinyinHeard: heard ? spellHeard(heard) : null,
    startMs,
    endMs,
    score: input.unjudged[index] ? null : Math.exp(input.logPosteriors[index]!),
    critical: token.critical,
    source: token.source,
  };
};

const extraToken = ({ score }: Input, op: TokenOp, heard: HeardSyllable): TokenEvidence => ({
  ref: null,
  op,
  rule: null,
  pinyinRef: null,
  pinyinHeard: spellHeard(heard),
  startMs: heard.start * score.emissions.frameMs,
  endMs: heard.end * score.emissions.frameMs,
  score: null,
  critical: false,
  source: null,
});

const toEvidence = (input: Input, step: EditStep): TokenEvidence => {
  if (step.kind === 'missing') {
    const supported = input.logPosteriors[step.token]! >= input.thresholds.worstPairPass;
    const optional = input.score.tokens[step.token]!.optional;
    return clauseToken(
      input,
      step.token,
      { op: optional ? 'match' : supported ? 'unsure' : 'deletion', rule: null },
      null,
    );
  }
  const heard = input.heard[step.heard]!;
  if (step.kind === 'extra') return extraToken(input, step.filler ? 'filler' : 'insertion', heard);
  if (step.again) return extraToken(input, 'repeat', heard);
  return clauseToken(input, step.token, judgeHeard(step, input), heard);
};

/**
 * One evidence row per clause token and per extra syllable, in reading order. `places[k]` is the row of clause token k,
 * `sentences[i]` the sentence of row i (that of the clause token before it).
 */
export const toTokenEvidence = (
  input: Input,
): {
  readonly tokens: readonly TokenEvidence[];
  readonly places: readonly number[];
  readonly sentences: readonly number[];
} => {
  const places = new Array<number>(input.score.tokens.length).fill(0);
  let sentence = 0;
  const rows = input.steps.map((step, at) => {
    const own = step.kind === 'extra' ? null : step.token;
    if (own !== null) sentence = input.score.tokens[own]!.sentence;
    if (step.kind === 'missing' || (step.kind === 'heard' && !step.again)) places[step.token] = at;
    return { evidence: toEvidence(input, step), sentence };
  });
  return { tokens: rows.map(({ evidence }) => evidence), places, sentences: rows.map((row) => row.sentence) };
};
