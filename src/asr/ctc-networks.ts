import type { NetworkMetadata } from '../model/onnx/network-metadata.js';
import type { NetworkSignature, SlotSignature } from '../model/open-network.js';
import type { FrontEndOptions } from './front-end/front-end.js';

/** How the network of a family is fed and read. Batches are of one recording. */
export interface CtcNetwork {
  readonly frontEnd: FrontEndOptions;
  readonly signature: NetworkSignature;
  /** Numbers that go in behind the features and their count. */
  readonly prompts: readonly number[];
  /** `logits`: scores whose softmax is meant. `log-probs`: natural logarithms that are checked to be a distribution. */
  readonly output: 'logits' | 'log-probs';
  /** Rows in front of those of the sound. */
  readonly prefixRows: number;
  readonly frameMs: number;
  /** Fewest feature frames that make a row. */
  readonly leastFrames: number;
  /** Fewest and most rows of sound for so many feature frames: beyond them the clock would be wrong. */
  readonly rowsFor: (frames: number) => readonly [number, number];
  /** Null: the token of that name in tokens.txt, as sherpa-onnx finds it. */
  readonly blank: number | null;
  /** How many tokens the metadata promises; null when it does not. */
  readonly tokens: number | null;
}

type Describe = (metadata: NetworkMetadata, languages: readonly string[]) => CtcNetwork;

const BANDS = 80;
const FULL_SCALE = 32_768;
/** Exports name inputs and outputs as they like; their order is what sherpa-onnx goes by, and so do we. */
const floats = (...shape: readonly (number | null)[]): SlotSignature => ({ name: null, type: 'float32', shape });
const WHOLE: SlotSignature = { name: null, type: 'whole', shape: [null] };

/** Kaldi's `dither` is 0 for all: with it the same recording would not give the same numbers twice. */
const fbankOf = (window: 'hamming' | 'povey', edges: 'snipped' | 'mirrored', highHz: number, scale: number) => ({
  window,
  edges,
  highHz,
  scale,
});

/**
 * Networks that halve the frames twice: row k is made of frames 4 k to 4 k + 6 (WeNet, FireRed) or 4 k + 8 (Zipformer) and
 * what the encoder sees around them, so that it begins at 40 k ms. A mirrored frame begins 7.5 ms before that. Counts:
 *
 *     WeNet      ((T - 1) / 2 - 1) / 2
 *     Zipformer  ((T - 7) / 2 + 1) / 2
 *     FireRed    as WeNet, of T + 6 frames, as it has six of zeros behind
 */
const quarterRate = (
  fbank: FrontEndOptions['fbank'],
  leastFrames: number,
  rest: Pick<CtcNetwork, 'tokens'> & { readonly normalisation: FrontEndOptions['normalisation'] },
): CtcNetwork => ({
  frontEnd: { fbank, stacking: null, normalisation: rest.normalisation },
  signature: {
    inputs: [floats(null, null, BANDS), WHOLE],
    outputs: [floats(null, null, null), { ...WHOLE, shape: null }],
  },
  prompts: [],
  output: 'log-probs',
  prefixRows: 0,
  frameMs: 40,
  leastFrames,
  rowsFor: (frames) => [Math.max(1, Math.floor((frames - 9) / 4)), Math.ceil(frames / 4)],
  blank: null,
  tokens: rest.tokens,
});

const describeZipformer: Describe = () =>
  quarterRate(fbankOf('povey', 'mirrored', -400, 1), 9, { tokens: null, normalisation: null });

const MAX_TOKENS = 1_000_000;

const describeWenet: Describe = (metadata) => {
  metadata.whole('subsampling_factor', 4, 4);
  const tokens = metadata.whole('vocab_size', 2, MAX_TOKENS);
  return quarterRate(fbankOf('povey', 'mirrored', -400, FULL_SCALE), 7, { tokens, normalisation: null });
};

/** Normalised as (x - mean) * inverse deviation. */
const describeFireRed: Describe = (metadata) => {
  metadata.whole('subsampling_factor', 4, 4, 4);
  const shift = metadata.numbers('cmvn_mean').map((mean) => -mean);
  const factor = metadata.numbers('cmvn_inv_stddev');
  return quarterRate(fbankOf('povey', 'snipped', 0, FULL_SCALE), 1, { tokens: null, normalisation: { shift, factor } });
};

/** Language, emotion, event, and how text is written: four rows that the network puts before those of the sound. */
const PREFIX_ROWS = 4;

/** The network looks languages and ways of writing up in a table of 16. */
const MAX_PROMPT = 15;

/** Only a pack that is for Cantonese alone says so; in all others the network decides by what it hears. */
const languageOf = (metadata: NetworkMetadata, languages: readonly string[]): number =>
  metadata.whole(languages.length === 1 && languages[0] === 'yue' ? 'lang_yue' : 'lang_auto', 0, MAX_PROMPT);

const MAX_STACKED = 21;

/**
 * Seven frames a row, six from one row to the next: row k is made of frames 6 k - 3 to 6 k + 3, sound from 60 k - 30 to
 * 60 k + 55 ms, and stands for what begins at 60 k ms. Normalised as (x + negative mean) * inverse deviation.
 */
const describeSenseVoice: Describe = (metadata, languages) => {
  const size = metadata.whole('lfr_window_size', 1, MAX_STACKED);
  const stacking = { size, step: metadata.whole('lfr_window_shift', 1, size) };
  const dims = BANDS * size;
  const scale = metadata.whole('normalize_samples', 0, 1) === 0 ? FULL_SCALE : 1;
  return {
    frontEnd: {
      fbank: fbankOf('hamming', 'snipped', 0, scale),
      stacking,
      normalisation: { shift: metadata.numbers('neg_mean'), factor: metadata.numbers('inv_stddev') },
    },
    signature: { inputs: [floats(null, null, dims), WHOLE, WHOLE, WHOLE], outputs: [floats(null, null, null)] },
    prompts: [languageOf(metadata, languages), metadata.whole('without_itn', 0, MAX_PROMPT)],
    output: 'logits',
    prefixRows: PREFIX_ROWS,
    frameMs: 10 * stacking.step,
    leastFrames: 1,
    rowsFor: (frames) => [frames, frames],
    blank: metadata.whole('blank_id', 0, MAX_TOKENS, 0),
    tokens: metadata.whole('vocab_size', 2, MAX_TOKENS),
  };
};

/** Families of which Hesheng computes the posteriors itself. */
export const CTC_NETWORKS = {
  'sense-voice': describeSenseVoice,
  'zipformer-ctc': describeZipformer,
  'wenet-ctc': describeWenet,
  'fire-red-ctc': describeFireRed,
} as const satisfies Record<string, Describe>;

export type CtcFamily = keyof typeof CTC_NETWORKS;

export const isCtcFamily = (family: string): family is CtcFamily => Object.hasOwn(CTC_NETWORKS, family);
