import type { Final, Initial } from './phone.js';

/** Condition under which a rule holds. Absent fields do not restrict. */
export interface RuleContext {
  readonly initials?: readonly (Initial | '')[];
  readonly finals?: readonly Final[];
}

/** One confusion of an accent, standard -> heard. A rule changes initials or finals, not both. */
export interface AccentRule {
  /** Stable name shown in evidence: `n-l`, `zh-z`, `eng-en`. */
  readonly id: string;
  readonly part: 'initial' | 'final';
  readonly from: readonly string[];
  /** As many as `from`: the heard counterpart of each. */
  readonly to: readonly string[];
  /** Edit cost of this confusion, 0 (free) to 1 (as costly as any other substitution). */
  readonly cost: number;
  readonly when?: RuleContext;
  readonly source: 'paper' | 'second_hand' | 'own_knowledge' | 'data';
}

/** The confusions of one dialect's readers, versioned. */
export interface AccentProfile {
  readonly id: string;
  readonly version: number;
  readonly name: { readonly en: string; readonly zh: string };
  readonly rules: readonly AccentRule[];
  /** `other` where the four contours are not the standard ones: the tone witness then abstains. */
  readonly tones: 'standard' | 'other';
}
