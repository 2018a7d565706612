import { FAMILY_ABILITIES, isSherpaFamily } from '../asr/family-abilities.js';
import { SAMPLE_RATE_HZ } from '../audio/pcm.js';
import { HeshengError } from '../errors.js';
import type { Pack } from '../model/pack/pack.js';
import { packDigest } from '../model/pack/pack-digest.js';
import { packDir, readPack } from '../model/pack/pack-store.js';
import { folderFaults } from '../model/pack/verify-pack.js';
import type { ActivatedPack } from './activation.js';
import type { RosterPack } from './roster-pack.js';

const unsuitable = (detail: string): HeshengError => new HeshengError('PACK_UNSUITABLE', detail);

/**
 * A pack as the roster takes it.
 * @throws HeshengError PACK_UNSUITABLE when nothing here can recognise with it
 */
export const toRosterPack = (pack: Pack, mode: RosterPack['mode']): RosterPack => {
  const { id, role, family, dialects, languages, sampleRateHz } = pack;
  if (role === 'voice') throw unsuitable(`${id} is a voice model: those cannot be exchanged yet`);
  if (role !== 'asr') throw unsuitable(`${id} has role ${role}: only recognisers (asr) are activated`);
  if (!isSherpaFamily(family)) throw unsuitable(`${id}: no recogniser can be made of family ${family}`);
  if (sampleRateHz !== SAMPLE_RATE_HZ) throw unsuitable(`${id} hears ${sampleRateHz} Hz, not ${SAMPLE_RATE_HZ}`);
  return { id, sha256: packDigest(pack), ability: FAMILY_ABILITIES[family], dialects, languages, mode };
};

/**
 * An installed pack, all of whose files have their hashes.
 * @throws HeshengError PACK_UNKNOWN, PACK_INVALID, PACK_DAMAGED
 */
export const readWholePack = async (store: string, id: string): Promise<Pack> => {
  const pack = await readPack(store, id);
  const faults = await folderFaults(packDir(store, id), pack);
  if (faults.length > 0) throw new HeshengError('PACK_DAMAGED', `${id}: ${faults.join('; ')}`);
  return pack;
};

/**
 * Makes sure that an installed pack is the one that was activated.
 * @throws HeshengError PACK_DAMAGED when it is another one of that name
 */
export const checkActivated = (pack: Pack, { id, sha256 }: ActivatedPack): void => {
  if (packDigest(pack) === sha256) return;
  throw new HeshengError('PACK_DAMAGED', `${id} is another pack than the one of that name that was activated`);
};

/**
 * The packs of a generation as the roster takes them. Manifests are compared, files are not: the process that loads them does that.
 * @throws HeshengError PACK_UNKNOWN, PACK_INVALID, PACK_DAMAGED or PACK_UNSUITABLE
 */
export const readRosterPacks = async (
  store: string,
  packs: readonly ActivatedPack[],
): Promise<readonly RosterPack[]> => {
  const read: RosterPack[] = [];
  for (const activated of packs) {
    const pack = await readPack(store, activated.id);
    checkActivated(pack, activated);
    read.push(toRosterPack(pack, activated.mode));
  }
  return read;
};
