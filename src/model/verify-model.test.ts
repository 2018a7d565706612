import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { readVerifiedFile } from './verify-model.js';

const CONTENT = Buffer.from('weights');
const file = {
  kind: 'network',
  path: 'net.onnx',
  sha256: createHash('sha256').update(CONTENT).digest('hex'),
  bytes: CONTENT.length,
} as const;

interface Cleanable {
  teardown(clean: () => Promise<void>): void;
}

const folder = async (test: Cleanable, content: Buffer | null): Promise<string> => {
  const dir = await mkdtemp(join(tmpdir(), 'hesheng-verify-'));
  test.teardown(() => rm(dir, { recursive: true }));
  if (content) await writeFile(join(dir, file.path), content);
  return dir;
};

t.test('gives the bytes that the manifest promises', async (t) => {
  t.strictSame(Buffer.from(await readVerifiedFile(await folder(t, CONTENT), file)), CONTENT);
});

t.test('refuses another size, another content and a missing file', async (t) => {
  const flipped = Buffer.from(CONTENT);
  flipped[3]! ^= 1;
  for (const content of [CONTENT.subarray(1), Buffer.concat([CONTENT, CONTENT]), flipped, Buffer.alloc(0), null]) {
    await t.rejects(readVerifiedFile(await folder(t, content), file), { code: 'MODEL_INVALID' });
  }
});
