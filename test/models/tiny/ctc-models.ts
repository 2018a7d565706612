import { blankBias, convolutionWeights, stackedWeights } from './change-detector.js';
import { CHARACTERS } from './characters.js';
import { type Operation, writeOnnx } from './onnx-writer.js';
import { listed, type TinyModel, tokenLines } from './tiny-pack.js';

const BANDS = 80;

/** How a family shortens the sound: frames of features to one frame of outputs. */
interface Subsampling {
  readonly frames: number;
  readonly step: number;
  /** Frames of zeros behind the last one. */
  readonly padding: number;
}

interface CtcShape {
  readonly tokens: readonly string[];
  readonly blank: number;
  readonly subsampling: Subsampling;
  readonly bands?: number;
  readonly gain: number;
  readonly names: { readonly x: string; readonly lens: string; readonly out: string; readonly outLens: string };
  readonly metadata: Readonly<Record<string, string>>;
  /** What the outputs are; logarithms of probabilities when absent. */
  readonly finish?: 'LogSoftmax' | 'Softmax';
}

/** A bias that a change of some 5 nats in one band, or smaller ones in several, overcomes. */
const BLANK_BIAS = 3;

/** A CTC network of one convolution: (N, T, bands) and lengths to log-probabilities and lengths. */
export const ctcNetwork = (shape: CtcShape): Buffer => {
  const { tokens, blank, subsampling, bands = BANDS, gain, names, metadata, finish = 'LogSoftmax' } = shape;
  const { frames, step, padding } = subsampling;
  const count = tokens.length;
  return writeOnnx({
    metadata,
    inputs: [
      { name: names.x, shape: ['N', 'T', bands] },
      { name: names.lens, type: 'int64', shape: ['N'] },
    ],
    outputs: [
      { name: names.out, shape: ['N', 'T_out', count] },
      { name: names.outLens, type: 'int64', shape: ['N'] },
    ],
    weights: [
      { name: 'kernel', dims: [count, bands, frames], data: convolutionWeights(tokens, frames, bands, gain) },
      { name: 'bias', dims: [count], data: blankBias(tokens, blank, BLANK_BIAS) },
      { name: 'shift', dims: [1], data: BigInt64Array.of(BigInt(padding - frames + step)) },
      { name: 'step', dims: [1], data: BigInt64Array.of(BigInt(step)) },
    ],
    operations: [
      { op: 'Transpose', inputs: [names.x], outputs: ['turned'], attributes: { perm: [0, 2, 1] } },
      {
        op: 'Conv',
        inputs: ['turned', 'kernel', 'bias'],
        outputs: ['heard'],
        attributes: { kernel_shape: [frames], strides: [step], pads: [0, padding] },
      },
      { op: 'Transpose', inputs: ['heard'], outputs: ['logits'], attributes: { perm: [0, 2, 1] } },
      { op: finish, inputs: ['logits'], outputs: [names.out], attributes: { axis: -1 } },
      // (frames in + padding - width) / step + 1, rounded down, as the convolution counts.
      { op: 'Add', inputs: [names.lens, 'shift'], outputs: ['shifted'] },
      { op: 'Div', inputs: ['shifted', 'step'], outputs: [names.outLens] },
    ],
  });
};

const pack = (family: TinyModel['family'], tokens: readonly string[], blank: number, network: Buffer): TinyModel => ({
  family,
  blank,
  files: [
    { kind: 'network', path: 'model.onnx', content: network },
    { kind: 'labels', path: 'tokens.txt', content: tokenLines(tokens) },
  ],
});

/** Two halvings as icefall's Zipformer makes them: ((T - 7) / 2 + 1) / 2, each rounded down, is what 9 frames by 4 give. */
export const tinyZipformerCtc = (): TinyModel => {
  const tokens = ['<blk>', '<sos/eos>', '<unk>', ...CHARACTERS, '▁A', 'B'];
  const network = ctcNetwork({
    tokens,
    blank: 0,
    subsampling: { frames: 9, step: 4, padding: 0 },
    gain: 0.5,
    names: { x: 'x', lens: 'x_lens', out: 'log_probs', outLens: 'log_probs_len' },
    metadata: {
      model_type: 'zipformer2_ctc',
      version: '1',
      model_author: 'k2-fsa',
      comment: 'non-streaming zipformer2 CTC',
    },
  });
  return pack('zipformer-ctc', tokens, 0, network);
};

/** WeNet's two convolutions of 3 frames by 2 see 7 frames by 4. */
export const tinyWenetCtc = (): TinyModel => {
  const tokens = ['<blank>', '<unk>', ...CHARACTERS, '▁OK', '<sos/eos>'];
  const network = ctcNetwork({
    tokens,
    blank: 0,
    subsampling: { frames: 7, step: 4, padding: 0 },
    gain: 0.5,
    names: { x: 'x', lens: 'x_lens', out: 'log_probs', outLens: 'log_probs_lens' },
    metadata: {
      model_type: 'wenet_ctc',
      version: '1',
      model_author: 'wenet',
      vocab_size: `${tokens.length}`,
      subsampling_factor: '4',
    },
  });
  return pack('wenet-ctc', tokens, 0, network);
};

/** FireRedASR sees 7 frames by 4 as well, with 6 frames of zeros behind the sound. */
export const tinyFireRedCtc = (): TinyModel => {
  const tokens = ['<blank>', '<unk>', '<pad>', '<sos>', '<eos>', ...CHARACTERS, '▁OK'];
  const network = ctcNetwork({
    tokens,
    blank: 0,
    subsampling: { frames: 7, step: 4, padding: 6 },
    gain: 2,
    names: { x: 'x', lens: 'x_lens', out: 'log_probs', outLens: 'log_probs_lens' },
    metadata: {
      model_type: 'fire-red-asr-2-ctc',
      version: '1',
      model_author: 'FireRedTeam',
      subsampling_factor: '4',
      vocab_size: `${tokens.length}`,
      cmvn_mean: listed(BANDS, (band) => 10 + 3 * Math.sin(band / 12)),
      cmvn_inv_stddev: listed(BANDS, (band) => 0.25 + band / 1_000),
    },
  });
  return pack('fire-red-ctc', tokens, 0, network);
};

/** Dolphin's encoder sees 7 frames by 4. */
export const tinyDolphinCtc = (): TinyModel => {
  const tokens = ['<blank>', '<sos>', '<eos>', ...CHARACTERS, '▁OK'];
  const network = ctcNetwork({
    tokens,
    blank: 0,
    subsampling: { frames: 7, step: 4, padding: 0 },
    gain: 2,
    names: { x: 'x', lens: 'x_len', out: 'log_probs', outLens: 'log_probs_len' },
    metadata: {
      model_author: 'DataoceanAI',
      vocab_size: `${tokens.length}`,
      subsampling_factor: '4',
      mean: listed(BANDS, (band) => -5 + Math.sin(band / 12)),
      invstd: listed(BANDS, (band) => 0.25 + band / 1_000),
    },
  });
  return pack('dolphin-ctc', tokens, 0, network);
};

const CEPSTRA = 40;

/** TeleSpeech takes cepstra alone, without lengths, and puts time before the batch. */
export const tinyTeleSpeechCtc = (): TinyModel => {
  const tokens = ['<blk>', '<s>', '</s>', ...CHARACTERS];
  const network = writeOnnx({
    metadata: { model_type: 'telespeech_ctc', version: '1', model_author: 'Tele-AI' },
    inputs: [{ name: 'feats', shape: ['N', 'T', CEPSTRA] }],
    outputs: [{ name: 'logits', shape: ['T_out', 'N', tokens.length] }],
    weights: [
      { name: 'kernel', dims: [tokens.length, CEPSTRA, 7], data: convolutionWeights(tokens, 7, CEPSTRA, 1.5) },
      { name: 'bias', dims: [tokens.length], data: blankBias(tokens, 0, BLANK_BIAS) },
    ],
    operations: [
      { op: 'Transpose', inputs: ['feats'], outputs: ['turned'], attributes: { perm: [0, 2, 1] } },
      {
        op: 'Conv',
        inputs: ['turned', 'kernel', 'bias'],
        outputs: ['heard'],
        attributes: { kernel_shape: [7], strides: [4], pads: [0, 0] },
      },
      { op: 'Transpose', inputs: ['heard'], outputs: ['logits'], attributes: { perm: [2, 0, 1] } },
    ],
  });
  return pack('telespeech-ctc', tokens, 0, network);
};

const LFR_FRAMES = 7;
const LFR_STEP = 6;
/** Numbers of languages and of writing with or without inverse text normalisation, as the real network has them. */
const LANGUAGES = { auto: 0, zh: 3, en: 4, yue: 7, ja: 11, ko: 12 } as const;
const WITH_ITN = 14;
const WITHOUT_ITN = 15;

/** What the network writes into its four leading frames: row = number given or 1 for the emotion, 2 for the event. */
const prefixTable = (tokens: readonly string[]): Float32Array => {
  const table = new Float32Array(16 * tokens.length);
  const write = (row: number, token: string) => {
    table[row * tokens.length + tokens.indexOf(token)] = 20;
  };
  for (const [language, row] of Object.entries(LANGUAGES)) write(row, `<|${language === 'auto' ? 'zh' : language}|>`);
  write(1, '<|NEUTRAL|>');
  write(2, '<|Speech|>');
  write(WITH_ITN, '<|withitn|>');
  write(WITHOUT_ITN, '<|woitn|>');
  return table;
};

/** One frame for every 6 of features, and before them language, emotion, event and how text is written. */
export const tinySenseVoice = (): TinyModel => {
  const special = [
    '<|zh|>',
    '<|en|>',
    '<|yue|>',
    '<|ja|>',
    '<|ko|>',
    '<|NEUTRAL|>',
    '<|Speech|>',
    '<|withitn|>',
    '<|woitn|>',
  ];
  const tokens = ['<unk>', '<s>', '</s>', ...CHARACTERS, '▁ok', ...special];
  const count = tokens.length;
  const width = BANDS * LFR_FRAMES;
  const network = writeOnnx({
    metadata: {
      lfr_window_size: `${LFR_FRAMES}`,
      lfr_window_shift: `${LFR_STEP}`,
      normalize_samples: '0',
      neg_mean: listed(width, (at) => -(9 + 2 * Math.sin(at / 9))),
      inv_stddev: listed(width, (at) => 0.2 + (at % BANDS) / 1_000),
      model_type: 'sense_voice_ctc',
      version: '1',
      model_author: 'iic',
      vocab_size: `${count}`,
      comment: 'iic/SenseVoiceSmall',
      ...Object.fromEntries(Object.entries(LANGUAGES).map(([language, id]) => [`lang_${language}`, `${id}`])),
      with_itn: `${WITH_ITN}`,
      without_itn: `${WITHOUT_ITN}`,
    },
    inputs: [
      { name: 'x', shape: ['N', 'T', width] },
      { name: 'x_length', type: 'int32', shape: ['N'] },
      { name: 'language', type: 'int32', shape: ['N'] },
      { name: 'text_norm', type: 'int32', shape: ['N'] },
    ],
    outputs: [{ name: 'logits', shape: ['N', 'T', count] }],
    weights: [
      { name: 'matrix', dims: [width, count], data: stackedWeights(tokens, LFR_FRAMES, BANDS, 3) },
      { name: 'bias', dims: [count], data: blankBias(tokens, 0, BLANK_BIAS) },
      { name: 'table', dims: [16, count], data: prefixTable(tokens) },
      { name: 'one', dims: [1], data: Int32Array.of(1) },
      { name: 'axis', dims: [1], data: BigInt64Array.of(1n) },
    ],
    operations: [
      { op: 'MatMul', inputs: ['x', 'matrix'], outputs: ['product'] },
      { op: 'Add', inputs: ['product', 'bias'], outputs: ['heard'] },
      // Rows of the table for each of the batch: the emotion's is 1, the event's 2.
      { op: 'Div', inputs: ['x_length', 'x_length'], outputs: ['emotion'] },
      { op: 'Add', inputs: ['emotion', 'one'], outputs: ['event'] },
      ...['language', 'emotion', 'event', 'text_norm'].flatMap((name): readonly Operation[] => [
        { op: 'Gather', inputs: ['table', name], outputs: [`${name}_row`] },
        { op: 'Unsqueeze', inputs: [`${name}_row`, 'axis'], outputs: [`${name}_frame`] },
      ]),
      {
        op: 'Concat',
        inputs: ['language_frame', 'emotion_frame', 'event_frame', 'text_norm_frame', 'heard'],
        outputs: ['logits'],
        attributes: { axis: 1 },
      },
    ],
  });
  return pack('sense-voice', tokens, 0, network);
};

/** The CTC head of Fun-ASR-Nano: the sound alone goes in, nothing leads what comes out. */
export const tinySenseVoiceNano = (): TinyModel => {
  const tokens = ['<blk>', ...CHARACTERS, ' ok'];
  const count = tokens.length;
  const width = BANDS * LFR_FRAMES;
  const network = writeOnnx({
    metadata: {
      lfr_window_size: `${LFR_FRAMES}`,
      lfr_window_shift: `${LFR_STEP}`,
      normalize_samples: '0',
      model_type: 'sense_voice_ctc',
      vocab_size: `${count}`,
      blank_id: '0',
      comment: 'Fun-ASR-Nano-2512',
    },
    inputs: [{ name: 'x', shape: ['N', 'T', width] }],
    outputs: [{ name: 'logits', shape: ['N', 'T', count] }],
    weights: [
      { name: 'matrix', dims: [width, count], data: stackedWeights(tokens, LFR_FRAMES, BANDS, 0.6) },
      { name: 'bias', dims: [count], data: blankBias(tokens, 0, BLANK_BIAS) },
    ],
    operations: [
      { op: 'MatMul', inputs: ['x', 'matrix'], outputs: ['product'] },
      { op: 'Add', inputs: ['product', 'bias'], outputs: ['logits'] },
    ],
  });
  const written = tokens.map((token) => Buffer.from(token).toString('base64'));
  return pack('sense-voice-nano', written, 0, network);
};
