/** A recording of fixtures/, or the part of it in which some of its clause's spoken characters are said. */
export interface Piece {
  readonly file: string;
  /** Spoken characters (百分之三点五, not 3.5%), which occur once in the clause. */
  readonly words?: string;
  /** Change of level, dB. */
  readonly gainDb?: number;
  /** Own noise of the piece, as if recorded elsewhere: white, dBFS. */
  readonly noiseDbfs?: number;
  /** Faded in and out, so that its ends do not click. */
  readonly fadeMs?: number;
}

export type Source =
  /** Pieces one after another; `gapMs` of the first recording's room between them. */
  | { readonly kind: 'speech'; readonly pieces: readonly Piece[]; readonly gapMs?: number }
  | { readonly kind: 'silence'; readonly ms: number }
  | { readonly kind: 'noise'; readonly colour: NoiseColour; readonly ms: number; readonly dbfs: number }
  | { readonly kind: 'music'; readonly style: MusicStyle; readonly ms: number; readonly dbfs: number };

export type NoiseColour = 'white' | 'pink' | 'hum' | 'babble';
export type MusicStyle = 'chords' | 'melody' | 'drums' | 'vocal';

/** What is done to the whole, in order. */
export type Effect =
  | { readonly effect: 'gain'; readonly db: number }
  /** Gain into a limit at full scale. */
  | { readonly effect: 'clip'; readonly db: number }
  | { readonly effect: 'noise'; readonly colour: NoiseColour; readonly snrDb: number }
  | { readonly effect: 'music'; readonly style: MusicStyle; readonly snrDb: number }
  /** Each stretch of `ms` backwards: about a syllable keeps the rhythm and loses the words. */
  | { readonly effect: 'reverse'; readonly ms: number }
  /** Grains of `ms` in an order drawn by chance. */
  | { readonly effect: 'shuffle'; readonly ms: number }
  | { readonly effect: 'lowpass'; readonly hz: number }
  | { readonly effect: 'echo'; readonly ms: number; readonly db: number }
  /** Keeps a share from `from` to `to`, each 0 to 1. */
  | { readonly effect: 'keep'; readonly from: number; readonly to: number }
  /** Digital silence put before and behind. */
  | { readonly effect: 'zeros'; readonly beforeMs: number; readonly afterMs: number }
  /** Every `everyMs` a gap of digital silence of `ms`. */
  | { readonly effect: 'dropouts'; readonly everyMs: number; readonly ms: number };

/** How the file is written: as 16-bit WAV unless said otherwise. */
export type Encoding =
  | { readonly as: 'wav' }
  /** G.711 mu-law at 8 kHz, a telephone line. */
  | { readonly as: 'mulaw' }
  /** Played faster (above 1) or slower at the same pitch. */
  | { readonly as: 'tempo'; readonly factor: number }
  /** The last part of the bytes is lost, though the header promises them. */
  | { readonly as: 'cut_file'; readonly keptShare: number };

/** How the sound of a case comes about: data, so that the same cases give the same sounds everywhere. */
export interface Recipe {
  readonly source: Source;
  readonly effects?: readonly Effect[];
  readonly encoding?: Encoding;
}

export const spoken = (...files: readonly string[]): Recipe => ({
  source: { kind: 'speech', pieces: files.map((file) => ({ file })) },
});

export const spokenWith = (file: string, ...effects: readonly Effect[]): Recipe => ({ ...spoken(file), effects });

/** Name of the committed recording that the recipe is, or null when something is done to it. */
export const asCommitted = ({ source, effects = [], encoding }: Recipe): string | null => {
  const [piece, ...more] = source.kind === 'speech' ? source.pieces : [];
  const plain = effects.length === 0 && encoding === undefined && more.length === 0;
  return plain && piece && Object.keys(piece).length === 1 ? piece.file : null;
};
