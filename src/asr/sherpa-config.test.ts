import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import t from 'tap';
import { SHERPA_FAMILIES, type SherpaFamily } from './family-abilities.js';
import { SHERPA_KEYS, type SherpaConfig, type SherpaPaths, sherpaConfig, unknownSherpaKeys } from './sherpa-config.js';

const PATHS: Readonly<Record<SherpaFamily, SherpaPaths>> = {
  'sense-voice': { network: '/n', labels: '/t' },
  'sense-voice-nano': { network: '/n', labels: '/t' },
  paraformer: { network: '/n', labels: '/t' },
  'zipformer-ctc': { network: '/n', labels: '/t' },
  'wenet-ctc': { network: '/n', labels: '/t' },
  'fire-red-ctc': { network: '/n', labels: '/t' },
  'dolphin-ctc': { network: '/n', labels: '/t' },
  'telespeech-ctc': { network: '/n', labels: '/t' },
  'zipformer-transducer': { encoder: '/e', decoder: '/d', joiner: '/j', labels: '/t' },
  'fire-red-aed': { encoder: '/e', decoder: '/d', labels: '/t' },
  whisper: { encoder: '/e', decoder: '/d', labels: '/t' },
  moonshine: { encoder: '/e', 'merged-decoder': '/m', labels: '/t' },
  'fun-asr-nano': { 'encoder-adaptor': '/a', 'language-model': '/l', embedding: '/b', tokenizer: '/f' },
  'qwen3-asr': { 'conv-frontend': '/c', encoder: '/e', decoder: '/d', tokenizer: '/f' },
};

const namesOf = (keys: object): readonly string[] =>
  Object.entries(keys).flatMap(([name, kind]) => (typeof kind === 'string' ? [name] : [name, ...namesOf(kind)]));

t.test('every key stands in the addon that reads it', async (t) => {
  const require = createRequire(import.meta.url);
  const platform = `sherpa-onnx-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const addon = await readFile(require.resolve(`${platform}/sherpa-onnx.node`));
  for (const name of namesOf(SHERPA_KEYS)) t.ok(addon.includes(`${name}\0`), name);
  t.notOk(addon.includes('\0senseVoize\0'));
});

t.test('every family is configured by known keys alone, with nothing that could write the clause', async (t) => {
  for (const family of SHERPA_FAMILIES) {
    const config = sherpaConfig(family, PATHS[family], 'zh', 2);
    t.strictSame(unknownSherpaKeys(config), [], family);
    t.match(config, { decodingMethod: 'greedy_search', modelConfig: { numThreads: 2, provider: 'cpu', debug: 0 } });
    const text = JSON.stringify(config);
    for (const path of Object.values(PATHS[family])) t.ok(text.includes(`"${path}"`), `${family} ${path}`);
    t.notMatch(text, /hotwords|ruleF|"hr"|lmConfig|lexicon/);
  }
});

t.test('inverse text normalisation is off where a family has it', async (t) => {
  t.match(sherpaConfig('sense-voice', PATHS['sense-voice'], 'auto', 1), {
    modelConfig: { senseVoice: { useInverseTextNormalization: 0, language: 'auto' } },
  });
  t.match(sherpaConfig('fun-asr-nano', PATHS['fun-asr-nano'], '', 1), { modelConfig: { funasrNano: { itn: 0 } } });
});

t.test('both layouts of Moonshine', async (t) => {
  const parts = { preprocessor: '/p', encoder: '/e', 'uncached-decoder': '/u', 'cached-decoder': '/c', labels: '/t' };
  t.strictSame(sherpaConfig('moonshine', parts, '', 1).modelConfig?.moonshine, {
    preprocessor: '/p',
    encoder: '/e',
    uncachedDecoder: '/u',
    cachedDecoder: '/c',
  });
  t.strictSame(sherpaConfig('moonshine', PATHS.moonshine, '', 1).modelConfig?.moonshine, {
    encoder: '/e',
    mergedDecoder: '/m',
  });
});

t.test('a missing file is named', async (t) => {
  t.throws(() => sherpaConfig('whisper', { encoder: '/e' }, 'zh', 1), /whisper needs a file of kind decoder/);
});

t.test('a misspelt key is no configuration, by its type and when it is looked at', async (t) => {
  const misspelt: SherpaConfig = {
    // @ts-expect-error the addon reads useInverseTextNormalization
    modelConfig: { senseVoice: { model: '/n', useInverseTextNormalisation: 0 } },
  };
  t.strictSame(unknownSherpaKeys(misspelt), ['modelConfig.senseVoice.useInverseTextNormalisation']);
  t.strictSame(unknownSherpaKeys({ hotwordsFile: '/h', hr: { lexicon: '/l' } }), ['hotwordsFile', 'hr']);
  t.strictSame(unknownSherpaKeys({ modelConfig: { teleSpeechCtc: { model: '/n' }, numThreads: '2', whisper: '/e' } }), [
    'modelConfig.teleSpeechCtc',
    'modelConfig.numThreads',
    'modelConfig.whisper',
  ]);
  t.strictSame(unknownSherpaKeys({ constructor: 1 }), ['constructor']);
});
