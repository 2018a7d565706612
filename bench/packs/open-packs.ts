import { createPackPool, type PackPool } from '../../src/engine/pack-pool.js';
import { HeshengError } from '../../src/errors.js';
import { listPacks, packDir, type StoredPack } from '../../src/model/pack/pack-store.js';
import { readWholePack, toRosterPack } from '../../src/recognisers/activated-packs.js';
import type { Recogniser } from './pack-trial.js';

const isRecogniser = (stored: StoredPack): boolean => 'fault' in stored || stored.pack.role === 'asr';

/**
 * The packs to measure: those named, or every recogniser of the store; unreadable packs are among them.
 * @throws HeshengError PACK_UNKNOWN when one that was named is not installed
 */
export const choosePacks = async (store: string, ids: readonly string[]): Promise<readonly StoredPack[]> => {
  const all = await listPacks(store);
  const unknown = ids.filter((id) => !all.some((stored) => stored.id === id));
  if (unknown.length > 0) throw new HeshengError('PACK_UNKNOWN', `${unknown.join(', ')} is not installed`);
  return all.filter((stored) => (ids.length === 0 ? isRecogniser(stored) : ids.includes(stored.id)));
};

export interface OpenPack {
  readonly recogniser: Recogniser;
  readonly pool: PackPool;
}

/**
 * Starts a pack in a process of its own, whose files have their hashes.
 * @throws HeshengError PACK_INVALID, PACK_DAMAGED, PACK_UNSUITABLE, ENGINE_UNAVAILABLE
 */
export const openPack = async (store: string, id: string, threads: number): Promise<OpenPack> => {
  const pack = await readWholePack(store, id);
  const recogniser = { pack: toRosterPack(pack, 'shadow'), family: pack.family };
  const pool = createPackPool({ modelsDir: packDir(store, id), threads });
  try {
    await pool.ready();
    return { recogniser, pool };
  } catch (error) {
    await pool.close();
    throw error;
  }
};
