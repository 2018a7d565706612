import { REASON_CODES, type Reason, type ReasonCode } from './reason.js';
import { reason } from './reasons.js';
import type { VerdictName } from './verdict.js';

/** What there is to say of a reading, whoever says it. */
export interface Conclusion {
  readonly verdict: VerdictName;
  readonly reasons: readonly Reason[];
}

/** After the reasons of a fail, which weighs more; among those of a review in the order of the list. */
const withReason = ({ verdict, reasons }: Conclusion, code: ReasonCode): readonly Reason[] => {
  const all = [...reasons, reason(code)];
  return verdict === 'fail' ? all : all.toSorted((a, b) => REASON_CODES.indexOf(a.code) - REASON_CODES.indexOf(b.code));
};

/** One more thing for a person to look at: a pass becomes a review, and whatever else there is stays. */
export const withDoubt = <T extends Conclusion>(judged: T, code: ReasonCode): T => ({
  ...judged,
  verdict: judged.verdict === 'pass' ? 'review' : judged.verdict,
  reasons: withReason(judged, code),
});
