import fc from 'fast-check';
import t from 'tap';
import { SAMPLE_RATE_HZ } from './pcm.js';
import { PITCH_FRAME_MS, trackPitch } from './pitch.js';
import { createCandidateFinder } from './pitch-candidates.js';
import type { PitchTrack } from './pitch-track.js';

/** A reproducible noise between -1 and 1. */
const noise = (seed: number): (() => number) => {
  let state = seed + 1;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return state / 2 ** 31 - 1;
  };
};

interface Voice {
  readonly hzAt: (share: number) => number;
  readonly seconds?: number;
  /** Level of each harmonic from the first. */
  readonly harmonics?: readonly number[];
  readonly noise?: number;
  readonly level?: number;
}

const VOICED = [1, 0.7, 0.5, 0.4, 0.3, 0.2];

const sing = ({ hzAt, seconds = 1, harmonics = VOICED, noise: hiss = 0, level = 0.1 }: Voice): Float32Array => {
  const length = seconds * SAMPLE_RATE_HZ;
  const random = noise(7);
  let phase = 0;
  return Float32Array.from({ length }, (_, i) => {
    phase += (2 * Math.PI * hzAt(i / length)) / SAMPLE_RATE_HZ;
    const tone = harmonics.reduce((sum, height, k) => sum + height * Math.sin((k + 1) * phase), 0);
    return level * (tone + hiss * random());
  });
};

/** Frames away from the edges, where the window is full. */
const inner = ({ hz }: PitchTrack): readonly (readonly [number, number])[] =>
  Array.from(hz, (value, frame) => [value, (frame + 0.5) / hz.length] as const).slice(3, -3);
const within = (track: PitchTrack, hzAt: (share: number) => number, tolerance: number): boolean =>
  inner(track).every(([value, share]) => Math.abs(value / hzAt(share) - 1) < tolerance);
const voicedShare = ({ hz }: PitchTrack): number => hz.filter((value) => value > 0).length / Math.max(1, hz.length);

t.test('a steady voice from 66 to 400 Hz is found within one percent', async () => {
  fc.assert(
    fc.property(fc.double({ min: 66, max: 400, noNaN: true }), (hz) =>
      within(trackPitch(sing({ hzAt: () => hz, seconds: 0.4 })), () => hz, 0.01),
    ),
    { numRuns: 60 },
  );
});

t.test('a voice that rises or falls is followed', async () => {
  const end = fc.double({ min: 80, max: 400, noNaN: true });
  fc.assert(
    fc.property(end, end, (from, to) => {
      const hzAt = (share: number) => from * (to / from) ** share;
      return within(trackPitch(sing({ hzAt })), hzAt, 0.02);
    }),
    { numRuns: 40 },
  );
});

t.test('a voice whose fundamental is missing or weak keeps its octave', async (t) => {
  const hzAt = () => 120;
  t.ok(within(trackPitch(sing({ hzAt, harmonics: [0, 1, 0.8, 0.6, 0.4] })), hzAt, 0.01), 'no fundamental');
  t.ok(within(trackPitch(sing({ hzAt, harmonics: [0.1, 1, 0.1, 0.5, 0.1] })), hzAt, 0.01), 'strong even harmonics');
  t.ok(
    within(trackPitch(sing({ hzAt: () => 350, harmonics: [1] })), () => 350, 0.01),
    'a pure tone is not an octave below',
  );
});

t.test('pulses in noise of their own level are still followed', async (t) => {
  const hzAt = (share: number) => 180 - 60 * share;
  const track = trackPitch(sing({ hzAt, noise: 1 }));
  const good = inner(track).filter(([value, share]) => Math.abs(value / hzAt(share) - 1) < 0.04);
  t.ok(good.length / inner(track).length > 0.9);
});

t.test('noise, silence and what is no number are unvoiced', async (t) => {
  t.equal(voicedShare(trackPitch(new Float32Array(SAMPLE_RATE_HZ))), 0);
  t.ok(voicedShare(trackPitch(sing({ hzAt: () => 100, harmonics: [], noise: 1 }))) < 0.1);
  t.equal(voicedShare(trackPitch(new Float32Array(SAMPLE_RATE_HZ).fill(Number.NaN))), 0);
  t.equal(voicedShare(trackPitch(new Float32Array(SAMPLE_RATE_HZ).fill(0.5))), 0, 'a constant');
});

t.test('speech between silences is voiced where it is, however loud the recording', async (t) => {
  const voice = sing({ hzAt: () => 200, seconds: 0.5 });
  for (const gain of [0.01, 1, 9]) {
    const samples = new Float32Array(1.5 * SAMPLE_RATE_HZ);
    samples.set(
      voice.map((value) => gain * value),
      SAMPLE_RATE_HZ / 2,
    );
    const { hz, strength } = trackPitch(samples);
    t.ok(hz.slice(53, 97).every((value) => Math.abs(value - 200) < 2));
    t.ok(strength.slice(53, 97).every((value) => value > 0.9 && value <= 1));
    t.ok(hz.slice(0, 46).every((value) => value === 0) && hz.slice(104).every((value) => value === 0));
    t.ok(strength.slice(0, 46).every((value) => value === 0));
  }
});

t.test('a track has a frame for every whole 10 ms, none for less', async (t) => {
  for (const samples of [0, 1, 159, 160, 1_000]) {
    const { hz, strength, frameMs } = trackPitch(new Float32Array(samples));
    t.equal(hz.length, Math.floor(samples / 160));
    t.equal(strength.length, hz.length);
    t.equal(frameMs, PITCH_FRAME_MS);
  }
});

t.test('frequencies stay inside what is searched, strengths between 0 and 1', async () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 1_600, maxLength: 3_200 }),
      (raw) => {
        const { hz, strength } = trackPitch(Float32Array.from(raw));
        return (
          hz.every((value) => value === 0 || (value > 58 && value < 520)) && strength.every((s) => s >= 0 && s <= 1)
        );
      },
    ),
    { numRuns: 20 },
  );
});

t.test('a frame keeps its strongest candidates when there are too many', async (t) => {
  const finder = createCandidateFinder(8_000);
  const high = Float32Array.from({ length: finder.window }, (_, i) => Math.sin((2 * Math.PI * 495 * i) / 8_000));
  const { count } = finder.find(high, 0);
  t.equal(count, finder.hz.length);
  t.ok(Array.from(finder.hz).some((hz) => Math.abs(hz - 495) < 3));
  t.throws(() => createCandidateFinder(48_000), RangeError);
});
