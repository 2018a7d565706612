import { maskSilence } from '../../src/align/mask-silence.js';
import { scoreContent, weighScored } from '../../src/align/weigh-content.js';
import { recogniseRecording } from '../../src/asr/recognise-recording.js';
import type { Samples } from '../../src/audio/pcm.js';
import { findCriticalTerms } from '../../src/clause/critical-terms.js';
import { speechIn } from '../../src/engine/analyse-recording.js';
import type { LoadedModels } from '../../src/engine/load-models.js';
import { accentProfile } from '../../src/text/accent-profile-list.js';
import { toSpokenForm } from '../../src/text/to-spoken-form.js';
import { shippedPolicies } from '../../src/verdict/policies.js';
import { heardPhones } from '../recognition/heard-phones.js';
import { type Spent, spend } from './spent.js';

/** What the embedded recogniser heard of a recording, and what each step took. */
export interface OurAnswer {
  readonly phones: readonly string[];
  /** Where somebody speaks. The peer does without. */
  readonly vad: Spent;
  /** Front end, network and putting together: sound to posteriors. */
  readonly recognition: Spent;
  /** The clause written out, both witnesses and their weighing: posteriors to evidence. */
  readonly alignment: Spent;
}

const PROFILE = accentProfile('mandarin')!;

/** The steps of an engine process and of the judge behind it, in this process, on one thread. */
export const hearOurselves = async (models: LoadedModels, samples: Samples, clause: string): Promise<OurAnswer> => {
  const vad = await spend(() => speechIn(models, samples));
  const recognised = await spend(() => recogniseRecording(models.recognizer, samples, vad.value, 'none'));
  const heard = { posteriors: recognised.value, speech: vad.value };
  const aligned = await spend(() => {
    const form = toSpokenForm(clause);
    const terms = findCriticalTerms(form, []);
    const posteriors = maskSilence(heard.posteriors, heard.speech);
    return weighScored(scoreContent({ form, terms, profile: PROFILE, posteriors }), shippedPolicies()[0]!.thresholds);
  });
  return { phones: heardPhones(heard).phones, vad: vad.spent, recognition: recognised.spent, alignment: aligned.spent };
};
