const PURE = '^src/(clause|text|align|verdict|audit|fingerprint|challenge)/';
/** Pure files of folders that hold others as well. */
const PURE_BY_FOLDER = {
  audio: [
    'pcm|decoder|sniff|mpeg-frame|wav-header|stream-end|channel|speech-band|level|quality|quality-checks|speech-frames',
    'signal-to-noise|clipping|bandwidth|edge-silence|cut-edge|fft|halve-rate|pitch|pitch-[a-z]+|linear-prediction',
    'find-joints|joint|joint-[a-z]+',
  ],
  vad: ['segments|[a-z-]+-segments|cut-pieces|quietest-frame'],
  asr: [
    'frame-clock|stitch-posteriors|family-abilities|front-end/[a-z-]+',
    'token-[a-z]+|transcriber|phones-of-(tokens|bytes|vocabulary)|byte-groups|phone-rows|join-byte-tokens|(best|greedy|whisper)-tokens|log-rows',
  ],
  engine: ['back-off'],
  recognisers: ['roster-pack|route'],
  model: [
    'bzip2/(bit-reader|crc|corrupt|huffman|block)',
    'pack/(safe-path|families|byte-source|web-rules|archive-entry)',
  ],
  voiceprint: [
    'decision|voice-(consistency|spans|stretches|windows)|similarity|decide-speaker|other-speaker|enrolled-part',
    'enrol-template|take-fault|enrolment-state',
  ],
};
const PURE_FILES = `^src/(errors|${Object.entries(PURE_BY_FOLDER)
  .map(([folder, files]) => `${folder}/(${files.join('|')})`)
  .join('|')})\\.ts$`;
/** Each I/O package has one door. */
const DOORS = {
  'onnxruntime-node': '^src/model/onnx-session\\.ts$',
  'sherpa-onnx-node': '^src/(asr/sherpa-recognizer|voiceprint/sherpa-extractor)\\.ts$',
  libsql: '^src/store/sqlite-database\\.ts$',
  'prom-client': '^src/metrics/prometheus-metrics\\.ts$',
  'cli-progress': '^src/cli/progress\\.ts$',
  pino: '^src/logger\\.ts$',
  '@aws-sdk/client-s3': '^src/model/pack/s3-source\\.ts$',
  undici: '^src/model/pack/undici-source\\.ts$',
  'tar-stream': '^src/model/pack/tar-stream-reader\\.ts$',
  'opencc-js': '^src/text/traditional\\.ts$',
  'pinyin-pro': '^src/text/pinyin\\.ts$',
};

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'pure-stays-pure',
      comment: 'Pure folders import only each other and text packages: no node, clock, I/O.',
      severity: 'error',
      from: { path: PURE, pathNot: '\\.(test|fixture)\\.ts$' },
      to: {
        pathNot: [PURE, PURE_FILES, 'node_modules/(pinyin-pro|fastest-levenshtein|opencc-js)/'],
      },
    },
    {
      name: 'pure-files-stay-pure',
      severity: 'error',
      from: { path: PURE_FILES },
      to: { pathNot: [PURE, PURE_FILES] },
    },
    {
      name: 'nothing-imports-http',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(http/|main\\.ts|cli/)' },
      to: { path: '^src/http/' },
    },
    {
      name: 'use-cases-see-ports-only',
      comment: 'verification/ knows ports, never adapters.',
      severity: 'error',
      from: { path: '^src/verification/', pathNot: '\\.(test|fixture)\\.ts$' },
      to: { path: '(^src/(http|cli|main)|/(ffmpeg|onnx|sherpa|sqlite|folder|forked|libsql|kysely|prometheus)-)' },
    },
    {
      name: 'only-main-composes',
      severity: 'error',
      comment:
        'The composition root is main.ts with two parts that commands need without a service: packs.ts, reader.ts.',
      from: { path: '^src/', pathNot: '^src/((main|packs|reader)\\.ts|cli/)|\\.(test|fixture)\\.ts$' },
      to: { path: '^src/(main|packs|reader)\\.ts$' },
    },
    {
      name: 'no-models-in-the-api-process',
      comment: 'Only what the engine process loads may reach onnxruntime or sherpa-onnx.',
      severity: 'error',
      from: { path: '^src/(http|verification|jobs|store|blob|cli|metrics|audio)/', pathNot: '\\.(test|fixture)\\.ts$' },
      to: { path: '(onnxruntime-node|sherpa-onnx-node|^src/model/onnx-session|^src/asr/sherpa-recognizer)' },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, pathNot: '(\\.d\\.ts|\\.cjs|entry\\.ts|cli/hesheng\\.ts|\\.(test|fixture)\\.ts)$' },
      to: {},
    },
    {
      name: 'no-tests-in-product',
      severity: 'error',
      from: { path: '^src/', pathNot: '\\.(test|fixture)\\.ts$' },
      to: { path: '(\\.test\\.ts$|^test/)' },
    },
    {
      name: 'only-commands-measure',
      comment: 'The bench is no part of the service; three commands of the CLI run it.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/cli/(bench|calibrate|models-bench)\\.ts$|\\.(test|fixture)\\.ts$' },
      to: { path: '^bench/' },
    },
    ...Object.entries(DOORS).map(([name, door]) => ({
      name: `one-door-for-${name}`,
      severity: 'error',
      from: { path: '^src/', pathNot: door },
      to: { path: `node_modules/${name}/` },
    })),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
