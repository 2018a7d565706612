import type { Samples } from '../../src/audio/pcm.js';
import type { Random } from '../seeded-random.js';
import { inPause, louder, noisier, spliced, wordIn } from './splice.js';

/** A recording put together from two of one speaker. */
export interface SpliceKind {
  readonly name: string;
  readonly make: (own: Samples, other: Samples, random: Random) => Samples;
}

const CUT = { kind: 'cut' } as const;
const fade = (ms: number) => ({ kind: 'fade', ms }) as const;
const cross = (ms: number) => ({ kind: 'cross', ms }) as const;

const word = (name: string, seam: Parameters<typeof spliced>[1], change = (piece: Samples) => piece): SpliceKind => ({
  name: `word, ${name}`,
  make: (own, other, random) => {
    const [before, piece, after] = wordIn(own, other, random) as [Samples, Samples, Samples];
    return spliced([before, change(piece), after], seam);
  },
});

const pause = (name: string, seam: Parameters<typeof spliced>[1]): SpliceKind => ({
  name: `in a pause, ${name}`,
  make: (own, other) => spliced(inPause(own, other), seam),
});

export const spliceKinds = (random: Random): readonly SpliceKind[] => [
  word('cut', CUT),
  word('cut, 8 dB louder', CUT, (piece) => louder(piece, 8)),
  word('cut, own noise of -45 dBFS', CUT, (piece) => noisier(piece, -45, random)),
  word('faded 5 ms out and in', fade(5)),
  word('faded 20 ms out and in', fade(20)),
  word('crossfade of 5 ms', cross(5)),
  word('crossfade of 20 ms', cross(20)),
  pause('cut', CUT),
  pause('faded 5 ms out and in', fade(5)),
  pause('crossfade of 20 ms', cross(20)),
];
