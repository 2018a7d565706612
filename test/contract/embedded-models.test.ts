import { existsSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { openOnnxSession, type TensorSlot } from '../../src/model/onnx-session.js';
import { fileOfKind, readRegistry } from '../../src/model/registry.js';
import { readVerifiedFile, verifyModel } from '../../src/model/verify-model.js';
import { MODELS_DIR } from '../engine/support/project-files.js';

const registry = await readRegistry(MODELS_DIR);

const plain = (slots: readonly Pick<TensorSlot, 'name' | 'type' | 'shape'>[]) =>
  slots.map(({ name, type, shape }) => ({
    name,
    type,
    shape: shape.map((size) => (typeof size === 'string' ? '*' : size)),
  }));

for (const entry of registry.entries) {
  t.test(`${entry.id} is what the manifest says`, async (t) => {
    await verifyModel(registry.dir, entry);
    const session = await openOnnxSession(await readVerifiedFile(registry.dir, fileOfKind(entry, 'network')), 1);
    t.strictSame(plain(session.inputs), plain(entry.inputs));
    t.strictSame(plain(session.outputs), plain(entry.outputs));
    for (const file of [entry.card, entry.notice]) t.ok(existsSync(join(registry.dir, file)), file);
  });
}

t.test('the process that opens a network does load native code, as the API process must not', async (t) => {
  const { sharedObjects } = process.report.getReport() as { sharedObjects: readonly string[] };
  t.ok(sharedObjects.some((path) => path.includes('onnxruntime')));
});
