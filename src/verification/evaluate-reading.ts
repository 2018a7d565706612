import { kindOf } from '../clause/clause.js';
import type { Roster, RosterLease } from '../recognisers/roster.js';
import type { RosterPack } from '../recognisers/roster-pack.js';
import { withLease } from '../recognisers/with-lease.js';
import type { Policy } from '../verdict/policy.js';
import { withReplay } from '../verdict/repeated-recording.js';
import type { EvaluateReading, ReadingInput } from './evaluation.js';
import { CONTEXTS, type HearNeeds, hearSounding } from './hear-reading.js';
import { judgeWithPacks, type ReadingToJudge } from './judge-with-packs.js';
import { findPolicy } from './policies.js';
import type { Judgement } from './verification.js';

export interface EvaluateNeeds extends Omit<HearNeeds, 'stopwatch'> {
  readonly policies: readonly Policy[];
  readonly roster: Roster;
}

const stopwatch = (): number => performance.now();

/** Decodes the recording and lets the embedded models hear it. */
const listen = async (needs: EvaluateNeeds, input: ReadingInput): Promise<ReadingToJudge> => {
  const { path, request, speaker, speakerDialect = null } = input;
  const { policy = findPolicy(needs.policies, request.policyId) } = input;
  const context = CONTEXTS[kindOf(request)];
  const voice = speaker.kind === 'enrolled';
  const { heard, samples } = await hearSounding({ ...needs, stopwatch }, path, { voice, context });
  return { heard, samples, context, request, policy, speaker, speakerDialect };
};

const packsNamed = (packs: readonly RosterPack[], wanted: readonly string[]): readonly RosterPack[] =>
  packs.filter(({ sha256 }) => wanted.includes(sha256)).map((pack) => ({ ...pack, mode: 'active' }));

/** A replay asks those packs that were asked then, whatever they are used for now, and no others. */
const withOnly = (lease: RosterLease, wanted: readonly string[] | undefined): RosterLease =>
  wanted === undefined ? lease : { ...lease, packs: packsNamed(lease.packs, wanted) };

const evaluate = async (needs: EvaluateNeeds, lease: RosterLease, input: ReadingInput): Promise<Judgement> => {
  const begun = stopwatch();
  const reading = await listen(needs, input);
  const { alignMs, ...judged } = await judgeWithPacks(withOnly(lease, input.packs), reading, stopwatch);
  const judgement = input.history ? withReplay(judged, await input.history(reading.samples)) : judged;
  const total = Math.round(stopwatch() - begun);
  const { decodeMs: decode, analysis } = reading.heard;
  return { ...judgement, timingMs: { decode, ...analysis.timingMs, align: alignMs, total } };
};

/** The whole way from a recording to its judgement. */
export const createEvaluateReading =
  (needs: EvaluateNeeds): EvaluateReading =>
  (input) =>
    withLease(needs.roster, (lease) => evaluate(needs, lease, input));
