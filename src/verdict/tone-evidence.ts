/** Why the tone witness does not judge a word. */
export type ToneAbstention =
  | 'no_pitch'
  | 'dialect'
  | 'too_little_voice'
  | 'too_few_others'
  | 'tones_differ'
  | 'too_short'
  | 'unvoiced';

/** What the pitch says of a word that a tone alone makes its contrary (买, 卖). */
export interface ToneEvidence {
  readonly expected: string;
  readonly contrary: string;
  /** Log-likelihood of the expected tones minus that of the contrary's, nats; null when abstained. */
  readonly llr: number | null;
  readonly outcome: 'supported' | 'unsure' | 'opposed' | 'abstained';
  readonly abstained: ToneAbstention | null;
}
