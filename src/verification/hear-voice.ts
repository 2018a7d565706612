import type { Samples } from '../audio/pcm.js';
import type { Analysis } from '../engine/engine.js';
import type { ModelIdentity } from '../engine/model-identity.js';
import type { RosterLease } from '../recognisers/roster.js';
import type { HeardReading } from './hear-reading.js';

type VoiceLease = Pick<RosterLease, 'voice' | 'embed'>;

/** SHA-256 of the voice model that is used of these: that of a pack stands behind the embedded one; null without any. */
export const voiceModelAmong = (models: readonly ModelIdentity[]): string | null =>
  models.findLast(({ role }) => role === 'voice')?.sha256 ?? null;

/** An analysis with the voice as the model of a pack hears it; as it is where there is none. Rejects with ENGINE_* errors. */
export const withVoice = async (
  { voice: model, embed }: VoiceLease,
  analysis: Analysis,
  samples: Samples,
): Promise<Analysis> => {
  if (model === null) return analysis;
  const voice = await embed({ samples, speech: analysis.speech, context: 'none' });
  return { ...analysis, voice: voice?.vector ?? null, voiceSpeechMs: voice?.speechMs ?? 0 };
};

/** The same for a reading, whose models then name it. The embedded one goes on telling whether one voice speaks throughout. */
export const hearVoice = async (lease: VoiceLease, heard: HeardReading, samples: Samples): Promise<HeardReading> => {
  const { voice: model } = lease;
  if (model === null) return heard;
  const { id, sha256 } = model;
  const analysis = await withVoice(lease, heard.analysis, samples);
  return { ...heard, analysis, models: [...heard.models, { role: 'voice', id, sha256 }] };
};
