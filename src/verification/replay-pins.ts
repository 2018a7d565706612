import { ALIGNER } from '../align/aligner.js';
import { TONE_MODEL_NAME } from '../align/tone-model.js';
import { hearingName } from '../asr/recognition-context.js';
import { ANSWER_LEXICON } from '../clause/answer-lexicon.js';
import { kindOf } from '../clause/clause.js';
import type { ModelIdentity } from '../engine/model-identity.js';
import { NORMALISER } from '../text/to-spoken-form.js';
import { TONE_CONTRARIES_VERSION } from '../text/tone-contraries.js';
import { JUDGE } from '../verdict/judge.js';
import type { Policy } from '../verdict/policy.js';
import { profileOfLabel } from './choose-profile.js';
import { CONTEXTS } from './hear-reading.js';
import type { Pin } from './replay-report.js';
import { documentHash } from './sha256.js';
import type { DialectEvidence, Judgement } from './verification.js';

const modelPins = (recorded: readonly ModelIdentity[], present: readonly ModelIdentity[]): readonly Pin[] =>
  recorded.map(({ role, sha256 }) => ({
    name: role,
    recorded: sha256,
    // Of several recognisers the one that was asked then; of a role that has another model now, that one.
    present:
      present.find((model) => model.role === role && model.sha256 === sha256)?.sha256 ??
      present.find((model) => model.role === role)?.sha256 ??
      null,
  }));

const profilePin = ({ label, profileVersion }: DialectEvidence): Pin => {
  const profile = profileOfLabel(label);
  return {
    name: 'accent_profile',
    recorded: `${profile?.id ?? label}/${profileVersion}`,
    present: profile && `${profile.id}/${profile.version}`,
  };
};

/** An answer was heard in another manner than a reading, and with a lexicon. */
const kindPins = ({ hearing, content }: Judgement): readonly Pin[] => [
  { name: 'hearing', recorded: hearing ?? null, present: hearingName(CONTEXTS[kindOf(content)]) },
  ...(content.answer
    ? [{ name: 'answer_lexicon' as const, recorded: content.answer.lexicon, present: ANSWER_LEXICON }]
    : []),
];

/** What must be exactly as it was, or the replay would be of another judge. */
export const rulePins = (recorded: Judgement, models: readonly ModelIdentity[]): readonly Pin[] => [
  ...modelPins(recorded.models, models),
  { name: 'normaliser', recorded: recorded.normaliser, present: NORMALISER },
  // Absent in what was judged before these were recorded.
  { name: 'aligner', recorded: recorded.aligner ?? null, present: ALIGNER },
  { name: 'judge', recorded: recorded.judge ?? null, present: JUDGE },
  ...kindPins(recorded),
  { name: 'tone_model', recorded: recorded.toneModel ?? null, present: TONE_MODEL_NAME },
  { name: 'tone_contraries', recorded: recorded.toneContraries ?? null, present: TONE_CONTRARIES_VERSION },
  profilePin(recorded.dialect),
];

/** The policy of that id and version as it is now; null when it is gone. */
export const policyPin = ({ policy }: Judgement, present: Policy | null): Pin => ({
  name: 'policy',
  recorded: policy.sha256 ?? null,
  present: present && documentHash(present),
});

/** `asr 1d6e31c9: now 076b20fc`, for the detail of an error. */
export const explainPin = ({ name, recorded, present }: Pin): string =>
  `${name} ${recorded?.slice(0, 40) ?? 'was not recorded'}: ${present === null ? 'gone' : `now ${present.slice(0, 40)}`}`;
