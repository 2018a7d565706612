import type { BlobStore } from '../blob/blob-store.js';
import { HeshengError } from '../errors.js';
import type { RosterLease } from '../recognisers/roster.js';
import type { RosterPack } from '../recognisers/roster-pack.js';
import { ACCENT_PROFILES } from '../text/accent-profile-list.js';
import { EMBEDDED } from '../verdict/effective-thresholds.js';
import type { Policy } from '../verdict/policy.js';
import { validatedWith } from '../verdict/validated-with.js';
import type { VerdictName } from '../verdict/verdict.js';
import type { Dependencies } from './dependencies.js';
import { createEvaluateReading, type EvaluateNeeds } from './evaluate-reading.js';
import { recordedHistory } from './find-repetition.js';
import { knownDialect, recallOtherSpeaker, recallSpeaker } from './load-speaker.js';
import { findPolicy } from './policies.js';
import type { Verification } from './verification.js';

export type JudgedVerification = Extract<Verification, { readonly status: 'completed' }>;

export type JudgeInShadow = (
  lease: RosterLease,
  pack: RosterPack,
  verification: JudgedVerification,
) => Promise<VerdictName | null>;

/**
 * The policy as if it had been validated with this pack alone in every accent: what then speaks against a pass is what the
 * pack heard. A pack that only writes needs an account to speak against, which is the embedded recogniser's.
 */
export const shadowPolicy = (policy: Policy, { ability, sha256 }: Pick<RosterPack, 'ability' | 'sha256'>): Policy =>
  validatedWith(
    policy,
    ACCENT_PROFILES.map(({ id }) => id),
    ability === 'posteriors' ? [sha256] : [EMBEDDED, sha256],
  );

interface ShadowJudgeNeeds extends Omit<EvaluateNeeds, 'roster'>, Pick<Dependencies, 'store' | 'keys' | 'vault'> {
  readonly blobs: Pick<BlobStore, 'withFile'>;
}

/**
 * Judges a reading again with one pack of a lease as the only one. Null when the pack does not serve the accent of the reading
 * and was not asked. The voice is as it was decided.
 * @throws HeshengError when the pack or the embedded models could not hear it, or the recording is gone
 */
export const judgeInShadow =
  (needs: ShadowJudgeNeeds): JudgeInShadow =>
  async (lease, pack, { audio, request, judgement }) => {
    const voice = judgement.models.some(({ sha256 }) => sha256 === lease.voice?.sha256) ? lease.voice : null;
    const alone: RosterLease = { ...lease, packs: [{ ...pack, mode: 'active' }], voice, spoofs: [], release: () => {} };
    const evaluate = createEvaluateReading({ ...needs, roster: { lease: () => alone, models: () => [] } });
    const given = findPolicy(needs.policies, judgement.policy.id, judgement.policy.version);
    const speaker = await recallSpeaker(needs, judgement);
    const otherSpeaker = await recallOtherSpeaker(needs, judgement);
    const speakerDialect = await knownDialect(needs, request.speakerId);
    const policy = shadowPolicy(given, pack);
    const { verdict, recognition } = await needs.blobs.withFile(audio.sha256, (path) =>
      evaluate({ path, request, speaker, ...otherSpeaker, speakerDialect, policy, ...recordedHistory(judgement) }),
    );
    const asked = recognition?.recognisers.find(({ sha256 }) => sha256 === pack.sha256);
    if (asked?.failure) throw new HeshengError(asked.failure, `${pack.id} did not hear the recording`);
    return asked ? verdict : null;
  };
