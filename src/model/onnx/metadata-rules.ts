import type { FileKind, PackFamily } from '../pack/families.js';

/**
 * What the value of a key must be: `whole` may be 0, a `count` not. `floats` is how many numbers a list of features has: more
 * or fewer make sherpa-onnx read memory that is not there.
 */
export type MetadataRule =
  | { readonly is: 'text' | 'whole' | 'count' | 'wholes' }
  | { readonly is: 'exactly' | 'with'; readonly value: string }
  /** As many words as another key has numbers. */
  | { readonly is: 'words'; readonly asMany: string }
  | { readonly is: 'floats'; readonly per: number; readonly times?: string };

export type MetadataRules = Readonly<Record<string, MetadataRule>>;

const TEXT = { is: 'text' } as const;
const WHOLE = { is: 'whole' } as const;
const COUNT = { is: 'count' } as const;
/** Bands of the filter bank that every family but TeleSpeech is given. */
const BANDS = 80;
const FEATURES = { is: 'floats', per: BANDS } as const;
/** One number for each band of each stacked frame. */
const STACKED = { is: 'floats', per: BANDS, times: 'lfr_window_size' } as const;

const wholes = (...keys: readonly string[]): MetadataRules => Object.fromEntries(keys.map((key) => [key, WHOLE]));

const counts = (...keys: readonly string[]): MetadataRules => Object.fromEntries(keys.map((key) => [key, COUNT]));

const LFR = counts('vocab_size', 'lfr_window_size', 'lfr_window_shift');
const speaker = (framework: string): MetadataRules => ({
  framework: { is: 'exactly', value: framework },
  output_dim: COUNT,
  sample_rate: { is: 'exactly', value: '16000' },
  normalize_samples: WHOLE,
  language: TEXT,
});

/** Metadata without which the front end cannot do, or sherpa-onnx 1.13.8 ends its process: its `offline-*-model.cc`. */
const RULES: Partial<Record<PackFamily, Partial<Record<FileKind, MetadataRules>>>> = {
  'sense-voice': {
    network: {
      model_type: TEXT,
      ...LFR,
      normalize_samples: WHOLE,
      ...wholes('with_itn', 'without_itn', 'lang_auto', 'lang_zh', 'lang_en', 'lang_ja', 'lang_ko', 'lang_yue'),
      neg_mean: STACKED,
      inv_stddev: STACKED,
    },
  },
  'sense-voice-nano': {
    network: { model_type: TEXT, ...LFR, normalize_samples: WHOLE, comment: { is: 'with', value: 'Nano' } },
  },
  paraformer: { network: { model_type: TEXT, ...LFR, neg_mean: STACKED, inv_stddev: STACKED } },
  'zipformer-ctc': { network: { model_type: TEXT } },
  'wenet-ctc': { network: { model_type: TEXT, ...counts('vocab_size', 'subsampling_factor') } },
  'telespeech-ctc': { network: { model_type: TEXT } },
  'fire-red-ctc': {
    network: {
      model_type: { is: 'exactly', value: 'fire-red-asr-2-ctc' },
      cmvn_mean: FEATURES,
      cmvn_inv_stddev: FEATURES,
    },
  },
  'dolphin-ctc': { network: { vocab_size: COUNT, mean: FEATURES, invstd: FEATURES } },
  'zipformer-transducer': { encoder: { model_type: TEXT }, decoder: counts('vocab_size', 'context_size') },
  'fire-red-aed': {
    encoder: {
      ...counts('num_decoder_layers', 'num_head', 'head_dim', 'max_len'),
      ...wholes('sos', 'eos'),
      cmvn_mean: FEATURES,
      cmvn_inv_stddev: FEATURES,
    },
  },
  whisper: {
    encoder: {
      ...counts('n_mels', 'n_text_layer', 'n_text_ctx', 'n_text_state', 'n_vocab'),
      ...wholes('sot', 'eot', 'blank_id', 'translate', 'transcribe', 'is_multilingual', 'no_timestamps', 'no_speech'),
      sot_sequence: { is: 'wholes' },
    },
  },
  'fun-asr-nano': {
    'encoder-adaptor': counts('lfr_window_size', 'lfr_window_shift', 'llm_dim'),
    'language-model': { model_type: { is: 'with', value: 'kv_delta' }, ...counts('vocab_size', 'max_total_len') },
  },
  // What WeSpeaker's exports lack: without it sherpa-onnx takes no mean off the features.
  '3d-speaker': {
    network: { ...speaker('3d-speaker'), feature_normalize_type: { is: 'exactly', value: 'global-mean' } },
  },
  wespeaker: { network: speaker('wespeaker') },
  'spoof-waveform': {
    network: { sample_rate: { is: 'exactly', value: '16000' }, window_samples: COUNT, spoof_output: WHOLE },
  },
};

/** Languages of a Whisper that knows several. */
const LANGUAGES: MetadataRules = {
  all_language_tokens: { is: 'wholes' },
  all_language_codes: { is: 'words', asMany: 'all_language_tokens' },
};

/** The rules that a network of this kind must keep, by what it says of itself. */
export const metadataRules = (
  family: PackFamily,
  kind: FileKind,
  metadata: ReadonlyMap<string, string>,
): MetadataRules => {
  const rules = RULES[family]?.[kind] ?? {};
  return family === 'whisper' && kind === 'encoder' && metadata.get('is_multilingual') === '1'
    ? { ...rules, ...LANGUAGES }
    : rules;
};
