import t from 'tap';
import type { VoiceSpan } from '../voiceprint/voice-spans.js';
import { POLICY } from './honest-reading.fixture.js';
import { voiceConsistencyCheck } from './voice-consistency-check.js';

const limits = { ...POLICY.thresholds, voiceConsistencyMin: 0.7 };
const SPANS: readonly VoiceSpan[] = [
  { startMs: 300, endMs: 4000, voice: 'A', likeness: 0.98 },
  { startMs: 4200, endMs: 6000, voice: 'B', likeness: 0.6 },
];
const check = (consistency: number | null) => voiceConsistencyCheck(consistency, SPANS, limits);

t.test('voices that are alike pass, from the threshold on', async (t) => {
  t.match(check(0.7), { name: 'voice_consistency', value: 0.7, outcome: 'pass', advice: null });
  t.match(check(0.699), { outcome: 'review', qualifiedRange: [0.7, null] });
  t.type(check(0.4).advice, 'string');
});

t.test('a recording too short to hold two voices passes, a figure that is none does not', async (t) => {
  t.match(check(null), { value: null, outcome: 'pass' });
  t.equal(check(Number.NaN).outcome, 'review');
});

t.test('a doubt says where the other voice is first heard, if that is known; a pass does not', async (t) => {
  t.equal(check(0.5).atMs, 4200);
  t.equal(check(0.8).atMs, undefined);
  t.equal(check(null).atMs, undefined);
  t.equal(voiceConsistencyCheck(0.5, [], limits).atMs, undefined);
});
