import { FINGERPRINT, type Fingerprint, type Match } from '../fingerprint/fingerprint.js';
import type { FingerprintStore, NumberedPrint } from '../store/fingerprint-store.js';

/** Earlier recordings that share most with a new one and are compared with it. */
const MOST_COMPARED = 24;

export type Compared = readonly [NumberedPrint, Match];

/** The recordings known before `number` that are most like this one, the likest first; whether one is the same is not said. */
export const compareWithHistory = async (
  fingerprints: Pick<FingerprintStore, 'candidates'>,
  heard: Fingerprint,
  number: number,
): Promise<readonly Compared[]> => {
  const hashes = [...heard.probes.keys()];
  const candidates = await fingerprints.candidates(hashes, FINGERPRINT, number, MOST_COMPARED);
  return candidates
    .flatMap((print): readonly Compared[] => {
      const match = heard.compare(print.sketch);
      return match === null ? [] : [[print, match]];
    })
    .sort(([, a], [, b]) => b.similarity - a.similarity);
};
