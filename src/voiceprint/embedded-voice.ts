import type { VoiceModelPolicy } from './voice-policy.js';

/**
 * For policies that have no `voice`. `accept` was chosen on the 128 speakers of speechocean762-adults (ADR 36) and is held out for
 * DSPSpeech-20: docs/voiceprint-decisions.md. Noise at 20 dB was measured, at 10 dB nobody is recognised any more.
 */
export const EMBEDDED_VOICE: VoiceModelPolicy = Object.freeze({
  model: '076b20fc233c9a18be61366f7fdf7584c1950470f28c97fd225f3cca703c3d6a',
  noisyBelowDb: 15,
  telephoneBelowHz: 4200,
  bands: Object.freeze({
    clean: Object.freeze([
      Object.freeze({ minSpeechMs: 3000, accept: 0.8, reject: 0.6 }),
      Object.freeze({ minSpeechMs: 5000, accept: 0.83, reject: 0.6 }),
    ]),
  }),
});
