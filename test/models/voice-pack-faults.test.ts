import t from 'tap';
import { openSherpaVoice } from '../../src/voiceprint/sherpa-voice-embedder.js';
import { withContent, withMetadata, withoutMetadata } from './tiny/damage.js';
import type { TinyModel } from './tiny/tiny-pack.js';
import { tiny3dSpeaker, tinyWeSpeaker } from './tiny/voice-models.js';
import { tinyPackFolder } from './with-tiny-pack.js';

// Nothing is loaded of what is refused here: sherpa-onnx would end this process over most of it.
const fault = async (model: TinyModel): Promise<unknown> => {
  const { dir, pack } = await tinyPackFolder(t, model);
  return openSherpaVoice(dir, pack, 1).catch((error: unknown) => error);
};

const refused = (detail: RegExp): object => ({ code: 'MODEL_INVALID', detail });

t.test('a network that does not hear 80 bands, or gives no vector of its size, is refused', async (t) => {
  t.match(await fault(tiny3dSpeaker({ bands: 40 })), refused(/input of a network of voices/));
  t.match(await fault(tiny3dSpeaker({ saidDimensions: 25 })), refused(/output of a network of voices/));
});

t.test('every piece of metadata is missed, and refused when it is another', async (t) => {
  const model = tiny3dSpeaker();
  const values = { framework: '3d-speaker', output_dim: '24', sample_rate: '16000', normalize_samples: '1' };
  for (const [key, value] of Object.entries({ ...values, feature_normalize_type: 'global-mean' })) {
    const without = withContent(model, 'network', (network) => withoutMetadata(network, key, value));
    t.match(await fault(without), refused(new RegExp(`lacks the metadata ${key}`)));
    const wrong = withContent(model, 'network', (network) => withMetadata(network, key, '1, ?'));
    t.match(await fault(wrong), refused(new RegExp(`metadata ${key} `)), `${key} wrong`);
  }
});

t.test('a network of the other framework, one that is cut short, and one changed since are refused', async (t) => {
  const other = tinyWeSpeaker().files;
  t.match(await fault({ ...tiny3dSpeaker(), files: other }), refused(/metadata framework is not 3d-speaker/));
  const cut = withContent(tiny3dSpeaker(), 'network', (network) => network.subarray(0, network.length >> 1));
  t.match(await fault(cut), refused(/model\.onnx /));
  const { dir, pack } = await tinyPackFolder(t, tiny3dSpeaker());
  const changed = { ...pack, files: pack.files.map((file) => ({ ...file, sha256: '0'.repeat(64) })) };
  await t.rejects(openSherpaVoice(dir, changed, 1), { code: 'MODEL_INVALID' });
});
