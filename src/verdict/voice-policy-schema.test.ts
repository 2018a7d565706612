import t from 'tap';
import { EMBEDDED_VOICE } from '../voiceprint/embedded-voice.js';
import { shippedPolicies } from './policies.js';
import { policyFaults } from './policy-schema.js';
import { voiceFaults } from './voice-policy-schema.js';

const BAND = { minSpeechMs: 3000, accept: 0.8, reject: 0.6 };
const withBand = (change: object) => [{ ...EMBEDDED_VOICE, bands: { clean: [{ ...BAND, ...change }] } }];

t.test('figures of voice models are part of a policy, and it may lack them', async (t) => {
  const policy = shippedPolicies()[0]!;
  t.same(policyFaults(policy), []);
  const calibrated = { ...EMBEDDED_VOICE, calibration: 'a'.repeat(64) };
  t.same(policyFaults({ ...policy, voice: [calibrated] }), []);
  t.same(voiceFaults(withBand({ llr: { intercept: -20, slope: 30 } })), []);
  t.same(voiceFaults([]), []);
  t.same(policyFaults({ ...policy, voice: [{}] }).length > 0, true);
});

const FAULTY: readonly (readonly [unknown, RegExp])[] = [
  [{}, /voice must be a list/],
  [[3], /voice\[0\] must be an object/],
  [[EMBEDDED_VOICE, EMBEDDED_VOICE], /voice names a model twice/],
  [[{ ...EMBEDDED_VOICE, model: 'embedded' }], /model must be a SHA-256/],
  [[{ ...EMBEDDED_VOICE, calibration: 'mine' }], /calibration must be a SHA-256/],
  [[{ ...EMBEDDED_VOICE, noisyBelowDb: Number.NaN }], /noisyBelowDb must lie in -10 to 60 dB/],
  [[{ ...EMBEDDED_VOICE, telephoneBelowHz: 9000 }], /telephoneBelowHz must lie/],
  [[{ ...EMBEDDED_VOICE, other: 1 }], /other is not known/],
  [[{ ...EMBEDDED_VOICE, bands: [] }], /bands must be an object/],
  [[{ ...EMBEDDED_VOICE, bands: { loud: [BAND] } }], /bands.loud is not known/],
  [[{ ...EMBEDDED_VOICE, bands: { clean: [] } }], /clean must be a list of one band or more/],
  [[{ ...EMBEDDED_VOICE, bands: { clean: [BAND, BAND] } }], /clean must rise in minSpeechMs/],
  [[{ ...EMBEDDED_VOICE, bands: { clean: [3] } }], /clean\[0\] must be an object/],
  [withBand({ minSpeechMs: -1 }), /minSpeechMs must be a number from 0/],
  [withBand({ accept: 1.1 }), /accept must lie/],
  [withBand({ reject: '0' }), /reject must lie/],
  [withBand({ reject: 0.9 }), /reject must not be above/],
  [withBand({ more: 1 }), /more is not known/],
  [withBand({ llr: 3 }), /llr must be an object/],
  [withBand({ llr: { intercept: null, slope: 1 } }), /intercept must be a number/],
  [withBand({ llr: { intercept: 1, slope: -1 } }), /slope must be a number above 0/],
];

for (const [value, fault] of FAULTY) {
  t.test(`refused: ${fault.source}`, async (t) => {
    t.match(voiceFaults(value).join('\n'), fault);
  });
}
