import { kindOf } from '../clause/clause.js';
import type { Roster, RosterLease } from '../recognisers/roster.js';
import type { Policy } from '../verdict/policy.js';
import type { EvaluateReading, ReadingInput } from './evaluation.js';
import { CONTEXTS, type HearNeeds, hearSounding } from './hear-reading.js';
import { judgeWithPacks } from './judge-with-packs.js';
import { findPolicy } from './policies.js';

export interface EvaluateNeeds extends Omit<HearNeeds, 'stopwatch'> {
  readonly policies: readonly Policy[];
  readonly roster: Roster;
}

const stopwatch = (): number => performance.now();

/** A replay asks those packs that were asked then, and no others. */
const withOnly = (lease: RosterLease, wanted: readonly string[] | undefined): RosterLease =>
  wanted === undefined ? lease : { ...lease, packs: lease.packs.filter(({ sha256 }) => wanted.includes(sha256)) };

const evaluate = async (needs: EvaluateNeeds, lease: RosterLease, input: ReadingInput) => {
  const {
    path,
    request,
    speaker,
    speakerDialect = null,
    policy = findPolicy(needs.policies, request.policyId),
  } = input;
  const begun = stopwatch();
  const context = CONTEXTS[kindOf(request)];
  const voice = speaker.kind === 'enrolled';
  const { heard, samples } = await hearSounding({ ...needs, stopwatch }, path, { voice, context });
  const reading = { heard, samples, context, request, policy, speaker, speakerDialect };
  const { alignMs, ...judgement } = await judgeWithPacks(withOnly(lease, input.packs), reading, stopwatch);
  const total = Math.round(stopwatch() - begun);
  const timingMs = { decode: heard.decodeMs, ...heard.analysis.timingMs, align: alignMs, total };
  return { ...judgement, timingMs };
};

/** The whole way from a recording to its judgement. */
export const createEvaluateReading =
  (needs: EvaluateNeeds): EvaluateReading =>
  async (input) => {
    const lease = needs.roster.lease();
    try {
      return await evaluate(needs, lease, input);
    } finally {
      lease.release();
    }
  };
