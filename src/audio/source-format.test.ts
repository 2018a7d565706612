import t from 'tap';
import { assertPlausibleFormat } from './source-format.js';

t.test('formats of real recorders are accepted', async (t) => {
  for (const sampleRateHz of [8000, 11_025, 16_000, 48_000, 192_000]) {
    for (const channels of [1, 2, 8]) t.doesNotThrow(() => assertPlausibleFormat({ sampleRateHz, channels }));
  }
});

t.test('absurd ones are not', async (t) => {
  for (const sampleRateHz of [0, 1, 3999, 192_001, 2 ** 31]) {
    t.throws(() => assertPlausibleFormat({ sampleRateHz, channels: 1 }), { code: 'AUDIO_UNSUPPORTED' });
  }
  for (const channels of [0, 9, 65_535]) {
    t.throws(() => assertPlausibleFormat({ sampleRateHz: 16_000, channels }), { code: 'AUDIO_UNSUPPORTED' });
  }
});
