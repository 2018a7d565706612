import type { AuditActor, AuditEntry } from '../audit/entry.js';
import type { ModelIdentity } from '../engine/model-identity.js';
import { HeshengError } from '../errors.js';
import type { Roster } from '../recognisers/roster.js';
import type { Policy } from '../verdict/policy.js';
import type { SpeakerState } from '../voiceprint/decide-speaker.js';
import { compareJudgements } from './compare-judgements.js';
import { type Dependencies, now } from './dependencies.js';
import type { ReadingInput } from './evaluation.js';
import { recordedHistory } from './find-repetition.js';
import { recallOtherSpeaker, recallSpeaker } from './load-speaker.js';
import { findVerification } from './open-audio.js';
import { policyVersion } from './policies.js';
import { recordAudit } from './record-audit.js';
import { explainPin, policyPin, rulePins } from './replay-pins.js';
import { holds, isUnknown, outcomeOf, type Pin, type ReplayReport } from './replay-report.js';
import { documentHash, streamHash } from './sha256.js';
import type { UseCases } from './use-cases.js';
import type { Judgement, Verification } from './verification.js';

export type ReplayNeeds = Pick<Dependencies, 'store' | 'keys' | 'vault' | 'replayReading' | 'policies' | 'clock'> & {
  readonly engine: Pick<Dependencies['engine'], 'models' | 'ready'>;
  readonly roster: Pick<Roster, 'models'>;
  readonly blobs: Pick<Dependencies['blobs'], 'open' | 'withFile'>;
};
type Completed = Extract<Verification, { status: 'completed' }>;

/** Differences of a judgement of another text are many; the log needs to know where, not each. */
const MOST_PATHS_IN_LOG = 20;

/** Judges a completed verification again from what was kept, and compares the two judgements. */
export const replayVerification =
  (needs: ReplayNeeds): UseCases['replay'] =>
  async (id, actor) => {
    const verification = requireCompleted(await findVerification(needs)(id));
    const { judgement: recorded } = verification;
    const policy = await requirePins(needs, verification);
    const speaker = await recallSpeaker(needs, recorded);
    const other = await recallOtherSpeaker(needs, recorded);
    const replayed = await needs.blobs.withFile(verification.audio.sha256, (path) =>
      needs.replayReading({
        path,
        request: verification.request,
        speaker,
        ...other,
        policy,
        ...recordedInput(recorded),
      }),
    );
    const report = reportOf(verification, replayed, [
      { name: 'audio', recorded: verification.audio.sha256, present: verification.audio.sha256 },
      ...(await recordPins(needs, verification)),
      policyPin(recorded, policy),
      ...rulePins(recorded, modelsHere(needs)),
      templatePin(recorded, speaker),
      ...otherTemplatePin(recorded, other),
      { name: 'decoder', recorded: recorded.decoder, present: replayed.decoder },
    ]);
    await recordReplay(needs, report, actor, replayed);
    return report;
  };

const modelsHere = ({ engine, roster }: ReplayNeeds): readonly ModelIdentity[] => [
  ...engine.models(),
  ...roster.models(),
];

/** Who was asked then, in which accent, and what the recording was known from, whatever is known or active now. */
const recordedInput = (recorded: Judgement): Pick<ReadingInput, 'speakerDialect' | 'packs' | 'history'> => ({
  speakerDialect: recorded.dialect.source === 'speaker' ? recorded.dialect.label : null,
  packs: recorded.models.map(({ sha256 }) => sha256),
  ...recordedHistory(recorded),
});

const requireCompleted = (verification: Verification): Completed => {
  if (verification.status === 'completed') return verification;
  throw new HeshengError('CONFLICT', `A verification that is ${verification.status} has no verdict to replay.`);
};

/** The policy to judge by, when it and everything else that judged then is here. */
const requirePins = async (needs: ReplayNeeds, { audio, judgement }: Completed): Promise<Policy> => {
  await needs.engine.ready();
  const { id, version } = judgement.policy;
  const policy = policyVersion(needs.policies, id, version);
  const faults = rulePins(judgement, modelsHere(needs))
    .filter((pin) => !holds(pin) && !isUnknown(pin))
    .map(explainPin);
  if (policy === null) faults.push(`policy ${id} version ${version}: gone`);
  if (!(await isWhole(needs, audio.sha256))) faults.push('audio: the stored bytes are not those that were judged');
  if (policy === null || faults.length > 0) throw new HeshengError('REPLAY_PIN_MISSING', faults.join('; '));
  return policy;
};

/** @throws HeshengError AUDIO_GONE */
const isWhole = async ({ blobs }: ReplayNeeds, sha256: string): Promise<boolean> => {
  const blob = await blobs.open(sha256);
  if (blob === null) throw new HeshengError('AUDIO_GONE', 'The recording is no longer stored.');
  return (await streamHash(blob.stream)) === sha256;
};

/** Whether request and judgement are still what the audit log says was judged. */
const recordPins = async ({ store }: ReplayNeeds, { id, request, judgement }: Completed): Promise<readonly Pin[]> => {
  const entries = await store.audit.about(id);
  const detail = entries.find(({ entry }) => entry.action === 'verification.judged')?.entry.detail ?? {};
  const logged = (name: string): string | null => (typeof detail[name] === 'string' ? detail[name] : null);
  return [
    { name: 'request', recorded: logged('resolvedRequestSha256'), present: documentHash(request) },
    { name: 'judgement', recorded: logged('judgementSha256'), present: documentHash(judgement) },
  ];
};

const templatePin = ({ speakerTemplate }: Judgement, speaker: SpeakerState): Pin => ({
  name: 'speaker_template',
  recorded: speakerTemplate,
  present: speaker.kind === 'enrolled' ? speaker.templateId : null,
});

/** Of a speaker who was compared then. */
const otherTemplatePin = (
  { otherSpeaker }: Judgement,
  { otherSpeaker: state }: Pick<ReadingInput, 'otherSpeaker'>,
): readonly Pin[] =>
  otherSpeaker
    ? [
        {
          name: 'other_speaker_template',
          recorded: otherSpeaker.template,
          present: state?.kind === 'enrolled' ? state.templateId : null,
        },
      ]
    : [];

const reportOf = ({ id, judgement }: Completed, replayed: Judgement, pins: readonly Pin[]): ReplayReport => {
  // The template of a deleted speaker is named as a pin; the decision that stands in for it has none.
  const comparable = { ...replayed, speakerTemplate: judgement.speakerTemplate };
  const differences = compareJudgements(judgement, comparable);
  return {
    verificationId: id,
    outcome: outcomeOf(pins, differences),
    recordedVerdict: judgement.verdict,
    replayedVerdict: replayed.verdict,
    pins,
    differences,
  };
};

const recordReplay = async (
  needs: ReplayNeeds,
  { verificationId, outcome, recordedVerdict, replayedVerdict, pins, differences }: ReplayReport,
  actor: AuditActor,
  replayed: Judgement,
): Promise<void> => {
  const detail: AuditEntry['detail'] = {
    outcome,
    recordedVerdict,
    replayedVerdict,
    replayedSha256: documentHash(replayed),
    changedPins: pins.filter((pin) => !holds(pin)).map(({ name }) => name),
    differences: differences.length,
    paths: differences.slice(0, MOST_PATHS_IN_LOG).map(({ path }) => path),
  };
  const subject = { kind: 'verification', id: verificationId } as const;
  await needs.store.transaction((tx) =>
    recordAudit(tx, { recordedAt: now(needs), actor, action: 'verification.replayed', subject, detail }),
  );
};
