import { kindOf } from '../clause/clause.js';
import type { Roster, RosterLease } from '../recognisers/roster.js';
import type { RosterPack } from '../recognisers/roster-pack.js';
import { withLease } from '../recognisers/with-lease.js';
import { withOtherSpeaker } from '../verdict/other-speaker.js';
import type { Policy, Thresholds } from '../verdict/policy.js';
import { withReplay } from '../verdict/repeated-recording.js';
import { decideOtherSpeaker } from '../voiceprint/other-speaker.js';
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
  const { path, request, speaker, otherSpeaker, speakerDialect = null } = input;
  const { policy = findPolicy(needs.policies, request.policyId) } = input;
  const context = CONTEXTS[kindOf(request)];
  const voice = [speaker, otherSpeaker].some((state) => state?.kind === 'enrolled');
  const { heard, samples } = await hearSounding({ ...needs, stopwatch }, path, { voice, context });
  return { heard, samples, context, request, policy, speaker, speakerDialect };
};

const packsNamed = (packs: readonly RosterPack[], wanted: readonly string[]): readonly RosterPack[] =>
  packs.filter(({ sha256 }) => wanted.includes(sha256)).map((pack) => ({ ...pack, mode: 'active' }));

/** A replay asks those packs that were asked then, whatever they are used for now, and no others. */
const withOnly = (lease: RosterLease, wanted: readonly string[] | undefined): RosterLease =>
  wanted === undefined ? lease : { ...lease, packs: packsNamed(lease.packs, wanted) };

/** Whether somebody read who must not; by the thresholds that the reader was compared with. */
const withOther = <T extends Omit<Judgement, 'timingMs'>>(
  judged: T,
  { heard: { analysis } }: ReadingToJudge,
  { otherSpeaker }: ReadingInput,
): T => {
  if (otherSpeaker === undefined) return judged;
  const { voice, voiceSpeechMs: speechMs } = analysis;
  const limits = judged.policy.thresholds as Readonly<Record<keyof Thresholds, number>>;
  return withOtherSpeaker(judged, decideOtherSpeaker(otherSpeaker, { voice, speechMs }, judged.speaker.score, limits));
};

const evaluate = async (needs: EvaluateNeeds, lease: RosterLease, input: ReadingInput): Promise<Judgement> => {
  const begun = stopwatch();
  const reading = await listen(needs, input);
  const { alignMs, ...judged } = await judgeWithPacks(withOnly(lease, input.packs), reading, stopwatch);
  const read = withOther(judged, reading, input);
  const judgement = input.history ? withReplay(read, await input.history(reading.samples)) : read;
  const total = Math.round(stopwatch() - begun);
  const { decodeMs: decode, analysis } = reading.heard;
  return { ...judgement, timingMs: { decode, ...analysis.timingMs, align: alignMs, total } };
};

/** The whole way from a recording to its judgement. */
export const createEvaluateReading =
  (needs: EvaluateNeeds): EvaluateReading =>
  (input) =>
    withLease(needs.roster, (lease) => evaluate(needs, lease, input));
