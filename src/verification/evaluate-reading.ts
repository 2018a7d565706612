import { kindOf } from '../clause/clause.js';
import type { Policy } from '../verdict/policy.js';
import type { EvaluateReading } from './evaluation.js';
import { CONTEXTS, type HearNeeds, hearReading } from './hear-reading.js';
import { judgeReading } from './judge-reading.js';
import { findPolicy } from './policies.js';

export interface EvaluateNeeds extends Omit<HearNeeds, 'stopwatch'> {
  readonly policies: readonly Policy[];
}

const stopwatch = (): number => performance.now();

/** The whole way from a recording to its judgement. */
export const createEvaluateReading =
  (needs: EvaluateNeeds): EvaluateReading =>
  async ({ path, request, speaker, policy = findPolicy(needs.policies, request.policyId) }) => {
    const begun = stopwatch();
    const heard = await hearReading({ ...needs, stopwatch }, path, {
      voice: speaker.kind === 'enrolled',
      context: CONTEXTS[kindOf(request)],
    });
    const { alignMs, ...judgement } = judgeReading(heard, request, policy, speaker, stopwatch);
    const { timingMs } = heard.analysis;
    const total = Math.round(stopwatch() - begun);
    return { ...judgement, timingMs: { decode: heard.decodeMs, ...timingMs, align: alignMs, total } };
  };
