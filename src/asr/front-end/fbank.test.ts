import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import t from 'tap';
import { INSTALLATION_DIR } from '../../config/installation.js';
import { BANDS, createFbank, type FbankOptions } from './fbank.js';
import type { Features } from './features.js';
import { FRAME_SHIFT } from './frame-grid.js';
import { SIGNALS, samplesOf } from './signals.fixture.js';

interface Reference {
  readonly checksums: Readonly<Record<string, number>>;
  readonly families: Readonly<
    Record<
      string,
      {
        readonly options: FbankOptions;
        readonly features: Readonly<Record<string, readonly (readonly number[])[]>>;
      }
    >
  >;
}

const PATH = join(INSTALLATION_DIR, 'test', 'front-end', 'fbank.reference.json');
const reference: Reference = JSON.parse(await readFile(PATH, 'utf8'));

/** The reference has four decimals and was computed in single precision. */
const TOLERANCE = 1e-3;

const rowsOf = ({ values, frames, dims }: Features): number[][] =>
  Array.from({ length: frames }, (_, row) => [...values.subarray(row * dims, (row + 1) * dims)]);

const worst = (ours: readonly (readonly number[])[], theirs: readonly (readonly number[])[]): number =>
  Math.max(0, ...ours.flatMap((row, at) => row.map((value, band) => Math.abs(value - theirs[at]![band]!))));

t.test('both sides read the same samples', async (t) => {
  t.strictSame(Object.keys(SIGNALS), Object.keys(reference.checksums));
  for (const [name, signal] of Object.entries(SIGNALS)) {
    t.equal(
      signal.reduce((sum, value, n) => sum + value * (n % 97), 0),
      reference.checksums[name],
      name,
    );
  }
});

t.test("every family's features are those of kaldi-native-fbank", async (t) => {
  for (const [family, { options, features }] of Object.entries(reference.families)) {
    const fbank = createFbank(options);
    for (const [name, expected] of Object.entries(features)) {
      const ours = rowsOf(fbank(samplesOf(SIGNALS[name]!)));
      t.equal(ours.length, expected.length, `${family} ${name}: frames`);
      const difference = worst(ours, expected);
      t.ok(difference < TOLERANCE, `${family} ${name}: ${difference.toExponential(1)}`);
    }
  }
});

const SETTINGS = Object.values(reference.families).map(({ options }) => options);
const samples = fc
  .array(fc.double({ min: -1, max: 1, noNaN: true }), { maxLength: 1_500 })
  .map((values) => Float32Array.from(values));

t.test('silence and any sound at all give finite numbers, the same each time', async (t) => {
  for (const options of SETTINGS) {
    const fbank = createFbank(options);
    t.ok(fbank(new Float32Array(1_600)).values.every((value) => Math.abs(value - Math.log(2 ** -23)) < 1e-5));
    fc.assert(
      fc.property(samples, (sound) => {
        const first = fbank(sound);
        const second = fbank(sound);
        return (
          first.values.length === first.frames * BANDS &&
          first.values.every((value, at) => Number.isFinite(value) && value === second.values[at])
        );
      }),
      { numRuns: 50 },
    );
  }
});

t.test('sound that begins some frames later gives the same rows as much later', async () => {
  for (const options of SETTINGS.filter(({ edges }) => edges === 'snipped')) {
    const fbank = createFbank(options);
    fc.assert(
      fc.property(samples, fc.integer({ min: 0, max: 5 }), (sound, late) => {
        const delayed = new Float32Array(sound.length + late * FRAME_SHIFT);
        delayed.set(sound, late * FRAME_SHIFT);
        const ours = rowsOf(fbank(sound));
        const later = rowsOf(fbank(delayed)).slice(late);
        return ours.every((row, at) => row.every((value, band) => value === later[at]![band]));
      }),
      { numRuns: 50 },
    );
  }
});

t.test('the scale moves every band by the same, where the sound is above the floor', async (t) => {
  const [options] = SETTINGS;
  const sound = samplesOf(SIGNALS.loud!);
  const one = createFbank({ ...options!, scale: 1 })(sound).values;
  const many = createFbank({ ...options!, scale: 32_768 })(sound).values;
  t.ok(one.every((value, at) => Math.abs(many[at]! - value - 2 * Math.log(32_768)) < 1e-4));
});
