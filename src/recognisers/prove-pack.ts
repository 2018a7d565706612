import type { Posteriors } from '../align/posteriors.js';
import { writtenErrorRate } from '../align/written-errors.js';
import type { PackHearing } from '../asr/pack-recognizer.js';
import { samplesToMs } from '../audio/pcm.js';
import type { PackPool } from '../engine/pack-pool.js';
import { HeshengError } from '../errors.js';
import { writtenText } from '../verification/consult-packs.js';
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

/**
 * Has a pack that is warm hear its canaries.
 * @throws HeshengError PACK_UNPROVEN with every canary that it did not hear, by its number from 1; ENGINE_* errors
 */
export const provePack = async (
  id: string,
  canaries: readonly Canary[],
  pool: Pick<PackPool, 'run'>,
): Promise<void> => {
  const faults: string[] = [];
  for (const [at, canary] of canaries.entries()) {
    const speech = [{ startMs: 0, endMs: samplesToMs(canary.samples.length) }];
    const fault = canaryFault(await pool.run({ samples: canary.samples, speech, context: 'none' }), canary);
    if (fault !== null) faults.push(`canary ${at + 1} ${fault}`);
  }
  if (faults.length > 0) throw new HeshengError('PACK_UNPROVEN', `${id}: ${faults.join('; ')}`);
};
