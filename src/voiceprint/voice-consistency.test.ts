import fc from 'fast-check';
import t from 'tap';
import { partVoices, type VoiceStretch } from './voice-consistency.js';

/** A stretch whose voice is a unit vector at an angle in the plane of the first two axes. */
const at = (degrees: number, seconds = 1.5, semitones = 90, frames = 60): VoiceStretch => ({
  voice: Float32Array.of(Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180), 0),
  seconds,
  pitch: { semitones, frames },
});
const voiceConsistency = (stretches: readonly VoiceStretch[]) => partVoices(stretches)?.likeness ?? null;
const heard = (degrees: readonly number[], seconds?: number) =>
  voiceConsistency(degrees.map((one) => at(one, seconds)))!;

t.test('one voice that varies a little is alike throughout', async (t) => {
  t.ok(heard([0, 4, 8, 2, 6, 1]) > 0.98);
});

t.test('two voices are found in whatever order they take turns', async (t) => {
  for (const turns of [
    [0, 4, 0, 4, 60, 64, 60, 64],
    [60, 0, 64, 4, 60, 0, 64, 4],
    [0, 4, 60, 64, 0, 4],
    [0, 4, 0, 60],
    [0, 60],
  ]) {
    t.ok(heard(turns) < 0.7, `${turns.join(' ')}: ${heard(turns)}`);
  }
});

t.test('groups of 3.2 seconds that differ by an angle are as alike as its cosine', async (t) => {
  t.ok(Math.abs(heard([0, 60], 3.2) - 0.5) < 1e-6);
});

t.test('the same difference says less of shorter stretches', async (t) => {
  const figures = [1, 2, 4, 8].map((seconds) => heard([0, 45], seconds));
  t.same(
    figures,
    [...figures].sort((a, b) => b - a),
  );
});

t.test('another pitch counts a little, whichever way, and only if enough of it was heard', async (t) => {
  const apart = (semitones: number, frames: number) => voiceConsistency([at(0), at(20, 1.5, semitones, frames)])!;
  const same = apart(90, 60);
  t.ok(apart(96, 60) < same - 0.01);
  t.equal(apart(84, 60), apart(96, 60));
  t.equal(apart(120, 60), apart(99, 60), 'an octave mistaken weighs no more than nine semitones');
  t.ok(apart(120, 60) > same - 0.06);
  t.equal(apart(120, 10), same);
});

t.test('what is too short to be a voice is none', async (t) => {
  t.equal(voiceConsistency([at(0), at(3), at(0), at(80, 0.6)])! > 0.9, true, 'a cough');
  t.equal(voiceConsistency([]), null);
  t.equal(voiceConsistency([at(0, 5)]), null);
  t.equal(voiceConsistency([at(0, 0.6), at(80, 0.6)]), null);
});

t.test('a voice that is not a number is doubt', async (t) => {
  t.ok(Number.isNaN(voiceConsistency([at(0), at(Number.NaN), at(0)])));
});

t.test('read backwards, the turns are about as much alike', async () => {
  const degrees = fc.array(fc.integer({ min: 0, max: 90 }), { minLength: 2, maxLength: 9 });
  fc.assert(
    fc.property(degrees, (turns) => {
      const [forth, back] = [heard(turns), heard([...turns].reverse())];
      return forth <= 1 && forth >= -1 && Math.abs(forth - back) < 0.2;
    }),
  );
});

t.test('each stretch is of the one voice or the other, as they took turns', async (t) => {
  for (const turns of [
    [0, 4, 0, 4, 60, 64, 60, 64],
    [60, 0, 64, 4, 60, 0, 64, 4],
    [0, 4, 0, 60],
  ]) {
    const { isFirst } = partVoices(turns.map((one) => at(one)))!;
    const low = turns.map((one) => one < 30);
    t.ok([low, low.map((one) => !one)].some((wanted) => wanted.every((one, index) => one === isFirst[index])));
  }
});
