import { bigrams, splitBytes } from './bigrams.js';
import { CHARACTERS } from './characters.js';
import { type Operation, type Slot, type Weight, writeOnnx } from './onnx-writer.js';
import { bandPatterns, randomWeights } from './random-weights.js';
import type { TinyFile, TinyModel } from './tiny-pack.js';

/** Positions that the cache has room for: prompt, sound and text. */
const ROOM = 512;
/** Tokens after which the end outdoes everything. */
const LENGTH = 12;

const int64 = (name: string, dims: readonly number[], ...values: readonly number[]): Weight => ({
  name,
  dims,
  data: BigInt64Array.from(values, (value) => BigInt(value)),
});

/** GPT-2's letters for bytes: printable ones are themselves, the others follow from U+0100 on. */
const letterOf = (byte: number): string => {
  const plain = (value: number) =>
    (value >= 33 && value <= 126) || (value >= 161 && value <= 172) || (value >= 174 && value <= 255);
  if (plain(byte)) return String.fromCharCode(byte);
  const before = Array.from({ length: byte }, (_, at) => at).filter((value) => !plain(value)).length;
  return String.fromCharCode(256 + before);
};
const byteLevel = (bytes: Uint8Array): string => [...bytes].map(letterOf).join('');

const SPECIALS = [
  '<|im_end|>',
  '<|endoftext|>',
  '<|im_start|>',
  '<|audio_start|>',
  '<|audio_end|>',
  '<|audio_pad|>',
  '<asr_text>',
] as const;

const [LEAD, TAIL] = splitBytes();
/** What is written, then the special tokens, then every byte, which prompts are made of. */
/** Where the half character stands: a token that both networks write often. */
const LEAD_AT = 8;
const WHOLE = CHARACTERS.map((character) => Buffer.from(character));
const TEXTS = [...WHOLE.slice(0, LEAD_AT), LEAD, ...WHOLE.slice(LEAD_AT), TAIL].map(byteLevel);
const BYTES = Array.from({ length: 256 }, (_, byte) => byteLevel(Uint8Array.of(byte)));
const VOCABULARY: readonly string[] = [...new Set([...TEXTS, ...SPECIALS, ...BYTES])];
const COUNT = VOCABULARY.length;
const END = VOCABULARY.indexOf('<|im_end|>');
/** One number a token that can be written, one that counts them, and the sound. */
const SOUND = 16;
const COUNTER = TEXTS.length;
const WIDTH = TEXTS.length + 1 + SOUND;

/** Each text token is its own direction and counts one; everything else is nothing. [tokens, width] */
const embedding = (): Float32Array => {
  const table = new Float32Array(COUNT * WIDTH);
  for (let token = 0; token < TEXTS.length; token++) {
    table[token * WIDTH + token] = 1;
    table[token * WIDTH + COUNTER] = 1;
  }
  return table;
};

/** From the sound that was gathered and from the count to scores: [width, tokens]. What is no text is never written. */
const scoring = (gain: number): Float32Array => {
  const patterns = bandPatterns(TEXTS.length, SOUND, 21);
  const matrix = new Float32Array(WIDTH * COUNT);
  patterns.forEach((pattern, token) => {
    pattern.forEach((value, at) => {
      matrix[(COUNTER + 1 + at) * COUNT + token] = gain * value;
    });
  });
  matrix[COUNTER * COUNT + END] = 1_000;
  return matrix;
};

/** From the token before to scores, and a bias that holds the end back until `LENGTH` tokens are written. */
const following = (): Float32Array => {
  const table = bigrams(TEXTS.length, { lead: LEAD_AT, tail: TEXTS.length - 1 });
  const matrix = new Float32Array(WIDTH * COUNT);
  for (let before = 0; before < TEXTS.length; before++) {
    for (let token = 0; token < TEXTS.length; token++)
      matrix[before * COUNT + token] = table[before * TEXTS.length + token]!;
  }
  return matrix;
};
const bias = (): Float32Array =>
  Float32Array.from({ length: COUNT }, (_, token) => {
    if (token === END) return -1_000 * (LENGTH - 0.5);
    // The tail of a character never begins a text, and still follows its lead, which counts for more.
    if (token === TEXTS.length - 1) return -100;
    return token < TEXTS.length ? 0 : -300;
  });

/** A wave over positions, so that each token gathers the sound in another way: [1, ROOM]. */
const WAVES: readonly Operation[] = [
  { op: 'Slice', inputs: ['cache_position', 'minus_one', 'far', 'zero'], outputs: ['last_position'] },
  { op: 'Cast', inputs: ['last_position'], outputs: ['position'], attributes: { to: 1 } },
  { op: 'Mul', inputs: ['position', 'turn'], outputs: ['phase'] },
  { op: 'Add', inputs: ['places', 'phase'], outputs: ['angles'] },
  { op: 'Sin', inputs: ['angles'], outputs: ['wave'] },
];

/**
 * The operations of a decoder with a cache that is told only what is new. `embeds` [1, S, width] are the tokens of this call;
 * `extra` is sound that comes beside them, as a second operand of what is gathered.
 */
const decoding = (extra: readonly Operation[]): readonly Operation[] => [
  ...WAVES,
  { op: 'Unsqueeze', inputs: ['embeds', 'two'], outputs: ['key_delta'] },
  { op: 'Identity', inputs: ['key_delta'], outputs: ['value_delta'] },
  // The cache as it will be: rows of what is new in their places.
  { op: 'Squeeze', inputs: ['past_key', 'two'], outputs: ['past_rows'] },
  { op: 'Squeeze', inputs: ['past_rows', 'zero'], outputs: ['rows'] },
  { op: 'Squeeze', inputs: ['embeds', 'zero'], outputs: ['fresh_rows'] },
  { op: 'Unsqueeze', inputs: ['cache_position', 'one'], outputs: ['indices'] },
  { op: 'ScatterND', inputs: ['rows', 'indices', 'fresh_rows'], outputs: ['all_rows'] },
  ...extra,
  // The count stands in the plain sum, the sound in the one that is weighed by the wave.
  { op: 'MatMul', inputs: ['ones', 'all_rows'], outputs: ['sum'] },
  { op: 'Mul', inputs: ['sum', 'only_count'], outputs: ['count'] },
  { op: 'Mul', inputs: ['gathered', 'only_sound'], outputs: ['heard'] },
  { op: 'Add', inputs: ['count', 'heard'], outputs: ['state'] },
  { op: 'MatMul', inputs: ['state', 'scoring'], outputs: ['scores'] },
  { op: 'Slice', inputs: ['fresh_rows', 'minus_one', 'far', 'zero'], outputs: ['last_row'] },
  { op: 'MatMul', inputs: ['last_row', 'following'], outputs: ['followers'] },
  { op: 'Add', inputs: ['scores', 'followers'], outputs: ['unbiased'] },
  { op: 'Add', inputs: ['unbiased', 'bias'], outputs: ['last_logits'] },
  // One row for every token of the call, all as the last.
  { op: 'MatMul', inputs: ['embeds', 'nothing'], outputs: ['zeros'] },
  { op: 'Add', inputs: ['zeros', 'last_logits'], outputs: ['logits'] },
];

const decodingWeights = (gain: number): readonly Weight[] => [
  int64('zero', [1], 0),
  int64('one', [1], 1),
  int64('two', [1], 2),
  int64('minus_one', [1], -1),
  int64('far', [1], 1 << 30),
  { name: 'turn', dims: [1], data: Float32Array.of(1.7) },
  { name: 'ones', dims: [1, ROOM], data: new Float32Array(ROOM).fill(1) },
  {
    name: 'only_count',
    dims: [1, WIDTH],
    data: Float32Array.from({ length: WIDTH }, (_, at) => (at === COUNTER ? 1 : 0)),
  },
  {
    name: 'only_sound',
    dims: [1, WIDTH],
    data: Float32Array.from({ length: WIDTH }, (_, at) => (at > COUNTER ? 1 : 0)),
  },
  { name: 'scoring', dims: [WIDTH, COUNT], data: scoring(gain) },
  { name: 'following', dims: [WIDTH, COUNT], data: following() },
  { name: 'bias', dims: [1, COUNT], data: bias() },
  { name: 'nothing', dims: [WIDTH, COUNT], data: new Float32Array(WIDTH * COUNT) },
];

const caches = (kind: 'past' | 'delta', length: number | string): readonly Slot[] =>
  ['key', 'value'].map((name) => ({
    name: kind === 'past' ? `past_${name}` : `${name}_delta`,
    shape: [1, length, 1, WIDTH],
  }));

/** From frames of `bands` numbers to the sound's part of the width: [bands, width]. */
const adaptor = (bands: number, size: number): Float32Array => {
  const weights = randomWeights(bands * SOUND, size, 31);
  const matrix = new Float32Array(bands * WIDTH);
  for (let band = 0; band < bands; band++) {
    for (let at = 0; at < SOUND; at++) matrix[band * WIDTH + COUNTER + 1 + at] = weights[band * SOUND + at]!;
  }
  return matrix;
};

const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
const idOf = (token: string): number => VOCABULARY.indexOf(token);

/** A tokenizer as a folder: vocabulary, merges that make nothing beyond it, and the special tokens in both of the ways. */
const tokenizer = (folder: string, family: 'fun-asr-nano' | 'qwen3-asr'): readonly TinyFile[] => {
  const plain = VOCABULARY.filter((token) => !SPECIALS.some((special) => special === token));
  const added = SPECIALS.map((content) => ({ id: idOf(content), content, special: true }));
  const special: TinyFile =
    family === 'fun-asr-nano'
      ? {
          kind: 'tokenizer',
          path: `${folder}/tokenizer.json`,
          content: json({
            added_tokens: added.map((token) => ({
              ...token,
              single_word: false,
              lstrip: false,
              rstrip: false,
              normalized: false,
            })),
          }),
        }
      : {
          kind: 'tokenizer',
          path: `${folder}/tokenizer_config.json`,
          content: json({ added_tokens_decoder: Object.fromEntries(added.map(({ id, ...token }) => [id, token])) }),
        };
  return [
    {
      kind: 'tokenizer',
      path: `${folder}/vocab.json`,
      content: json(Object.fromEntries(plain.map((token) => [token, idOf(token)]))),
    },
    { kind: 'tokenizer', path: `${folder}/merges.txt`, content: Buffer.from('#version: 0.2\n! !\n') },
    special,
  ];
};

const STACKED = 560;

/** Fun-ASR-Nano: the sound stands among the tokens of the prompt, and all of it goes into the cache. */
export const tinyFunAsrNano = (): TinyModel => {
  const adaptorNetwork = writeOnnx({
    metadata: {
      lfr_window_size: '7',
      lfr_window_shift: '6',
      llm_dim: `${WIDTH}`,
      model_type: 'sense_voice_encoder_adaptor',
    },
    inputs: [{ name: 'speech', shape: [1, 'T', STACKED] }],
    outputs: [{ name: 'adaptor_output', shape: [1, 'T_out', WIDTH] }],
    weights: [{ name: 'matrix', dims: [STACKED, WIDTH], data: adaptor(STACKED, 0.02) }],
    operations: [{ op: 'MatMul', inputs: ['speech', 'matrix'], outputs: ['adaptor_output'] }],
  });
  const embeddingNetwork = writeOnnx({
    metadata: { hidden_size: `${WIDTH}`, vocab_size: `${COUNT}` },
    inputs: [{ name: 'input_ids', type: 'int64', shape: ['batch', 'sequence'] }],
    outputs: [{ name: 'embeddings', shape: ['batch', 'sequence', WIDTH] }],
    weights: [{ name: 'table', dims: [COUNT, WIDTH], data: embedding() }],
    operations: [{ op: 'Gather', inputs: ['table', 'input_ids'], outputs: ['embeddings'] }],
  });
  const languageModel = writeOnnx({
    metadata: {
      model_type: 'qwen3_llm_kv_delta',
      vocab_size: `${COUNT}`,
      hidden_size: `${WIDTH}`,
      num_layers: '1',
      max_total_len: `${ROOM}`,
    },
    inputs: [
      { name: 'embeds', shape: [1, 'S', WIDTH] },
      { name: 'attention_mask', type: 'int64', shape: [1, 'L'] },
      { name: 'cache_position', type: 'int64', shape: ['S'] },
      ...caches('past', ROOM),
    ],
    outputs: [{ name: 'logits', shape: [1, 'S', COUNT] }, ...caches('delta', 'S')],
    weights: [
      ...decodingWeights(0.4),
      {
        name: 'places',
        dims: [1, ROOM],
        data: Float32Array.from({ length: ROOM }, (_, at) => 0.9 * at),
      },
    ],
    operations: decoding([{ op: 'MatMul', inputs: ['wave', 'all_rows'], outputs: ['gathered'] }]),
  });
  return {
    family: 'fun-asr-nano',
    blank: null,
    files: [
      { kind: 'encoder-adaptor', path: 'encoder_adaptor.onnx', content: adaptorNetwork },
      { kind: 'language-model', path: 'llm.onnx', content: languageModel },
      { kind: 'embedding', path: 'embedding.onnx', content: embeddingNetwork },
      ...tokenizer('Qwen3-0.6B', 'fun-asr-nano'),
    ],
  };
};

const QWEN_BANDS = 128;

/** Qwen3-ASR: the decoder is given the sound beside its tokens in every call. */
export const tinyQwen3Asr = (): TinyModel => {
  const frontend = writeOnnx({
    inputs: [{ name: 'input_features', shape: [1, 'T', QWEN_BANDS] }],
    outputs: [{ name: 'conv_output', shape: [1, 'A', SOUND] }],
    weights: [
      {
        name: 'kernel',
        dims: [SOUND, QWEN_BANDS, 8],
        data: randomWeights(SOUND * QWEN_BANDS * 8, 0.1, 41),
      },
    ],
    operations: [
      { op: 'Transpose', inputs: ['input_features'], outputs: ['turned'], attributes: { perm: [0, 2, 1] } },
      {
        op: 'Conv',
        inputs: ['turned', 'kernel'],
        outputs: ['heard'],
        attributes: { kernel_shape: [8], strides: [8], pads: [0, 7] },
      },
      { op: 'Transpose', inputs: ['heard'], outputs: ['conv_output'], attributes: { perm: [0, 2, 1] } },
    ],
  });
  const encoder = writeOnnx({
    metadata: { hidden_size: `${WIDTH}` },
    inputs: [
      { name: 'conv_output', shape: [1, 'A', SOUND] },
      { name: 'feature_attention_mask', type: 'bool', shape: [1, 'A'] },
    ],
    outputs: [{ name: 'audio_features', shape: [1, 'A', WIDTH] }],
    weights: [{ name: 'matrix', dims: [SOUND, WIDTH], data: adaptor(SOUND, 0.5) }, int64('two', [1], 2)],
    operations: [
      { op: 'Cast', inputs: ['feature_attention_mask'], outputs: ['mask'], attributes: { to: 1 } },
      { op: 'Unsqueeze', inputs: ['mask', 'two'], outputs: ['mask_column'] },
      { op: 'Mul', inputs: ['conv_output', 'mask_column'], outputs: ['valid'] },
      { op: 'MatMul', inputs: ['valid', 'matrix'], outputs: ['audio_features'] },
    ],
  });
  const decoder = writeOnnx({
    metadata: {
      model_type: 'qwen3_asr_kv_delta',
      vocab_size: `${COUNT}`,
      hidden_size: `${WIDTH}`,
      num_layers: '1',
      max_total_len: `${ROOM}`,
    },
    inputs: [
      { name: 'input_ids', type: 'int64', shape: [1, 'S'] },
      { name: 'audio_features', shape: [1, 'A', WIDTH] },
      { name: 'attention_mask', type: 'int64', shape: [1, 'L'] },
      { name: 'cache_position', type: 'int64', shape: ['S'] },
      ...caches('past', ROOM),
    ],
    outputs: [{ name: 'logits', shape: [1, 'S', COUNT] }, ...caches('delta', 'S')],
    weights: [
      ...decodingWeights(0.4),
      { name: 'table', dims: [COUNT, WIDTH], data: embedding() },
      { name: 'pace', dims: [1], data: Float32Array.of(0.9) },
      int64('scalar_zero', [], 0),
      int64('scalar_one', [], 1),
    ],
    operations: [
      { op: 'Gather', inputs: ['table', 'input_ids'], outputs: ['embeds'] },
      { op: 'Shape', inputs: ['audio_features'], outputs: ['audio_sizes'] },
      { op: 'Gather', inputs: ['audio_sizes', 'scalar_one'], outputs: ['audio_length'] },
      { op: 'Range', inputs: ['scalar_zero', 'audio_length', 'scalar_one'], outputs: ['audio_places'] },
      { op: 'Cast', inputs: ['audio_places'], outputs: ['audio_numbers'], attributes: { to: 1 } },
      { op: 'Mul', inputs: ['audio_numbers', 'pace'], outputs: ['paced'] },
      { op: 'Unsqueeze', inputs: ['paced', 'zero'], outputs: ['places'] },
      ...decoding([
        { op: 'Squeeze', inputs: ['audio_features', 'zero'], outputs: ['audio_rows'] },
        { op: 'MatMul', inputs: ['wave', 'audio_rows'], outputs: ['gathered'] },
      ]),
    ],
  });
  return {
    family: 'qwen3-asr',
    blank: null,
    files: [
      { kind: 'conv-frontend', path: 'conv_frontend.onnx', content: frontend },
      { kind: 'encoder', path: 'encoder.onnx', content: encoder },
      { kind: 'decoder', path: 'decoder.onnx', content: decoder },
      ...tokenizer('tokenizer', 'qwen3-asr'),
    ],
  };
};
