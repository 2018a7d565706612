import { kindOf } from '../clause/clause.js';
import type { Roster, RosterLease } from '../recognisers/roster.js';
import type { RosterPack } from '../recognisers/roster-pack.js';
import { withLease } from '../recognisers/with-lease.js';
import { withOtherSpeaker } from '../verdict/other-speaker.js';
import type { Policy, Thresholds } from '../verdict/policy.js';
import { withReplay } from '../verdict/repeated-recording.js';
import { withSpoofs } from '../verdict/spoof-evidence.js';
import type { SpeakerState } from '../voiceprint/decide-speaker.js';
import { decideOtherSpeaker, type OtherSpeakerState } from '../voiceprint/other-speaker.js';
import type { EvaluateReading, ReadingInput } from './evaluation.js';
import { CONTEXTS, type HeardReading, type HearNeeds, hearSounding } from './hear-reading.js';
import { hearVoice, voiceModelAmong } from './hear-voice.js';
import { judgeWithPacks, type ReadingToJudge } from './judge-with-packs.js';
import { findPolicy } from './policies.js';
import { screenSpoofs } from './screen-spoofs.js';
import type { Judgement } from './verification.js';

export interface EvaluateNeeds extends Omit<HearNeeds, 'stopwatch'> {
  readonly policies: readonly Policy[];
  readonly roster: Roster;
}

const stopwatch = (): number => performance.now();

interface Expired {
  readonly kind: 'expired';
}

/** Vectors of two voice models have nothing to do with one another: the model may have been exchanged meanwhile. */
const comparable = <S extends SpeakerState | OtherSpeakerState>(speaker: S, { models }: HeardReading): S | Expired =>
  speaker.kind === 'enrolled' && speaker.voiceModel !== voiceModelAmong(models) ? { kind: 'expired' } : speaker;

/** Decodes the recording and lets the embedded models hear it, and the voice model of a pack where one is active. */
const listen = async (needs: EvaluateNeeds, lease: RosterLease, input: ReadingInput): Promise<ReadingToJudge> => {
  const { path, request, speaker, otherSpeaker, speakerDialect = null } = input;
  const { policy = findPolicy(needs.policies, request.policyId) } = input;
  const context = CONTEXTS[kindOf(request)];
  const wanted = [speaker, otherSpeaker].some((state) => state?.kind === 'enrolled');
  const embedded = { voice: wanted && lease.voice === null, context };
  const { heard: first, samples } = await hearSounding({ ...needs, stopwatch }, path, embedded);
  const heard = wanted ? await hearVoice(lease, first, samples) : first;
  return { heard, samples, context, request, policy, speaker: comparable(speaker, heard), speakerDialect };
};

const packsNamed = (packs: readonly RosterPack[], wanted: readonly string[]): readonly RosterPack[] =>
  packs.filter(({ sha256 }) => wanted.includes(sha256)).map((pack) => ({ ...pack, mode: 'active' }));

/** A replay asks those packs that were asked then, whatever they are used for now, and no others. */
const withOnly = (lease: RosterLease, wanted: readonly string[] | undefined): RosterLease => {
  if (wanted === undefined) return lease;
  const voice = lease.voice !== null && wanted.includes(lease.voice.sha256) ? lease.voice : null;
  const spoofs = lease.spoofs.filter(({ sha256 }) => wanted.includes(sha256));
  return { ...lease, packs: packsNamed(lease.packs, wanted), voice, spoofs };
};

/** Whether somebody read who must not; by the thresholds that the reader was compared with. */
const withOther = <T extends Omit<Judgement, 'timingMs'>>(
  judged: T,
  { heard }: ReadingToJudge,
  { otherSpeaker }: ReadingInput,
): T => {
  if (otherSpeaker === undefined) return judged;
  const { voice, voiceSpeechMs: speechMs } = heard.analysis;
  const limits = judged.policy.thresholds as Readonly<Record<keyof Thresholds, number>>;
  return withOtherSpeaker(
    judged,
    decideOtherSpeaker(comparable(otherSpeaker, heard), { voice, speechMs }, judged.speaker.score, limits),
  );
};

/** Whether a machine may speak, by the spoof models that are active. */
const screened = async <T extends Omit<Judgement, 'timingMs'>>(
  judged: T,
  { samples, heard }: ReadingToJudge,
  lease: RosterLease,
): Promise<T> => {
  if (lease.spoofs.length === 0) return judged;
  const spoofs = await screenSpoofs(lease, samples, heard.analysis.speech);
  const models = spoofs.map(({ id, sha256 }) => ({ role: 'spoof' as const, id, sha256 }));
  return { ...withSpoofs(judged, spoofs), models: [...judged.models, ...models] };
};

const evaluate = async (needs: EvaluateNeeds, all: RosterLease, input: ReadingInput): Promise<Judgement> => {
  const begun = stopwatch();
  const lease = withOnly(all, input.packs);
  const reading = await listen(needs, lease, input);
  const { alignMs, ...judged } = await judgeWithPacks(lease, reading, stopwatch);
  const read = await screened(withOther(judged, reading, input), reading, lease);
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
