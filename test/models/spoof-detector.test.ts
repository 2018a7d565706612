import t from 'tap';
import { openSpoofDetector } from '../../src/spoof/onnx-spoof-detector.js';
import { withContent, withMetadata, withoutMetadata } from './tiny/damage.js';
import { tinySpoof } from './tiny/spoof-models.js';
import type { TinyModel } from './tiny/tiny-pack.js';
import { tinyPackFolder } from './with-tiny-pack.js';

const open = async (model: TinyModel) => {
  const { dir, pack } = await tinyPackFolder(t, model);
  return openSpoofDetector(dir, pack, 1);
};
const fault = (model: TinyModel): Promise<unknown> => open(model).catch((error: unknown) => error);

const MODEL = tinySpoof({ bias: -2, perPower: 400 });
/** What the tiny network says of a mean square. */
const sigmoid = (power: number): number => 1 / (1 + Math.exp(2 - 400 * power));

t.test('the score is that of the window most like a spoof', async (t) => {
  const detector = await open(MODEL);
  const quiet = new Float32Array(48_000).fill(0.01);
  const loud = Float32Array.from(quiet, (value, at) => (at >= 24_000 && at < 40_000 ? 0.1 : value));
  t.ok(Math.abs((await detector.score(quiet))! - sigmoid(0.0001)) < 1e-5);
  t.ok(Math.abs((await detector.score(loud))! - sigmoid(0.01)) < 1e-5, 'of 48,000 samples, those 16,000 decide');
  t.ok(Math.abs((await detector.score(new Float32Array(100).fill(0.1)))! - sigmoid(0.01)) < 1e-5, 'short: repeated');
  t.equal(await detector.score(new Float32Array(0)), null);
  t.equal(await detector.score(loud), await detector.score(loud));
});

t.test('a network that gives no number says nothing of a recording', async (t) => {
  const detector = await open(tinySpoof({ bias: Number.NaN, perPower: 1 }));
  await t.rejects(detector.score(new Float32Array(16_000).fill(0.1)), { code: 'ENGINE_FAILURE' });
});

t.test('a network is refused that is not as its metadata says', async (t) => {
  const refused = (detail: RegExp): object => ({ code: 'MODEL_INVALID', detail });
  t.match(await fault(tinySpoof({ bias: 0, perPower: 1, saidWindow: 15_000 })), refused(/hears 16000 samples/));
  t.match(await fault(tinySpoof({ bias: 0, perPower: 1, output: 2 })), refused(/the spoof would be 2/));
  for (const [key, value] of Object.entries({ sample_rate: '16000', window_samples: '16000', spoof_output: '1' })) {
    const without = withContent(MODEL, 'network', (network) => withoutMetadata(network, key, value));
    t.match(await fault(without), refused(new RegExp(`lacks the metadata ${key}`)));
    const wrong = withContent(MODEL, 'network', (network) => withMetadata(network, key, '1, ?'));
    t.match(await fault(wrong), refused(new RegExp(`metadata ${key} `)));
  }
  const cut = withContent(MODEL, 'network', (network) => network.subarray(0, network.length >> 1));
  t.match(await fault(cut), refused(/model\.onnx /));
});
