import type { VoiceModelPolicy } from './voice-policy.js';

/**
 * For policies that have no `voice`. `accept` was chosen on speechocean762-adults so that 0.15 % of impostors are accepted at the
 * upper end of each band, where they sound more alike than at the lower one: docs/voiceprint-decisions.md, ADR 39. Noise at 20 dB
 * was measured, at 10 dB hardly anybody is recognised.
 */
export const EMBEDDED_VOICE: VoiceModelPolicy = Object.freeze({
  model: '076b20fc233c9a18be61366f7fdf7584c1950470f28c97fd225f3cca703c3d6a',
  noisyBelowDb: 15,
  telephoneBelowHz: 4200,
  bands: Object.freeze({
    clean: Object.freeze([
      Object.freeze({ minSpeechMs: 3000, accept: 0.82, reject: 0.6 }),
      Object.freeze({ minSpeechMs: 5000, accept: 0.83, reject: 0.6 }),
    ]),
  }),
});
