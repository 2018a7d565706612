import type { CriticalTerm } from '../clause/clause.js';
import type { TextSpan } from '../text/spoken-form.js';
import { spansOverlap } from '../text/text-span.js';
import type { TermEvidence, TokenEvidence } from '../verdict/evidence.js';
import type { Thresholds } from '../verdict/policy.js';
import { termOutcome } from '../verdict/term-outcome.js';
import type { ClauseScore } from './clause-score.js';
import type { NearMiss } from './near-miss.js';
import type { InaudibleMiss } from './near-misses/audible.js';
import { outcomeWithTone, toneEvidenceOn } from './tone-evidence.js';
import type { ToneOpinion } from './tone-witness.js';

export interface ScoredMiss {
  readonly miss: NearMiss;
  /** Log-likelihood of the clause minus that of the near miss, nats. */
  readonly margin: number;
  /** The free decode lies nearer to the clause than to the near miss. */
  readonly decodePrefers: boolean;
}

interface Input {
  readonly terms: readonly CriticalTerm[];
  readonly score: ClauseScore;
  /** Evidence row of each clause token. */
  readonly places: readonly number[];
  readonly tokens: readonly TokenEvidence[];
  readonly logPosteriors: readonly number[];
  readonly margins: readonly ScoredMiss[];
  readonly inaudible: readonly InaudibleMiss[];
  readonly tones: readonly ToneOpinion[];
  readonly thresholds: Thresholds;
}

/** A term's tokens, the last one included, and its place in the text. */
interface Range {
  readonly first: number;
  readonly last: number;
  readonly source: TextSpan;
}

const tokensOf = ({ score }: Input, { source }: CriticalTerm): Range | null => {
  const inside = score.tokens.flatMap((token, at) => (spansOverlap(token.source, source) ? [at] : []));
  return inside.length === 0 ? null : { first: inside[0]!, last: inside.at(-1)!, source };
};

/**
 * A word added between two terms belongs to the one whose token it was made for: a digit to the number before it, 不 to the
 * words behind it. Beside other words it may belong to the term that it touches.
 */
const isAddedTo = ({ start, replacement }: NearMiss, { first, last, source }: Range): boolean => {
  const touches = start >= first && start <= last + 1;
  return touches && replacement.every((word) => !word.critical || spansOverlap(word.source, source));
};

/** Near misses that change the term, or add a word inside or right beside it. Words in another order are no other words. */
const concerns = ({ miss }: { readonly miss: NearMiss }, range: Range): boolean => {
  if (miss.kind === 'sentences_swapped') return false;
  return miss.start === miss.end ? isAddedTo(miss, range) : miss.start <= range.last && miss.end > range.first;
};

const strongest = (rivals: readonly ScoredMiss[]): ScoredMiss | null =>
  rivals.reduce<ScoredMiss | null>((worst, next) => (worst && worst.margin <= next.margin ? worst : next), null);

/** The term as the near miss would have it read. */
const competitorText = ({ score }: Input, { first, last }: Range, { miss }: ScoredMiss): string => {
  const say = (from: number, to: number) =>
    score.tokens
      .slice(from, to)
      .map(({ character }) => character)
      .join('');
  const replacement = miss.replacement.map(({ character }) => character).join('');
  return say(Math.min(first, miss.start), miss.start) + replacement + say(miss.end, Math.max(last + 1, miss.end));
};

/** Worst mean of two neighbours of which at least one belongs to the term. */
const worstAround = (values: readonly number[], { first, last }: Range): number => {
  const from = Math.max(0, first - 1);
  const to = Math.min(values.length - 1, last + 1);
  const pairs = values.slice(from, to).map((value, i) => (value + values[from + i + 1]!) / 2);
  return Math.min(...(pairs.length > 0 ? pairs : [values[first]!]));
};

/** Rows of the term with the extra syllables inside or right beside it. */
const rowsAround = ({ places, tokens }: Input, { first, last }: Range): readonly TokenEvidence[] => {
  let from = places[first]!;
  let to = places[last]!;
  while (from > 0 && tokens[from - 1]!.ref === null) from--;
  while (to < tokens.length - 1 && tokens[to + 1]!.ref === null) to++;
  return tokens.slice(from, to + 1);
};

/** The tone witness judges what the near miss changes. */
const isToneJudged = ({ tones }: Input, { start, end }: NearMiss): boolean =>
  tones.some(({ first, last }) => first <= start && end <= last + 1);

/**
 * A contrary of the term sounds the same, to this reader at least: whatever is heard may be either. Listed contraries by
 * tone have their own witness, and a wording of the version before that sounds the same is said as well.
 */
const isDrownedOut = (input: Input, range: Range): boolean =>
  input.inaudible.some(({ miss, cause }) => {
    if (!concerns({ miss }, range)) return false;
    if (cause === 'tone') return !isToneJudged(input, miss);
    return cause === 'accent' || miss.kind !== 'previous_version';
  });

/** Margin from which the sound alone excludes a near miss, nats: as clear as the shipped policy wants a contradiction. */
const EXCLUDED = 6;

/** Neither witness excludes the near miss. */
const isLeftOpen = ({ margin, decodePrefers }: ScoredMiss): boolean => !decodePrefers && !(margin >= EXCLUDED);

const weighTerm = (input: Input, term: CriticalTerm, range: Range): TermEvidence => {
  const rivals = input.margins.filter((scored) => concerns(scored, range));
  const rival = strongest(rivals);
  const llr = rival ? rival.margin : null;
  const tone = toneEvidenceOn(input.tones, range, input.thresholds);
  const heard = termOutcome(
    {
      llr,
      worstLogPosterior: worstAround(input.logPosteriors, range),
      heardOps: rowsAround(input, range).map(({ op }) => op),
      heardRival: rivals.some(isLeftOpen),
    },
    input.thresholds,
  );
  return {
    text: term.text,
    kind: term.kind,
    outcome: outcomeWithTone(heard === 'said' && isDrownedOut(input, range) ? 'unsure' : heard, tone),
    tokens: [input.places[range.first]!, input.places[range.last]!],
    llr,
    competitor: rival ? competitorText(input, range, rival) : null,
    competitorKind: rival ? rival.miss.kind : null,
    tone,
  };
};

/** What both witnesses say of each critical term. */
export const weighTerms = (input: Input): readonly TermEvidence[] =>
  input.terms.flatMap((term) => {
    const range = tokensOf(input, term);
    return range ? [weighTerm(input, term, range)] : [];
  });
