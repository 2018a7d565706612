import type { SpeakerState } from './decide-speaker.js';
import type { SpeakerEvidence } from './decision.js';
import { partVoices } from './voice-consistency.js';
import { type PlacedStretch, type VoiceSpan, voiceSpans } from './voice-spans.js';

/**
 * Where a voiceprint's voice reads a part and another voice the rest; empty where that does not show. `consistencyMin`: the
 * least likeness of one voice.
 */
export const partsBeside = (
  template: Float32Array,
  stretches: readonly PlacedStretch[],
  consistencyMin: number,
): readonly VoiceSpan[] => {
  const parting = partVoices(stretches, template);
  return parting === null || parting.likeness >= consistencyMin ? [] : voiceSpans(stretches, parting, template);
};

/**
 * The decision on a reading as a whole, and whether all of it is in the voice that was accepted: if a part is not, more than one
 * person may have read. Any other decision is a doubt already and stays.
 */
export const withParts = (
  evidence: SpeakerEvidence,
  state: SpeakerState,
  stretches: readonly PlacedStretch[],
  consistencyMin: number,
): SpeakerEvidence => {
  if (evidence.decision !== 'ACCEPT' || state.kind !== 'enrolled') return evidence;
  const parts = partsBeside(state.template, stretches, consistencyMin);
  return parts.length === 0 ? evidence : { ...evidence, decision: 'MULTIPLE_SPEAKERS', parts };
};
