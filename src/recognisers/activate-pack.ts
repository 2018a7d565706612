import { HeshengError } from '../errors.js';
import { keepCanaries, readBrought, readCanaries } from '../model/pack/canary-files.js';
import type { Pack } from '../model/pack/pack.js';
import { readPack } from '../model/pack/pack-store.js';
import { readWholePack, toRosterMember } from './activated-packs.js';
import type { ActivatedPack, Activation } from './activation.js';
import { type ActivationNeeds, appendActivation, NO_ACTIVATION } from './append-activation.js';
import type { Canary } from './canary.js';
import type { PackMode, RosterMember } from './roster-pack.js';

export interface ActivationRequest {
  readonly id: string;
  readonly mode: PackMode;
  /** Folder with canaries that the operator brings; they are kept when the pack hears them. */
  readonly canaryFolder: string | null;
  /** A pack may be activated that has no canary. */
  readonly withoutCanary: boolean;
  /** A pack may be activated whose licence does not allow it, as far as we know. */
  readonly acceptLicence: boolean;
}

export interface ActivateNeeds extends ActivationNeeds {
  /** Starts the pack in a process of its own, has it hear the canaries, and ends it. */
  readonly prove: (pack: Pack, canaries: readonly Canary[]) => Promise<void>;
}

/** Opinions have no verdict that could be compared. */
const checkShadow = (member: RosterMember): void => {
  if (member.mode === 'shadow' && member.ability === 'opinion') {
    throw new HeshengError('PACK_UNSUITABLE', `${member.id} only writes for reviewers: it has no verdict to compare`);
  }
};

const checkLicence = ({ id, licence: { production, note } }: Pack, accepted: boolean): void => {
  if (production !== 'no' || accepted) return;
  throw new HeshengError('PACK_UNLICENSED', `${id}: ${note ?? ''} With a licence of your own: --accept-licence.`);
};

const checkCanaries = (id: string, canaries: readonly Canary[], withoutCanary: boolean): void => {
  if (canaries.length > 0 || withoutCanary) return;
  throw new HeshengError(
    'PACK_UNPROVEN',
    `${id} has no canary: bring recordings with what they say (--canary FOLDER), or go --without-canary.`,
  );
};

/** The packs with one more, which takes the place of another of its name. */
const withPack = (packs: readonly ActivatedPack[], added: ActivatedPack): readonly ActivatedPack[] => {
  const at = packs.findIndex(({ id }) => id === added.id);
  return at < 0 ? [...packs, added] : packs.with(at, added);
};

/** There is one voice model: another one makes room. A pack that is not readable any more stays, to be told of. */
const withoutOtherVoice = async (
  packsDir: string,
  packs: readonly ActivatedPack[],
  { role, id }: RosterMember,
): Promise<readonly ActivatedPack[]> => {
  if (role !== 'voice') return packs;
  const roles = await Promise.all(packs.map((pack) => readPack(packsDir, pack.id).catch(() => null)));
  return packs.filter((pack, at) => pack.id === id || roles[at]?.role !== 'voice');
};

const isSame = (a: ActivatedPack, b: ActivatedPack): boolean =>
  a.id === b.id && a.sha256 === b.sha256 && a.mode === b.mode && a.proved === b.proved;

/**
 * Activates an installed pack: its files are hashed and it is tried in a process of its own before anything is written, so that
 * the operator sees a fault at once. A service that runs takes it over by itself.
 * @throws HeshengError PACK_UNKNOWN, PACK_INVALID, PACK_DAMAGED, PACK_UNSUITABLE, PACK_UNLICENSED, PACK_UNPROVEN, ENGINE_*, or
 * CONFLICT when the packs were changed meanwhile
 */
export const activatePack =
  (needs: ActivateNeeds) =>
  async ({ id, mode, canaryFolder, withoutCanary, acceptLicence }: ActivationRequest): Promise<Activation> => {
    const current = await needs.store.activations.current();
    const before = current ?? NO_ACTIVATION;
    const pack = await readWholePack(needs.packsDir, id);
    const member = toRosterMember(pack, mode);
    checkShadow(member);
    checkLicence(pack, acceptLicence);
    const brought = canaryFolder === null ? null : await readBrought(canaryFolder);
    const own = await readCanaries(needs.packsDir, pack, brought);
    checkCanaries(id, own, withoutCanary);
    await needs.prove(pack, own);
    if (brought) await keepCanaries(needs.packsDir, id, brought);
    const added: ActivatedPack = { id, sha256: member.sha256, mode, proved: own.length > 0 };
    if (current?.packs.some((other) => isSame(other, added))) return current;
    const { production } = pack.licence;
    return appendActivation(needs, {
      action: 'models.activated',
      before: before.generation,
      packs: withPack(await withoutOtherVoice(needs.packsDir, before.packs, member), added),
      detail: { pack: id, mode, proved: added.proved, licence: production, licenceAccepted: acceptLicence },
    });
  };
