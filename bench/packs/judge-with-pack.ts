import type { PackHearing } from '../../src/asr/pack-recognizer.js';
import type { RosterLease } from '../../src/recognisers/roster.js';
import type { RosterPack } from '../../src/recognisers/roster-pack.js';
import type { Policy } from '../../src/verdict/policy.js';
import type { Sound } from '../../src/verification/consult-packs.js';
import { verdictOfPack } from '../../src/verification/judge-with-packs.js';
import type { Case } from '../verdicts/cases.js';
import type { PackVerdict } from './pack-trial.js';

/** A pack that has heard the recording already: every clause is judged by the same hearing. */
const leaseOf = (pack: RosterPack, hearing: PackHearing): RosterLease => ({
  packs: [pack],
  hear: () => Promise.resolve(hearing),
  voice: null,
  embed: () => Promise.resolve(null),
  spoofs: [],
  screen: () => Promise.resolve(null),
  release: () => {},
});

export interface HeardByPack {
  readonly pack: RosterPack;
  readonly hearing: PackHearing;
  readonly sound: Sound;
}

const stopwatch = (): number => performance.now();

/** What a recogniser makes of each clause if the policy were validated with it, in the accent that is named or heard. */
export const judgeWithPack = async (
  { pack, hearing, sound }: HeardByPack,
  cases: readonly Case[],
  policy: Policy,
  dialectHint: string | null,
): Promise<readonly PackVerdict[]> => {
  const lease = leaseOf(pack, hearing);
  const verdicts: PackVerdict[] = [];
  for (const one of cases) {
    const { clause: clauseText, criticalTerms, previous: previousText } = one;
    const request = { clauseText, criticalTerms, dialectHint, previousText };
    const reading = { ...sound, request, policy, speaker: { kind: 'not_requested' as const }, speakerDialect: null };
    verdicts.push({ case: one, outcome: await verdictOfPack(lease, pack, reading, stopwatch) });
  }
  return verdicts;
};
