import fc from 'fast-check';
import t from 'tap';
import type { Tone } from '../text/syllable.js';
import { type SungTones, singTones, whisper } from './sung-tones.fixture.js';
import { TONE_FEATURES, toneFeatures } from './tone-features.js';
import { voiceRange } from './voice-range.js';

const TONES: readonly Tone[] = [1, 2, 3, 4, 2, 4, 1, 3];

const features = ({ pitch, times }: SungTones, at: number, tones: readonly Tone[] = TONES) =>
  toneFeatures(
    pitch,
    voiceRange([pitch])!,
    times.map((time, k) => ({ ...time, tones: [tones[k]!] })),
    at,
  );
const named = (sung: SungTones, at: number): Readonly<Record<string, number>> => {
  const values = features(sung, at) as readonly number[];
  return Object.fromEntries(TONE_FEATURES.map((name, k) => [name, values[k]!]));
};

t.test('there is one number per name', async (t) => {
  const values = features(singTones(TONES), 2) as readonly number[];
  t.equal(values.length, TONE_FEATURES.length);
  t.equal(new Set(TONE_FEATURES).size, TONE_FEATURES.length);
});

t.test('the contour rises, falls and stays with the tone', async (t) => {
  const sung = singTones(TONES);
  const rise = (at: number) => named(sung, at).pitch_7! - named(sung, at).pitch_0!;
  t.ok(Math.abs(rise(0)) < 0.05);
  t.ok(rise(1) > 0.5);
  t.ok(rise(3) < -1);
  t.ok(named(sung, 0).pitch_4! > 0.4 && named(sung, 2).pitch_4! < -0.4);
});

t.test('features do not depend on how high or loud a voice is, only on its own range', async () => {
  fc.assert(
    fc.property(fc.double({ min: 90, max: 300, noNaN: true }), fc.nat(TONES.length - 1), (hz, at) => {
      const one = features(singTones(TONES), at) as readonly number[];
      const other = features(singTones(TONES, { hz, range: 1.2 }), at) as readonly number[];
      // Creak lies a fixed distance below the median, whatever the range.
      return one.every((value, k) => TONE_FEATURES[k] === 'creak_share' || Math.abs(value - other[k]!) < 1e-3);
    }),
    { numRuns: 30 },
  );
});

t.test('neighbours and pauses are told', async (t) => {
  const sung = singTones(TONES);
  t.match(named(sung, 0), { has_before: 0, before: 0, has_after: 1, pause_before: 1, pause_after: 0, from_pause: 0 });
  t.match(named(sung, 7), { has_before: 1, has_after: 0, after: 0, pause_after: 1, to_pause: 0 });
  t.match(named(sung, 3), { before_tone_3: 1, before_tone_4: 0, after_tone_2: 1, after_tone_5: 0, from_pause: 0.5 });
  t.ok(named(sung, 2).before! > named(sung, 3).before!, 'a second tone ends higher than a third');
  const { startMs } = sung.times[4]!;
  const paused = whisper(sung, startMs - 290, startMs - 10);
  t.match(named(paused, 4), { pause_before: 1, from_pause: 0, has_before: 0 });
});

t.test('nothing is said of a syllable without voice or without length', async (t) => {
  const sung = singTones(TONES);
  const { startMs } = sung.times[3]!;
  t.equal(features(whisper(sung, startMs - 40, startMs + 300), 3), 'unvoiced');
  const squeezed = {
    ...sung,
    times: sung.times.map((time, k) => (k === 4 ? { startMs: startMs + 20, endMs: startMs + 40 } : time)),
  };
  t.equal(features(squeezed, 3), 'too_short');
  const beyond = {
    ...sung,
    times: sung.times.map((time) => ({ startMs: time.startMs + 60_000, endMs: time.endMs + 60_000 })),
  };
  t.equal(features(beyond, 7), 'too_short', 'outside the track');
});

t.test('creak is told and its octave errors are limited', async (t) => {
  const sung = singTones(TONES);
  const from = Math.round(sung.times[2]!.startMs / 10) + 6;
  const hz = sung.pitch.hz.map((value, frame) => (frame >= from && frame < from + 8 ? 61 : value));
  const creaky = named({ ...sung, pitch: { ...sung.pitch, hz } }, 2);
  t.ok(creaky.creak_share! > 0.2);
  t.ok(Array.from({ length: 8 }, (_, k) => creaky[`pitch_${k}`]!).every((value) => value >= -4));
});
