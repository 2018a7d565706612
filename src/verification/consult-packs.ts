import type { PackHearing } from '../asr/pack-recognizer.js';
import type { RecognitionContext } from '../asr/recognition-context.js';
import type { Samples } from '../audio/pcm.js';
import { type ErrorCode, HeshengError } from '../errors.js';
import type { RosterLease } from '../recognisers/roster.js';
import type { RosterPack } from '../recognisers/roster-pack.js';
import type { HeardReading } from './hear-reading.js';

/** A pack that was asked, with what it heard or why it did not. */
export type Consulted = { readonly pack: RosterPack } & (
  | { readonly hearing: PackHearing; readonly failure: null }
  | { readonly hearing: null; readonly failure: ErrorCode }
);

/** Not the pack's fault, and soon over: the reading is judged again later. */
export const TRY_AGAIN: readonly ErrorCode[] = ['ENGINE_BUSY', 'SHUTTING_DOWN'];

export interface Sound {
  readonly heard: HeardReading;
  readonly samples: Samples;
  readonly context: RecognitionContext;
}

/**
 * Lets packs hear a recording, side by side. One that breaks over it is recorded with its fault.
 * @throws HeshengError ENGINE_BUSY, SHUTTING_DOWN
 */
export const consultPacks = (
  lease: RosterLease,
  packs: readonly RosterPack[],
  { heard, samples, context }: Sound,
): Promise<readonly Consulted[]> =>
  Promise.all(
    packs.map(async (pack): Promise<Consulted> => {
      try {
        const hearing = await lease.hear(pack.sha256, { samples, speech: heard.analysis.speech, context });
        return { pack, hearing, failure: null };
      } catch (error) {
        if (!(error instanceof HeshengError) || TRY_AGAIN.includes(error.code)) throw error;
        return { pack, hearing: null, failure: error.code };
      }
    }),
  );

/** The same recording as a pack heard it; null when it has no probabilities. */
export const heardBy = (heard: HeardReading, { pack, hearing }: Consulted): HeardReading | null =>
  hearing?.posteriors
    ? { ...heard, analysis: { ...heard.analysis, posteriors: hearing.posteriors }, pack: pack.sha256 }
    : null;

/** What a pack wrote, as one text: word pieces begin with a low line. */
export const writtenText = ({ written }: PackHearing): string =>
  written
    .map(({ text }) => text)
    .join('')
    .replaceAll('▁', ' ')
    .trim();
