import type { SpeakerEvidence } from '../voiceprint/decision.js';
import type { ChallengeEvidence } from './challenge-evidence.js';
import type { Check } from './check.js';
import type { ContentEvidence, TokenEvidence } from './evidence.js';
import type { Finding } from './finding.js';
import type { Support, Thresholds } from './policy.js';

/** Everything that a verdict rests on. Scores are at full precision: rounding for display comes later. */
export interface JudgeInput {
  readonly checks: readonly Check[];
  readonly content: ContentEvidence;
  readonly speaker: SpeakerEvidence;
  readonly dialect: { readonly support: Support };
  readonly recording: { readonly truncated: boolean };
  /** Of a reading for which a challenge was given. */
  readonly challenge?: Pick<ChallengeEvidence, 'outcome' | 'margin' | 'meanLogPosterior'>;
}

/** One demand that a pass must meet; it returns what speaks against, nothing when it is met. */
export type Gate = (input: JudgeInput, limits: Thresholds) => readonly Finding[];

/** The clause's own characters at these places, with a gap mark where places are not neighbours. */
export const wordsAt = (tokens: readonly TokenEvidence[], indices: readonly number[]): string =>
  indices
    .map((at, order) => {
      const gap = order > 0 && indices[order - 1] !== at - 1 ? '…' : '';
      return gap + (tokens[at]?.ref ?? '');
    })
    .join('');

export const indicesWhere = (tokens: readonly TokenEvidence[], wanted: (token: TokenEvidence) => boolean) =>
  tokens.flatMap((token, index) => (wanted(token) ? [index] : []));

/** Indices of both tokens of all pairs, ascending, each once. */
export const indicesOf = (pairs: readonly { readonly indices: readonly number[] }[]): readonly number[] =>
  [...new Set(pairs.flatMap(({ indices }) => indices))].sort((a, b) => a - b);
