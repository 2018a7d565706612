import { FAMILY_ABILITIES, isSherpaFamily } from '../asr/family-abilities.js';
import { SAMPLE_RATE_HZ } from '../audio/pcm.js';
import { HeshengError } from '../errors.js';
import type { PackFamily } from '../model/pack/families.js';
import type { Pack } from '../model/pack/pack.js';
import { packDigest } from '../model/pack/pack-digest.js';
import { packDir, readPack } from '../model/pack/pack-store.js';
import { folderFaults } from '../model/pack/verify-pack.js';
import type { ActivatedPack } from './activation.js';
import type { PackMode, RosterMember, RosterPack, RosterSpoof, RosterVoice } from './roster-pack.js';

const unsuitable = (detail: string): HeshengError => new HeshengError('PACK_UNSUITABLE', detail);

/**
 * A recogniser as the roster takes it.
 * @throws HeshengError PACK_UNSUITABLE when nothing here can recognise with it
 */
export const toRosterPack = (pack: Pack, mode: PackMode): RosterPack => {
  const { id, role, family, dialects, languages, sampleRateHz } = pack;
  if (role !== 'asr') throw unsuitable(`${id} has role ${role}: it is no recogniser (asr)`);
  if (!isSherpaFamily(family)) throw unsuitable(`${id}: no recogniser can be made of family ${family}`);
  if (sampleRateHz !== SAMPLE_RATE_HZ) throw unsuitable(`${id} hears ${sampleRateHz} Hz, not ${SAMPLE_RATE_HZ}`);
  return { role, id, sha256: packDigest(pack), ability: FAMILY_ABILITIES[family], dialects, languages, mode };
};

/** Families of voice models that sherpa-onnx can run. */
const VOICE_FAMILIES: readonly PackFamily[] = ['3d-speaker', 'wespeaker'];

const toRosterVoice = (pack: Pack, mode: PackMode): RosterVoice => {
  const { id, family, sampleRateHz } = pack;
  if (!VOICE_FAMILIES.includes(family)) throw unsuitable(`${id}: family ${family} does not run as a pack`);
  if (mode === 'shadow') throw unsuitable(`${id} is a voice model: nobody is enrolled with one in the shadow`);
  if (sampleRateHz !== SAMPLE_RATE_HZ) throw unsuitable(`${id} hears ${sampleRateHz} Hz, not ${SAMPLE_RATE_HZ}`);
  return { role: 'voice', id, sha256: packDigest(pack), mode };
};

const toRosterSpoof = ({ id, sampleRateHz, ...pack }: Pack, mode: PackMode): RosterSpoof => {
  if (mode === 'shadow') throw unsuitable(`${id} is a spoof model: it gives no verdict that could be compared`);
  if (sampleRateHz !== SAMPLE_RATE_HZ) throw unsuitable(`${id} hears ${sampleRateHz} Hz, not ${SAMPLE_RATE_HZ}`);
  return { role: 'spoof', id, sha256: packDigest(pack), mode };
};

/**
 * A pack as the roster takes it.
 * @throws HeshengError PACK_UNSUITABLE when nothing here can be done with it
 */
export const toRosterMember = (pack: Pack, mode: PackMode): RosterMember => {
  if (pack.role === 'voice') return toRosterVoice(pack, mode);
  if (pack.role === 'spoof') return toRosterSpoof(pack, mode);
  if (pack.role === 'asr') return toRosterPack(pack, mode);
  throw unsuitable(`${pack.id} has role ${pack.role}: only asr, voice and spoof are activated`);
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
): Promise<readonly RosterMember[]> => {
  const read: RosterMember[] = [];
  for (const activated of packs) {
    const pack = await readPack(store, activated.id);
    checkActivated(pack, activated);
    read.push(toRosterMember(pack, activated.mode));
  }
  return read;
};
