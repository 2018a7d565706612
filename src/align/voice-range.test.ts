import fc from 'fast-check';
import t from 'tap';
import { voiceRange } from './voice-range.js';

const track = (hz: readonly number[], strength = 0.9) => ({
  hz: Float32Array.from(hz),
  strength: Float32Array.from(hz, () => strength),
  frameMs: 10,
});

t.test('the range is that of the surely voiced frames of all recordings', async (t) => {
  const range = voiceRange([track([0, 100, 100, 0]), track([400, 400, 100])])!;
  t.equal(range.frames, 5);
  t.ok(Math.abs(range.median - 12 * Math.log2(100)) < 1e-6);
  t.ok(Math.abs(range.spread - 12) < 1e-6);
  t.equal(voiceRange([track([0, 0])]), null);
  t.equal(voiceRange([track([200, 200], 0.3)]), null, 'breath');
  t.equal(voiceRange([]), null);
});

t.test('a monotonous voice keeps a least spread', async (t) => {
  t.equal(voiceRange([track([200, 201, 199])])!.spread, 2);
});

t.test('a voice an octave higher has the same spread, twelve semitones up', async () => {
  const voice = fc.array(fc.double({ min: 70, max: 240, noNaN: true }), { minLength: 1, maxLength: 50 });
  fc.assert(
    fc.property(voice, (hz) => {
      const low = voiceRange([track(hz)])!;
      const high = voiceRange([track(hz.map((value) => 2 * value))])!;
      return Math.abs(high.median - low.median - 12) < 1e-4 && Math.abs(high.spread - low.spread) < 1e-4;
    }),
  );
});
