import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pack } from '../../src/model/pack/pack.js';
import { type TinyModel, writeTinyPack } from './tiny/tiny-pack.js';

interface Cleanable {
  teardown(clean: () => Promise<void>): void;
}

/** A folder of its own with the files of a tiny model, gone when the test is over. */
export const tinyPackFolder = async (
  test: Cleanable,
  model: TinyModel,
): Promise<{ readonly dir: string; readonly pack: Pack }> => {
  const dir = await mkdtemp(join(tmpdir(), 'hesheng-tiny-'));
  test.teardown(() => rm(dir, { recursive: true }));
  return { dir, pack: await writeTinyPack(dir, model) };
};
