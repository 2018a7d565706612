import fc from 'fast-check';
import t from 'tap';
import { EDGE_SECONDS, speechLike } from '../../test/audio/speech-like.js';
import { seededRandom } from '../../test/fuzz/seeded-random.js';
import { measureQuality } from './quality.js';

const SECONDS = 3;
const speech = speechLike({ seconds: SECONDS, sampleRateHz: 16_000 });
const SEGMENTS = [{ startMs: EDGE_SECONDS * 1000, endMs: (SECONDS - EDGE_SECONDS) * 1000 }];

/** Windowed-sinc low pass, 401 taps, Hamming: falls from pass to stop within about 130 Hz. */
function lowPassed(samples: Float32Array, cutoffHz: number): Float32Array {
  const half = 200;
  const f = cutoffHz / 16_000;
  const taps = Float64Array.from({ length: 2 * half + 1 }, (_, i) => {
    const n = i - half;
    const window = 0.54 + 0.46 * Math.cos((Math.PI * n) / half);
    return window * (n === 0 ? 2 * f : Math.sin(2 * Math.PI * f * n) / (Math.PI * n));
  });
  return samples.map((_, at) => taps.reduce((sum, tap, i) => sum + tap * (samples[at + i - half] ?? 0), 0));
}

function activeRms(samples: Float32Array): number {
  const spoken = samples.subarray(SEGMENTS[0]!.startMs * 16, SEGMENTS[0]!.endMs * 16);
  return Math.sqrt(spoken.reduce((sum, x) => sum + x * x, 0) / spoken.length);
}

/** Even noise of the given power below the speech. */
function withNoise(samples: Float32Array, snrDb: number, seed: number): Float32Array {
  const random = seededRandom(seed);
  const amplitude = activeRms(samples) * 10 ** (-snrDb / 20) * Math.sqrt(3);
  return samples.map((x) => x + amplitude * (2 * random.next() - 1));
}

t.test('a gain moves the level by that gain and nothing else', async () => {
  const base = measureQuality(speech, SEGMENTS);
  fc.assert(
    fc.property(fc.integer({ min: -20, max: 6 }), (gainDb) => {
      const moved = measureQuality(
        speech.map((x) => x * 10 ** (gainDb / 20)),
        SEGMENTS,
      );
      const level = Math.abs(moved.levelDbfs! - base.levelDbfs! - gainDb) < 0.15;
      return level && Math.abs(moved.snrDb! - base.snrDb!) < 0.15 && moved.bandwidthHz === base.bandwidthHz;
    }),
    { numRuns: 15 },
  );
});

t.test('the signal-to-noise ratio is the one constructed, within 3 dB', async () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 30 }), fc.nat(1000), (snrDb, seed) => {
      const measured = measureQuality(withNoise(speech, snrDb, seed), SEGMENTS).snrDb!;
      return Math.abs(measured - snrDb) < 3;
    }),
    { numRuns: 20 },
  );
});

t.test('without pauses the gaps between syllables stand in for noise', async (t) => {
  const noisy = withNoise(speech, 15, 3).subarray(SEGMENTS[0]!.startMs * 16, SEGMENTS[0]!.endMs * 16);
  const measured = measureQuality(noisy, [{ startMs: 0, endMs: 10_000 }]).snrDb!;
  t.ok(Math.abs(measured - 15) < 4, `${measured} dB`);
});

t.test('pauses that a gate has emptied are not taken for a quiet room', async (t) => {
  const noisy = withNoise(speech, 10, 5);
  const gated = noisy.map((x, i) => (i < SEGMENTS[0]!.startMs * 16 || i >= SEGMENTS[0]!.endMs * 16 ? 0 : x));
  t.ok(Math.abs(measureQuality(gated, SEGMENTS).snrDb! - 10) < 4);
});

t.test('speech without any noise at all has the highest ratio that is reported', async (t) => {
  const clean = speech.map((x, i) => (i % 4000 < 1000 ? 0 : x));
  t.equal(measureQuality(clean, [{ startMs: 0, endMs: SECONDS * 1000 }]).snrDb, 80);
});

t.test('the bandwidth of low-passed speech is the cut-off', async (t) => {
  for (const cutoffHz of [2000, 3400, 5000, 7000]) {
    const { bandwidthHz } = measureQuality(lowPassed(speech, cutoffHz), SEGMENTS);
    t.ok(Math.abs(bandwidthHz! - cutoffHz) < 200, `${cutoffHz} Hz is measured as ${bandwidthHz}`);
  }
});

t.test('noise above a telephone band is not taken for speech', async (t) => {
  const { bandwidthHz } = measureQuality(withNoise(lowPassed(speech, 3400), 20, 9), SEGMENTS);
  t.ok(bandwidthHz! < 3800, `${bandwidthHz} Hz`);
  t.ok(measureQuality(withNoise(speech, 30, 9), SEGMENTS).bandwidthHz! > 6000, 'while wide-band speech stays wide');
});

t.test('overlapping segments count once, and edges are where the sound is', async (t) => {
  const near = (value: number, expected: number) => Math.abs(value - expected) <= 60;
  const overlapping = [
    { startMs: 100, endMs: 900 },
    { startMs: 800, endMs: 9000 },
  ];
  for (const [segments, effectiveSpeechMs] of [
    [SEGMENTS, 2200],
    [overlapping, 2900],
  ] as const) {
    const figures = measureQuality(speech, segments);
    t.equal(figures.effectiveSpeechMs, effectiveSpeechMs);
    t.ok(near(figures.leadingSilenceMs, 400) && near(figures.trailingSilenceMs, 400), JSON.stringify(figures));
  }
});

t.test('a cut recording has no silence at its edge', async (t) => {
  const middle = (EDGE_SECONDS + 4.7 * 0.24) * 16_000;
  const cut = speech.subarray(0, middle);
  t.equal(measureQuality(cut, [{ startMs: 400, endMs: 5000 }]).trailingSilenceMs, 0);
  t.equal(measureQuality(speech.subarray(middle), [{ startMs: 0, endMs: 1000 }]).leadingSilenceMs, 0);
});

t.test('a recording without speech has nothing to measure', async (t) => {
  t.same(measureQuality(speech, []), {
    effectiveSpeechMs: 0,
    snrDb: null,
    levelDbfs: null,
    clippingRatio: 0,
    bandwidthHz: null,
    leadingSilenceMs: 3000,
    trailingSilenceMs: 3000,
  });
});

t.test('speech that is all zeros is measured without a fault', async (t) => {
  t.match(measureQuality(new Float32Array(16_000), [{ startMs: 0, endMs: 1000 }]), {
    levelDbfs: -120,
    bandwidthHz: null,
    clippingRatio: 0,
  });
});
