import t from 'tap';
import { analysisWindow } from './analysis-window.js';
import { createMelBanks } from './mel-banks.js';

const OPTIONS = { bands: 80, lowHz: 20, highHz: 0, sampleRateHz: 16_000, fftSize: 512 };

t.test(
  'every bin between the first and the last top counts once in all, half the sample rate not at all',
  async (t) => {
    const banks = createMelBanks(OPTIONS);
    const bands = new Float64Array(80);
    const sums = Array.from({ length: 257 }, (_, bin) => {
      banks.apply(
        Float64Array.from({ length: 257 }, (_, at) => (at === bin ? 1 : 0)),
        bands,
      );
      return bands.reduce((sum, value) => sum + value, 0);
    });
    t.equal(sums[0], 0);
    t.ok(sums.slice(2, 240).every((sum) => Math.abs(sum - 1) < 1e-9));
    t.equal(sums[256], 0);
  },
);

t.test('bands that do not fit are refused', async (t) => {
  t.throws(() => createMelBanks({ ...OPTIONS, lowHz: -1 }), RangeError);
  t.throws(() => createMelBanks({ ...OPTIONS, highHz: 8_001 }), RangeError);
  t.throws(() => createMelBanks({ ...OPTIONS, highHz: -8_000 }), RangeError);
  t.throws(() => createMelBanks({ ...OPTIONS, bands: 400 }), { message: /band \d+ is empty/ });
});

t.test('windows are symmetrical, with the top in the middle', async (t) => {
  for (const [name, edge] of Object.entries({ hamming: 0.08, povey: 0 })) {
    const window = analysisWindow(name as 'hamming' | 'povey', 401);
    t.ok(Math.abs(window[0]! - edge) < 1e-12);
    t.ok(Math.abs(window[200]! - 1) < 1e-12);
    t.ok(window.every((value, n) => Math.abs(value - window[400 - n]!) < 1e-12));
  }
});
