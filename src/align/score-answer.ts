import type { PitchTrack } from '../audio/pitch-track.js';
import type { AnswerPolarity, AnswerSpec } from '../clause/answer.js';
import { ANSWER_FORMS } from '../clause/answer-words.js';
import type { AccentProfile } from '../text/accent-profile.js';
import { BLANK } from '../text/phone.js';
import type { SpokenForm, SpokenToken } from '../text/spoken-form.js';
import { preferredTokens } from '../text/to-spoken-form.js';
import { type AnswerPattern, answerPatterns, formOf } from './answer-grammar.js';
import { answerBeginning } from './answer-question.js';
import { type AnswerTones, hearAlikes } from './answer-tones.js';
import { compileChain } from './chain-graph.js';
import { type ClauseGraph, compileGraph, type GraphPrices } from './clause-graph.js';
import { PRICES, TEMPERING } from './clause-score.js';
import type { ClauseToken } from './clause-token.js';
import { type Emissions, temper } from './emissions.js';
import { runForward } from './forward.js';
import { decodeFreely, type HeardSyllable } from './free-decode.js';
import type { Posteriors } from './posteriors.js';
import type { ToneModel } from './tone-model.js';
import { bestPath } from './viterbi.js';
import { type ScoredContent, scoreContent } from './weigh-content.js';

export interface AnswerInput {
  readonly spec: AnswerSpec;
  readonly question: SpokenForm;
  readonly profile: AccentProfile;
  readonly posteriors: Posteriors;
  /** Of the same recording; without it no tone is judged. */
  readonly pitch?: PitchTrack | null;
  /** Of the tone witness; the shipped one when absent. */
  readonly toneModel?: ToneModel;
}

/** One wording of an answer, scored on the whole sound. */
export interface AnswerWording {
  readonly text: string;
  readonly polarity: AnswerPolarity;
  /** Log-likelihood, nats, of these words and nothing else, against the best label of every frame. */
  readonly total: number;
  readonly phones: number;
}

/** An answer scored on a recording: nothing that a threshold could change. */
export interface ScoredAnswer {
  readonly spec: AnswerSpec;
  /** All that the free decode heard, the question included. */
  readonly heard: readonly HeardSyllable[];
  readonly questionHeard: boolean;
  /** The likeliest wording and the likeliest of another polarity; null when nothing was heard that could be an answer. */
  readonly best: AnswerWording | null;
  readonly rival: AnswerWording | null;
  /** The best wording judged as if it were a clause that was to be read. */
  readonly content: ScoredContent | null;
  /** Words that sound like it but for the tone. */
  readonly tones: AnswerTones;
}

/** Nothing but the words may explain the sound: neither skips nor stretches of other speech. */
const FORBIDDEN = 200;
const STRICT: GraphPrices = { ...PRICES, skip: FORBIDDEN, star: FORBIDDEN };
/** Silence kept before the answer's first phone. */
const LEAD_FRAMES = 5;
/** The free decode may lack a swallowed one. */
const MISHEARD_SYLLABLES = 1;
/** More syllables than this are no answer, whatever they say. */
const LONGEST_ANSWER = 16;

const NO_TONES: AnswerTones = { soundsLike: [], opinions: [] };

interface Wording extends AnswerWording {
  readonly tokens: readonly ClauseToken[];
}

const silentBefore = (posteriors: Posteriors, frame: number): Posteriors => {
  const { labels } = posteriors;
  const logProbs = posteriors.logProbs.slice();
  for (let row = 0; row < frame * labels; row += labels) {
    logProbs.fill(TEMPERING.floor, row, row + labels);
    logProbs[row + BLANK] = 0;
  }
  return { ...posteriors, logProbs };
};

/** The words alone, one after the other, by the CTC forward algorithm. */
const scoreWords = (tokens: readonly ClauseToken[], emissions: Emissions): number =>
  runForward(
    compileChain(
      tokens.map((token) => ({ ...token, optional: false })),
      STRICT,
    ),
    emissions,
  ).total;

const phonesOf = (tokens: readonly ClauseToken[]): number =>
  tokens.reduce((sum, { pronunciations: [first] }) => sum + first!.phones.length, 0);

interface CompiledPattern extends Pick<AnswerPattern, 'polarity' | 'shortest'> {
  readonly graph: ClauseGraph;
}

const compilePatterns = (spec: AnswerSpec, profile: AccentProfile): readonly CompiledPattern[] =>
  answerPatterns(spec, profile).map(({ polarity, shortest, lattice }) => ({
    polarity,
    shortest,
    graph: compileGraph(lattice, STRICT),
  }));

/** Of questions without phrases of their own: two for each accent profile, and nearly all that are asked. */
const COMMON = new Map<string, readonly CompiledPattern[]>();

const patternsOf = (spec: AnswerSpec, profile: AccentProfile): readonly CompiledPattern[] => {
  if (spec.acceptedPhrases.length + spec.rejectedPhrases.length > 0) return compilePatterns(spec, profile);
  const key = `${profile.id} ${profile.version} ${spec.expected}`;
  const known = COMMON.get(key) ?? compilePatterns(spec, profile);
  COMMON.set(key, known);
  return known;
};

/** The likeliest wording of each pattern. */
const likeliestWordings = (input: AnswerInput, heard: number, emissions: Emissions): readonly Wording[] =>
  patternsOf(input.spec, input.profile)
    .filter(({ shortest }) => shortest <= heard + MISHEARD_SYLLABLES)
    .flatMap(({ graph, polarity }) => {
      const tokens = bestPath(graph, emissions).flatMap((step) =>
        step.kind === 'spoken' ? [graph.tokens[step.token]!] : [],
      );
      if (tokens.length === 0) return [];
      const text = tokens.map(({ character }) => character).join('');
      return [{ text, polarity, tokens, total: scoreWords(tokens, emissions), phones: phonesOf(tokens) }];
    });

const likeliest = (wordings: readonly Wording[]): Wording | null =>
  wordings.reduce<Wording | null>((best, next) => (best && best.total >= next.total ? best : next), null);

const spoken = ({ character, pronunciations }: ClauseToken): SpokenToken => ({
  character,
  readings: pronunciations
    .filter(({ rule }) => rule === null)
    .map((way) => ({ character: way.character, syllable: way.syllable })),
  source: { start: 0, end: character.length },
  optional: false,
});

const asContent = ({ tokens }: Wording, profile: AccentProfile, posteriors: Posteriors): ScoredContent => {
  const form = formOf(tokens.map(spoken));
  const terms = [{ text: form.text, kind: 'marked' as const, source: { start: 0, end: form.text.length } }];
  return scoreContent({ form, terms, profile, posteriors });
};

const tonesOf = ({ score }: ScoredContent, { profile, pitch = null, toneModel }: AnswerInput): AnswerTones => {
  const { tokens, starts, ends, emissions } = score;
  const row = tokens.map(({ character, pronunciations }) => ({
    character,
    tones: Array.from(new Set(pronunciations.map(({ syllable }) => syllable.tone))),
  }));
  const times = starts.map((start, at) => ({
    startMs: start * emissions.frameMs,
    endMs: ends[at]! * emissions.frameMs,
  }));
  return hearAlikes({ row, times, profile, pitch, ...(toneModel ? { model: toneModel } : {}) });
};

/** Syllables at the question's end behind the last word that could answer it: these may be cut away when they are heard. */
const safeTail = (question: SpokenForm): number => {
  const said = preferredTokens(question)
    .map(({ character }) => character)
    .join('');
  const answers = ANSWER_FORMS.filter(({ text, sense }) => text.length > 1 && sense !== 'unclear');
  const ends = answers.flatMap(({ text }) => (said.includes(text) ? [said.lastIndexOf(text) + text.length] : []));
  const last = Math.max(0, ...ends);
  return said.length - last;
};

const withoutWords = ({ text, polarity, total, phones }: Wording): AnswerWording => ({ text, polarity, total, phones });

/**
 * Scores every way to answer on the same sound, so that accent and room cancel out: the likeliest wording of the lexicon
 * against the likeliest that says something else. Pure; a tenth of a second for a short answer.
 */
export const scoreAnswer = (input: AnswerInput): ScoredAnswer => {
  const { spec, question, profile, posteriors } = input;
  const heard = decodeFreely(posteriors);
  const asked = preferredTokens(question).map(({ readings }) => readings[0]!.syllable);
  const { first, questionHeard } = answerBeginning(heard, asked, safeTail(question), posteriors.frameMs);
  const syllables = heard.length - first;
  const nothing = { spec, heard, questionHeard, best: null, rival: null, content: null, tones: NO_TONES };
  if (syllables === 0 || syllables > LONGEST_ANSWER) return nothing;
  const answer = first === 0 ? posteriors : silentBefore(posteriors, Math.max(0, heard[first]!.start - LEAD_FRAMES));
  const wordings = likeliestWordings(input, syllables, temper(answer, TEMPERING));
  const best = likeliest(wordings);
  if (best === null) return nothing;
  const rival = likeliest(wordings.filter(({ polarity }) => polarity !== best.polarity));
  const content = asContent(best, profile, answer);
  return {
    ...nothing,
    best: withoutWords(best),
    rival: rival && withoutWords(rival),
    content,
    tones: tonesOf(content, input),
  };
};
