import fc from 'fast-check';
import t from 'tap';
import type { SpeakerDecision, SpeakerEvidence } from './decision.js';
import { partsBeside, withParts } from './enrolled-part.js';
import type { PlacedStretch } from './voice-spans.js';

const unit = (degrees: number): Float32Array =>
  Float32Array.of(Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180));
/** Stretches of 1.5 s, each with a voice at an angle. */
const spoken = (degrees: readonly number[]): readonly PlacedStretch[] =>
  degrees.map((one, index) => ({
    startMs: index * 2000,
    endMs: index * 2000 + 1500,
    seconds: 1.5,
    voice: unit(one),
    pitch: { semitones: 90, frames: 60 },
  }));
const MIN = 0.7;
const STATE = { kind: 'enrolled', template: unit(0), templateId: 'enr_1', voiceModel: 'ab' } as const;
const accepted: SpeakerEvidence = { decision: 'ACCEPT', score: 0.85, thresholds: { accept: 0.79, reject: 0.6 } };

t.test('the part that another voice reads is named', async (t) => {
  const parts = partsBeside(unit(0), spoken([5, 0, 60, 10]), MIN);
  t.match(parts, [
    { startMs: 0, endMs: 3500, voice: 'A' },
    { startMs: 4000, endMs: 5500, voice: 'B' },
    { startMs: 6000, endMs: 7500, voice: 'A' },
  ]);
  t.ok(Math.abs(parts[1]!.likeness - 0.5) < 1e-6, 'likeness to the voiceprint');
});

t.test('A is the enrolled voice, also where the other one reads more', async (t) => {
  const voices = partsBeside(unit(0), spoken([0, 60, 62, 64]), MIN).map(({ voice }) => voice);
  t.same(voices, ['A', 'B']);
});

t.test('a reading that is near the voiceprint in all parts, or in none, has no parts', async (t) => {
  t.same(partsBeside(unit(0), spoken([5, 20, 10, 25]), MIN), []);
  t.same(partsBeside(unit(0), spoken([60, 65, 120, 125]), MIN), [], 'another microphone, or somebody else');
  t.same(partsBeside(unit(0), spoken([0]), MIN), []);
  t.same(partsBeside(unit(0), [], MIN), []);
});

t.test('an accepted reading of which a part is in another voice may be by more than one', async (t) => {
  t.match(withParts(accepted, STATE, spoken([0, 5, 60]), MIN), { decision: 'MULTIPLE_SPEAKERS', score: 0.85 });
  t.equal(withParts(accepted, STATE, spoken([0, 5, 10]), MIN), accepted);
  t.equal(withParts(accepted, STATE, [], MIN), accepted, 'the voice was not heard stretch by stretch');
});

t.test('it only ever turns an acceptance into a doubt', async () => {
  const decision = fc.constantFrom<SpeakerDecision>(
    'ACCEPT',
    'REJECT',
    'UNSURE',
    'NOT_ENOUGH_SPEECH',
    'MULTIPLE_SPEAKERS',
  );
  fc.assert(
    fc.property(decision, fc.array(fc.integer({ min: 0, max: 180 }), { maxLength: 8 }), (decided, degrees) => {
      const before: SpeakerEvidence = { ...accepted, decision: decided };
      const after = withParts(before, STATE, spoken(degrees), MIN);
      if (after === before) return true;
      const voices = new Set(after.parts?.map(({ voice }) => voice));
      return decided === 'ACCEPT' && after.decision === 'MULTIPLE_SPEAKERS' && voices.size === 2;
    }),
  );
  const recorded = { kind: 'recorded', evidence: accepted } as const;
  t.equal(withParts(accepted, recorded, spoken([0, 60]), MIN), accepted, 'what was decided then stands');
});
