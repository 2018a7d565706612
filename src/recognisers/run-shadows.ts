import type { ShadowMiss, ShadowStore } from '../store/shadow-store.js';
import type { VerificationStore } from '../store/verification-store.js';
import type { JudgedVerification, JudgeInShadow } from '../verification/judge-in-shadow.js';
import type { Roster, RosterLease } from './roster.js';
import type { RosterPack } from './roster-pack.js';
import { withLease } from './with-lease.js';

export interface ShadowNeeds {
  readonly roster: Roster;
  /** Generation of the roster's packs. */
  readonly generation: () => number;
  readonly verifications: Pick<VerificationStore, 'find'>;
  readonly shadows: Pick<ShadowStore, 'insert' | 'miss'>;
  readonly judge: JudgeInShadow;
  /** Whether no reading waits or is being judged. */
  readonly isIdle: () => Promise<boolean>;
  /** A pack failed on a reading, or the outcome could not be written. */
  readonly onFault: (error: unknown) => void;
  /** Unix milliseconds. */
  readonly clock: () => number;
  /** Resolves after so many milliseconds, or at once when the signal is aborted. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** How long to wait before it is asked again whether all is idle. */
  readonly idlePollMs: number;
  /** Readings that may wait for the shadow; more are dropped and counted. */
  readonly queueLimit: number;
}

export interface Shadows {
  /** A verification was settled. Returns at once and never throws; without packs in the shadow nothing happens. */
  offer(verificationId: string): void;
  /** Takes no more, forgets what waits, and resolves when the one in hand is over. */
  stop(): Promise<void>;
}

const inShadow = ({ packs }: RosterLease): readonly RosterPack[] =>
  packs.filter(({ mode, ability }) => mode === 'shadow' && ability !== 'opinion');

/**
 * Lets packs in the shadow hear what was judged without them: one reading at a time, begun only while no other one waits or is
 * judged, after its verdict was given. Nothing of it reaches a verdict.
 */
export const runShadows = (needs: ShadowNeeds): Shadows => {
  const stopping = new AbortController();
  const waiting: string[] = [];
  let working: Promise<void> | null = null;

  const miss = async ({ id, sha256 }: RosterPack, kind: ShadowMiss): Promise<void> => {
    await needs.shadows.miss({ packId: id, packSha256: sha256 }, kind).catch(needs.onFault);
  };

  const judgeOne = async (lease: RosterLease, pack: RosterPack, reading: JudgedVerification): Promise<void> => {
    const begun = needs.clock();
    try {
      const shadowVerdict = await needs.judge(lease, pack, reading);
      if (shadowVerdict === null) return;
      const ended = needs.clock();
      await needs.shadows.insert({
        verificationId: reading.id,
        packId: pack.id,
        packSha256: pack.sha256,
        generation: needs.generation(),
        verdict: reading.judgement.verdict,
        shadowVerdict,
        ms: Math.round(ended - begun),
        createdAt: new Date(ended).toISOString(),
      });
    } catch (error) {
      if (stopping.signal.aborted) return;
      needs.onFault(error);
      await miss(pack, 'failed');
    }
  };

  const judgeAll = (verificationId: string): Promise<void> =>
    withLease(needs.roster, async (lease) => {
      const reading = await needs.verifications.find(verificationId);
      if (reading?.status !== 'completed') return;
      for (const pack of inShadow(lease)) await judgeOne(lease, pack, reading);
    });

  const untilIdle = async (): Promise<void> => {
    while (!stopping.signal.aborted && !(await needs.isIdle())) await needs.sleep(needs.idlePollMs, stopping.signal);
  };

  const work = async (): Promise<void> => {
    for (let next = waiting.at(0); next !== undefined && !stopping.signal.aborted; next = waiting.at(0)) {
      await untilIdle();
      waiting.shift();
      if (!stopping.signal.aborted) await judgeAll(next);
    }
  };

  const start = (): void => {
    working ??= work()
      .catch(needs.onFault)
      .finally(() => {
        working = null;
        if (waiting.length > 0 && !stopping.signal.aborted) start();
      });
  };

  return {
    offer: (verificationId) => {
      void withLease(needs.roster, async (lease) => {
        const packs = inShadow(lease);
        if (packs.length === 0 || stopping.signal.aborted) return;
        if (waiting.length >= needs.queueLimit)
          return void (await Promise.all(packs.map((pack) => miss(pack, 'dropped'))));
        waiting.push(verificationId);
        start();
      });
    },
    stop: async () => {
      stopping.abort();
      await working;
    },
  };
};
