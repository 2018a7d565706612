import type { SherpaFamily } from './family-abilities.js';

/**
 * Every key that is ever handed to sherpa-onnx, and the kind of its value: the names that
 * `scripts/node-addon-api/src/non-streaming-asr.cc` of sherpa-onnx 1.13.8 reads. It passes over any other in silence, so
 * that a misspelt switch would stay as it was. Hotwords, homophone replacer, rule files and language model have no key here:
 * each could write what the clause says, whatever was said.
 */
export const SHERPA_KEYS = {
  featConfig: { sampleRate: 'number', featureDim: 'number' },
  modelConfig: {
    senseVoice: { model: 'string', language: 'string', useInverseTextNormalization: 'number' },
    paraformer: { model: 'string' },
    zipformerCtc: { model: 'string' },
    wenetCtc: { model: 'string' },
    fireRedAsrCtc: { model: 'string' },
    dolphin: { model: 'string' },
    /** A path, not an object. */
    teleSpeechCtc: 'string',
    transducer: { encoder: 'string', decoder: 'string', joiner: 'string' },
    fireRedAsr: { encoder: 'string', decoder: 'string' },
    whisper: { encoder: 'string', decoder: 'string', language: 'string', task: 'string', tailPaddings: 'number' },
    moonshine: {
      preprocessor: 'string',
      encoder: 'string',
      uncachedDecoder: 'string',
      cachedDecoder: 'string',
      mergedDecoder: 'string',
    },
    funasrNano: {
      encoderAdaptor: 'string',
      llm: 'string',
      embedding: 'string',
      tokenizer: 'string',
      language: 'string',
      itn: 'number',
    },
    qwen3Asr: { convFrontend: 'string', encoder: 'string', decoder: 'string', tokenizer: 'string' },
    tokens: 'string',
    numThreads: 'number',
    debug: 'number',
    provider: 'string',
    modelType: 'string',
  },
  decodingMethod: 'string',
} as const;

interface Kinds {
  readonly string: string;
  readonly number: number;
}

/** Any part of the configuration: every key may be absent, none may be another. */
type FromKeys<K> = K extends keyof Kinds ? Kinds[K] : { readonly [Name in keyof K]?: FromKeys<K[Name]> };

export type SherpaConfig = FromKeys<typeof SHERPA_KEYS>;
type ModelConfig = NonNullable<SherpaConfig['modelConfig']>;

/** Paths of a pack's files, by what they are to the family; `tokenizer` is the folder of the tokenizer's files. */
export type SherpaPaths = Readonly<Partial<Record<PathKind, string>>>;
type PathKind =
  | 'network'
  | 'encoder'
  | 'decoder'
  | 'joiner'
  | 'preprocessor'
  | 'uncached-decoder'
  | 'cached-decoder'
  | 'merged-decoder'
  | 'encoder-adaptor'
  | 'conv-frontend'
  | 'language-model'
  | 'embedding'
  | 'labels'
  | 'tokenizer';

type PathOf = (kind: PathKind) => string;

const network = (path: PathOf) => ({ model: path('network') });

/** The part of the configuration that tells sherpa-onnx the family and its files. */
const MODEL_PARTS: Readonly<Record<SherpaFamily, (path: PathOf, language: string, paths: SherpaPaths) => ModelConfig>> =
  {
    'sense-voice': (path, language) => ({
      senseVoice: { ...network(path), language, useInverseTextNormalization: 0 },
    }),
    'sense-voice-nano': (path) => ({ senseVoice: { ...network(path), useInverseTextNormalization: 0 } }),
    paraformer: (path) => ({ paraformer: network(path) }),
    'zipformer-ctc': (path) => ({ zipformerCtc: network(path) }),
    'wenet-ctc': (path) => ({ wenetCtc: network(path) }),
    'fire-red-ctc': (path) => ({ fireRedAsrCtc: network(path) }),
    'dolphin-ctc': (path) => ({ dolphin: network(path) }),
    'telespeech-ctc': (path) => ({ teleSpeechCtc: path('network'), modelType: 'telespeech_ctc' }),
    'zipformer-transducer': (path) => ({
      transducer: { encoder: path('encoder'), decoder: path('decoder'), joiner: path('joiner') },
      modelType: 'transducer',
    }),
    'fire-red-aed': (path) => ({ fireRedAsr: { encoder: path('encoder'), decoder: path('decoder') } }),
    // The silence behind the sound is ours (`paddedLength`); zero would be the usual 1,000 frames.
    whisper: (path, language) => ({
      whisper: { encoder: path('encoder'), decoder: path('decoder'), language, task: 'transcribe', tailPaddings: 1 },
    }),
    moonshine: (path, _, paths) => ({
      moonshine:
        paths['merged-decoder'] === undefined
          ? {
              preprocessor: path('preprocessor'),
              encoder: path('encoder'),
              uncachedDecoder: path('uncached-decoder'),
              cachedDecoder: path('cached-decoder'),
            }
          : { encoder: path('encoder'), mergedDecoder: path('merged-decoder') },
    }),
    'fun-asr-nano': (path) => ({
      funasrNano: {
        encoderAdaptor: path('encoder-adaptor'),
        llm: path('language-model'),
        embedding: path('embedding'),
        tokenizer: path('tokenizer'),
        itn: 0,
      },
    }),
    'qwen3-asr': (path) => ({
      qwen3Asr: {
        convFrontend: path('conv-frontend'),
        encoder: path('encoder'),
        decoder: path('decoder'),
        tokenizer: path('tokenizer'),
      },
    }),
  };

/**
 * The whole configuration of a recogniser: greedy search, no inverse text normalisation, on the CPU, quiet.
 * @param language what the pack is for, in the words of the family; empty where it finds that out itself
 * @param threads at least 1
 */
export const sherpaConfig = (
  family: SherpaFamily,
  paths: SherpaPaths,
  language: string,
  threads: number,
): SherpaConfig => {
  const path: PathOf = (kind) => {
    const found = paths[kind];
    if (found === undefined) throw new RangeError(`family ${family} needs a file of kind ${kind}`);
    return found;
  };
  return {
    featConfig: { sampleRate: 16_000, featureDim: 80 },
    modelConfig: {
      ...MODEL_PARTS[family](path, language, paths),
      ...(paths.labels === undefined ? {} : { tokens: paths.labels }),
      numThreads: threads,
      debug: 0,
      provider: 'cpu',
    },
    decodingMethod: 'greedy_search',
  };
};

type KeyTable = { readonly [name: string]: string | KeyTable };

/** Keys of a configuration that sherpa-onnx does not read, or whose value is of the wrong kind, with their path. */
export const unknownSherpaKeys = (config: object, keys: KeyTable = SHERPA_KEYS, at = ''): readonly string[] =>
  Object.entries(config).flatMap(([name, value]: [string, unknown]) => {
    const kind = Object.hasOwn(keys, name) ? keys[name]! : '';
    if (typeof kind === 'string') return typeof value === kind ? [] : [at + name];
    return typeof value === 'object' && value !== null ? unknownSherpaKeys(value, kind, `${at + name}.`) : [at + name];
  });
