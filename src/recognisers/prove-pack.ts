import type { Posteriors } from '../align/posteriors.js';
import { writtenErrorRate } from '../align/written-errors.js';
import type { PackHearing } from '../asr/pack-recognizer.js';
import { samplesToMs } from '../audio/pcm.js';
import { embedWithPack, hearWithPack, type PackPool, type PackTask, screenWithPack } from '../engine/pack-pool.js';
import { HeshengError } from '../errors.js';
import { isSuspicious } from '../verdict/spoof-evidence.js';
import { writtenText } from '../verification/consult-packs.js';
import { cosine } from '../voiceprint/similarity.js';
import type { Canary } from './canary.js';

const areNumbers = ({ logProbs }: Posteriors): boolean => logProbs.every((value) => Number.isFinite(value));

/** Why a pack did not hear a canary; null when it did. Never the text. */
export const canaryFault = (hearing: PackHearing, { text, mostWrong }: Canary): string | null => {
  const { posteriors } = hearing;
  if (posteriors !== null && !areNumbers(posteriors)) return 'gave probabilities that are no numbers';
  const heard = writtenText(hearing);
  if (heard === '') return 'was heard as nothing';
  const wrong = writtenErrorRate(heard, text);
  if (Number.isNaN(wrong)) return 'says nothing that can be read';
  return wrong > mostWrong ? `has ${(100 * wrong).toFixed(0)} % wrong phones, more than ${100 * mostWrong} %` : null;
};

/** A canary is speech from beginning to end. */
const taskOf = ({ samples }: Canary): PackTask => ({
  samples,
  speech: [{ startMs: 0, endMs: samplesToMs(samples.length) }],
  context: 'none',
});

/** The texts of a voice model's canaries are names, whatever they are: each voice is nearest to another one of its name. */
const voicesFaults = async (canaries: readonly Canary[], pool: Pick<PackPool, 'run'>): Promise<readonly string[]> => {
  const heard = await Promise.all(canaries.map((canary) => embedWithPack(pool, taskOf(canary))));
  const likeness = (a: number, b: number): number => cosine(heard[a]!.vector, heard[b]!.vector);
  return canaries.flatMap(({ text }, at) => {
    if (heard[at] == null) return [`canary ${at + 1} was heard as nobody`];
    const others = canaries.flatMap((other, index) =>
      index === at || heard[index] == null ? [] : [{ same: other.text === text, likeness: likeness(at, index) }],
    );
    if (!others.some(({ same }) => same)) return [];
    const best = others.reduce((a, b) => (b.likeness > a.likeness ? b : a));
    return best.same ? [] : [`canary ${at + 1} is more like another voice than like its own`];
  });
};

/** Rejects when a pack that is warm does not make of its canaries what they are. */
export type Prove = (id: string, canaries: readonly Canary[], pool: Pick<PackPool, 'run'>) => Promise<void>;

const unproven = (id: string, faults: readonly string[]): HeshengError =>
  new HeshengError('PACK_UNPROVEN', `${id}: ${faults.join('; ')}`);

/**
 * Has a voice model that is warm tell the voices of its canaries apart.
 * @throws HeshengError PACK_UNPROVEN, ENGINE_* errors
 */
export const proveVoice: Prove = async (id, canaries, pool) => {
  const faults = await voicesFaults(canaries, pool);
  if (faults.length > 0) throw unproven(id, faults);
};

/** The text of such a canary says what it is. */
const KINDS = ['genuine', 'spoof'] as const;

/**
 * Has a spoof model that is warm tell the true voices of its canaries from the others.
 * @throws HeshengError PACK_UNPROVEN, ENGINE_* errors
 */
export const proveSpoof: Prove = async (id, canaries, pool) => {
  const faults: string[] = [];
  for (const [at, canary] of canaries.entries()) {
    const kind = KINDS.find((one) => one === canary.text);
    const score = await screenWithPack(pool, taskOf(canary));
    if (kind === undefined) faults.push(`canary ${at + 1} is called neither ${KINDS.join(' nor ')}`);
    else if (score === null || isSuspicious(score) !== (kind === 'spoof')) {
      faults.push(`canary ${at + 1} is ${kind}, and was not taken for it`);
    }
  }
  if (faults.length > 0) throw unproven(id, faults);
};

/**
 * Has a recogniser that is warm hear its canaries.
 * @throws HeshengError PACK_UNPROVEN with every canary that it did not hear, by its number from 1; ENGINE_* errors
 */
export const provePack: Prove = async (id, canaries, pool) => {
  const faults: string[] = [];
  for (const [at, canary] of canaries.entries()) {
    const fault = canaryFault(await hearWithPack(pool, taskOf(canary)), canary);
    if (fault !== null) faults.push(`canary ${at + 1} ${fault}`);
  }
  if (faults.length > 0) throw unproven(id, faults);
};
