import fc from 'fast-check';
import t from 'tap';
import type { FbankOptions } from './fbank.js';
import type { Features } from './features.js';
import { createFrontEnd } from './front-end.js';
import { normaliseFeatures } from './normalise-features.js';
import { SIGNALS, samplesOf } from './signals.fixture.js';
import { stackFrames } from './stack-frames.js';

const features = fc
  .record({ frames: fc.integer({ min: 0, max: 40 }), dims: fc.integer({ min: 1, max: 5 }) })
  .chain(({ frames, dims }) =>
    fc
      .array(fc.double({ min: -20, max: 20, noNaN: true }), { minLength: frames * dims, maxLength: frames * dims })
      .map((values): Features => ({ values: Float32Array.from(values), frames, dims })),
  );

/** FunASR's own way: repeat the first frame in front, then fill up rows that run over the end with the last one. */
const stackedAsFunAsr = ({ values, frames, dims }: Features, size: number, step: number): readonly number[] => {
  const all = Array.from({ length: frames }, (_, at) => [...values.subarray(at * dims, (at + 1) * dims)]);
  const padded = [...new Array<number[]>((size - 1) / 2).fill(all[0] ?? []), ...all];
  return Array.from({ length: Math.ceil(frames / step) }, (_, row) => {
    const some = padded.slice(row * step, row * step + size);
    return [...some, ...new Array<number[]>(size - some.length).fill(all.at(-1)!)];
  }).flat(2);
};

t.test('frames are stacked as FunASR stacks them', async (t) => {
  const sizes = fc
    .record({ half: fc.integer({ min: 0, max: 4 }), step: fc.integer({ min: 1, max: 9 }) })
    .map(({ half, step }) => ({ size: 2 * half + 1, step: Math.min(step, half + 1) }));
  fc.assert(
    fc.property(features, fc.oneof(sizes, fc.constant({ size: 7, step: 6 })), (input, { size, step }) => {
      const { values, frames, dims } = stackFrames(input, { size, step });
      const expected = stackedAsFunAsr(input, size, step);
      const right = values.length === expected.length && values.every((value, at) => value === expected[at]);
      return right && dims === size * input.dims && values.length === frames * dims;
    }),
  );
  const eight = { values: Float32Array.from({ length: 8 }, (_, at) => at), frames: 8, dims: 1 };
  t.strictSame([...stackFrames(eight, { size: 7, step: 6 }).values], [0, 0, 0, 0, 1, 2, 3, 3, 4, 5, 6, 7, 7, 7]);
});

t.test('normalising backwards gives the features back', async () => {
  const factors = fc.array(fc.double({ min: 0.1, max: 2, noNaN: true }), { minLength: 5, maxLength: 5 });
  fc.assert(
    fc.property(features, factors, factors, (input, shifts, scales) => {
      const shift = Float32Array.from(shifts).subarray(0, input.dims);
      const factor = Float32Array.from(scales).subarray(0, input.dims);
      const forth = normaliseFeatures(input, { shift, factor });
      const scaled = normaliseFeatures(forth, { shift: shift.map(() => 0), factor: factor.map((value) => 1 / value) });
      const back = normaliseFeatures(scaled, { shift: shift.map((value) => -value), factor: factor.map(() => 1) });
      return back.values.every((value, at) => Math.abs(value - input.values[at]!) < 1e-4);
    }),
  );
});

t.test('a normalisation of other dimensions is refused', async (t) => {
  const input = { values: new Float32Array(6), frames: 2, dims: 3 };
  const two = new Float32Array(2);
  const three = new Float32Array(3);
  t.throws(() => normaliseFeatures(input, { shift: two, factor: three }), RangeError);
  t.throws(() => normaliseFeatures(input, { shift: three, factor: two }), RangeError);
});

const FBANK: FbankOptions = { window: 'hamming', edges: 'snipped', highHz: 0, scale: 32_768 };

t.test('the parts come one behind the other', async (t) => {
  const sound = samplesOf(SIGNALS.chirp!);
  const plain = createFrontEnd({ fbank: FBANK, stacking: null, normalisation: null });
  const stacking = { size: 7, step: 6 };
  const normalisation = { shift: new Float32Array(560).fill(1), factor: new Float32Array(560).fill(0.5) };
  const whole = createFrontEnd({ fbank: FBANK, stacking, normalisation });
  t.equal(plain.dims, 80);
  t.equal(whole.dims, 560);
  t.strictSame(whole.compute(sound), normaliseFeatures(stackFrames(plain.compute(sound), stacking), normalisation));
});

t.test('sound too short for a frame gives no row, one frame gives one', async (t) => {
  const whole = createFrontEnd({ fbank: FBANK, stacking: { size: 7, step: 6 }, normalisation: null });
  t.strictSame(whole.compute(new Float32Array(399)), { values: new Float32Array(0), frames: 0, dims: 560 });
  t.equal(whole.compute(new Float32Array(400)).frames, 1);
});
