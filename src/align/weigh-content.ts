import type { PitchTrack } from '../audio/pitch-track.js';
import type { CriticalTerm } from '../clause/clause.js';
import type { AccentProfile } from '../text/accent-profile.js';
import type { SpokenForm } from '../text/spoken-form.js';
import type {
  ContentEvidence,
  ContentScores,
  Familiarity,
  SentenceEvidence,
  TokenEvidence,
} from '../verdict/evidence.js';
import type { Thresholds } from '../verdict/policy.js';
import { sentenceOutcome } from '../verdict/sentence-outcome.js';
import { isClauseToken } from '../verdict/witnesses.js';
import { scoreBesideGaps } from './beside-gaps.js';
import { clarityOf } from './clarity.js';
import { tokenMaker, toLattice } from './clause-lattice.js';
import { type ClauseScore, PRICES, scoreClause, TEMPERING, withoutSound } from './clause-score.js';
import { preferredReading } from './clause-search.js';
import { decodePreference } from './decode-preference.js';
import { decoyMargin } from './decoys.js';
import { alignEdits, type EditStep } from './edit-alignment.js';
import { temper } from './emissions.js';
import { isFiller, markHesitations } from './fillers.js';
import { decodeFreely, type HeardSyllable, spellHeard } from './free-decode.js';
import { greedyPhones } from './greedy-phones.js';
import { guideFrom } from './guide.js';
import { hearTones } from './hear-tones.js';
import { mean } from './mean.js';
import type { PhraseRival } from './near-miss.js';
import { nearMissScorer } from './near-miss-margin.js';
import type { InaudibleMiss } from './near-misses/audible.js';
import { generateMisses } from './near-misses/generate-misses.js';
import { once } from './once.js';
import type { Posteriors } from './posteriors.js';
import { withoutFalseRepeats } from './repeats.js';
import { longestInsertion, longestRun } from './runs.js';
import { withStammers } from './stammers.js';
import { type ScoredMiss, weighTerms } from './term-evidence.js';
import { LOWEST_LOG_POSTERIOR, tokenLogPosteriors, toTokenEvidence } from './token-evidence.js';
import type { ToneOpinion } from './tone-witness.js';
import { isUnjudged } from './unjudged.js';

export interface ContentInput {
  readonly form: SpokenForm;
  readonly terms: readonly CriticalTerm[];
  readonly profile: AccentProfile;
  /** Accent that critical terms may be said in; `profile` when absent. */
  readonly termProfile?: AccentProfile;
  readonly posteriors: Posteriors;
  /** The clause version before this one; near misses are made of what changed. */
  readonly previous?: SpokenForm | null;
  /** Of the same recording; without it no tone is judged. */
  readonly pitch?: PitchTrack | null;
  /** Of a challenge: what other challenges would say in places of this one. */
  readonly rivals?: readonly PhraseRival[];
}

/** A clause scored on a recording: everything that costs time, and nothing that a threshold could change. */
export interface ScoredContent {
  readonly form: SpokenForm;
  readonly terms: readonly CriticalTerm[];
  readonly score: ClauseScore;
  readonly heard: readonly HeardSyllable[];
  readonly steps: readonly EditStep[];
  readonly editCost: number;
  /** Per clause token: log posterior per phone, nats, -12 to 0. */
  readonly logPosteriors: readonly number[];
  /** Per clause token: true where no recogniser here can tell what was said. */
  readonly unjudged: readonly boolean[];
  readonly margins: readonly ScoredMiss[];
  /** Near misses that sound like the clause and were not scored. */
  readonly inaudible: readonly InaudibleMiss[];
  readonly tones: readonly ToneOpinion[];
  readonly familiarity: Familiarity;
}

/** Edit cost per token up to which the free decode heard this clause, whatever the accent: decoys need not be asked. */
const HEARD_AS_WRITTEN = 0.1;

/** NaN when one of them is: what was not measured is never the better figure. As many as there are; no argument list. */
const smallest = (values: readonly number[]): number =>
  values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);

/** Worst mean of two neighbours that were both judged; a lone token stands for itself. */
const worstPair = (values: readonly number[], unjudged: readonly boolean[]): number => {
  const pairs = values
    .slice(1)
    .flatMap((value, i) => (unjudged[i] || unjudged[i + 1] ? [] : [(value + values[i]!) / 2]));
  return smallest(pairs.length > 0 ? pairs : values);
};

const sentenceEvidence = (
  form: SpokenForm,
  tokens: readonly TokenEvidence[],
  sentences: readonly number[],
  thresholds: Thresholds,
): readonly SentenceEvidence[] =>
  form.sentences.map((_, index) => {
    const own = tokens.filter((_token, at) => sentences[at] === index);
    const times = own.filter(isClauseToken);
    const starts = times.flatMap(({ startMs }) => startMs ?? []);
    const ends = times.flatMap(({ endMs }) => endMs ?? []);
    return {
      index,
      outcome: sentenceOutcome(own, thresholds),
      startMs: starts.length > 0 ? Math.min(...starts) : null,
      endMs: ends.length > 0 ? Math.max(...ends) : null,
    };
  });

/** Clause tokens before which the free decode heard something that is neither repeat nor filler. */
const extraBefore = (steps: readonly EditStep[]): ReadonlySet<number> => {
  const places = new Set<number>();
  let next = 0;
  for (const step of steps) {
    if (step.kind === 'extra' && !step.filler) places.add(next);
    else if (step.kind === 'missing' || (step.kind === 'heard' && !step.again)) next = step.token + 1;
  }
  return places;
};

const share = (tokens: readonly TokenEvidence[], ops: readonly TokenEvidence['op'][]): number =>
  tokens.filter(({ op }) => ops.includes(op)).length / tokens.length;

/** Both witnesses listen. Pure; near linear in the length of clause and recording. */
export const scoreContent = ({
  form,
  terms,
  profile,
  termProfile,
  posteriors,
  previous = null,
  pitch = null,
  rivals = [],
}: ContentInput): ScoredContent => {
  const lattice = toLattice(form, terms, profile, termProfile);
  const phones = greedyPhones(posteriors);
  const heard = decodeFreely(posteriors, phones);
  const preferred = preferredReading(lattice);
  const first = once(() => alignEdits(preferred, heard, isFiller));
  const searched = scoreClause(lattice, temper(posteriors, TEMPERING), (repeats) =>
    guideFrom(first().steps, heard, preferred.length, posteriors.frames, repeats),
  );
  const { tokens } = searched;
  const asPreferred = preferred.length === tokens.length && preferred.every((token, k) => token === tokens[k]);
  const edits = asPreferred ? first() : alignEdits(tokens, heard, isFiller);
  const steps = markHesitations(withStammers(withoutFalseRepeats(edits.steps, tokens), tokens, heard), heard);
  const clause = scoreBesideGaps(searched, steps, heard);
  const marginOf = nearMissScorer(searched, PRICES);
  const isPreferred = decodePreference({ tokens, steps, heard });
  const { misses, inaudible } = generateMisses({
    form,
    terms,
    tokens,
    make: tokenMaker(profile),
    extraBefore: extraBefore(steps),
    previous,
    rivals,
  });
  return {
    form,
    terms,
    score: withoutSound(clause),
    heard,
    steps,
    editCost: edits.cost,
    logPosteriors: tokenLogPosteriors(clause, steps, heard),
    unjudged: tokens.map(({ source }) => isUnjudged(form.text, source)),
    margins: misses.map((miss) => ({ miss, margin: marginOf(miss), decodePrefers: isPreferred(miss) })),
    inaudible,
    tones: hearTones(form, clause, profile, pitch),
    familiarity: {
      clarity: clarityOf(posteriors, phones),
      decoyMargin: edits.cost / tokens.length > HEARD_AS_WRITTEN ? decoyMargin(searched) : null,
    },
  };
};

/** Both witnesses' account under a policy's thresholds; quick, so that many policies can be tried on one hearing. */
export const weighScored = (scored: ScoredContent, thresholds: Thresholds): ContentEvidence => {
  const { form, score, heard, logPosteriors, unjudged, margins } = scored;
  const { tokens, places, sentences } = toTokenEvidence({ ...scored, thresholds });
  const judged = logPosteriors.filter((_, k) => !unjudged[k]);
  const clauseTokens = tokens.filter(isClauseToken);
  const scores: ContentScores = {
    meanLogPosterior: judged.length > 0 ? mean(judged) : LOWEST_LOG_POSTERIOR,
    worstPairLogPosterior: worstPair(logPosteriors, unjudged),
    worstMargin: margins.length > 0 ? smallest(margins.map(({ margin }) => margin)) : null,
    editCostPerToken: scored.editCost / score.tokens.length,
    longestInsertion: longestInsertion(tokens),
    longestDeletion: longestRun(clauseTokens, ({ op }) => op === 'deletion'),
  };
  return {
    coverage: 1 - share(clauseTokens, ['deletion']),
    accuracy: share(clauseTokens, ['match', 'accent_variant']),
    insertions: tokens.filter(({ op }) => op === 'insertion').length,
    heard: heard.map(spellHeard).join(' '),
    tokens,
    criticalTerms: weighTerms({ ...scored, places, tokens, thresholds }),
    sentences: sentenceEvidence(form, tokens, sentences, thresholds),
    scores,
    familiarity: scored.familiarity,
  };
};
