import type { Setting } from './setting.js';

const KIB = 1_024;
const MIB = 1_024 * KIB;
const GIB = 1_024 * MIB;
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Every setting, in the order of docs/configuration.md, which is generated from this table. */
export const SETTINGS = {
  host: {
    type: 'text',
    default: '127.0.0.1',
    doc: 'Address to listen on. `0.0.0.0` is every interface: put TLS in front.',
  },
  port: {
    type: 'integer',
    default: 8_080,
    unit: 'port',
    min: 0,
    max: 65_535,
    doc: 'Port to listen on; 0 takes a free one.',
  },
  dataDir: { type: 'path', default: 'data', doc: 'Folder of the database, the recordings and uploads in flight.' },
  masterKey: {
    type: 'key',
    default: null,
    otherwise: 'made at the first start as `master.key` in the data folder',
    secret: true,
    doc: 'Wraps the keys of voiceprint templates. Several with white space between, the newest first: that one wraps, the others unwrap until `hesheng keys rotate-master` has run. Without it an empty data folder gets a key file, which belongs into a secret store; a used data folder without any key is refused.',
  },
  keyServiceUrl: {
    type: 'text',
    default: null,
    otherwise: 'none: the master key wraps',
    doc: "Key service that wraps the keys of voiceprint templates instead of the master key: base URL of an engine that speaks the protocol of Vault's transit engine, `https://HOST/v1/transit`; http only to this machine itself.",
  },
  keyServiceKey: { type: 'text', default: 'hesheng', doc: 'Name of the key at the key service.' },
  keyServiceTokenFile: {
    type: 'path',
    default: null,
    otherwise: 'needed with a key service',
    doc: 'File with the token for the key service; read for every call, so that it can be renewed.',
  },
  keyServiceTimeoutMs: {
    type: 'integer',
    default: 5 * SECOND,
    unit: 'ms',
    min: 100,
    max: MINUTE,
    doc: 'Longest time for one call of the key service; then a reading waits and is tried again.',
  },
  keyServiceWraps: {
    type: 'word',
    default: 'yes',
    words: ['yes', 'no'],
    doc: 'Whether the key service wraps new keys; `no` is for going back to a master key: the service only unwraps.',
  },
  policyDir: {
    type: 'path',
    default: null,
    otherwise: '`policies` in the data folder, if there is one',
    doc: 'Folder of policies (`*.json`) beside the shipped ones. Every version that verdicts were given under belongs there, or they cannot be replayed.',
  },
  modelsDir: {
    type: 'path',
    default: null,
    otherwise: 'the models of the installation',
    doc: 'Folder of the manifest and files of the models in use.',
  },
  packsDir: {
    type: 'path',
    default: null,
    otherwise: '`packs` in the data folder',
    doc: 'Store of model packs: `hesheng models fetch` and `add` install here, each pack in a folder of its own.',
  },
  modelMirror: {
    type: 'text',
    default: null,
    otherwise: 'none: the sources of the catalogue',
    secret: true,
    doc: 'Where `hesheng models fetch` looks first: an https, http or `s3://bucket/prefix` base URL, or a folder. Secret, because a URL may hold credentials.',
  },
  s3Endpoint: {
    type: 'text',
    default: null,
    otherwise: "AWS's own of the region",
    doc: 'Base URL (https or http) of the S3 server that `s3://` sources are read from. Credentials are never settings: see models.md.',
  },
  s3Region: { type: 'text', default: 'us-east-1', doc: 'Region of the buckets of `s3://` sources.' },
  s3PathStyle: {
    type: 'word',
    default: 'no',
    words: ['yes', 'no'],
    doc: 'Whether the bucket stands in the path of requests to S3 rather than in the host name; most servers other than AWS need `yes`.',
  },
  modelCatalogue: {
    type: 'path',
    default: null,
    otherwise: 'the catalogue of the installation',
    doc: 'Catalogue of packs that can be fetched (JSON).',
  },
  ffmpeg: { type: 'text', default: 'ffmpeg', doc: 'The ffmpeg program: a name on the PATH or a path.' },
  maxAudioBytes: {
    type: 'integer',
    // Ten minutes of uncompressed stereo at 48 kHz are 110 MiB.
    default: 120 * MIB,
    unit: 'bytes',
    min: KIB,
    max: GIB,
    doc: 'Largest recording that is taken.',
  },
  maxAudioMs: {
    type: 'integer',
    // Ten minutes of reading, and the silence around it.
    default: 11 * MINUTE,
    unit: 'ms',
    min: SECOND,
    max: HOUR,
    doc: 'Longest recording that is judged.',
  },
  decodeTimeoutMs: {
    type: 'integer',
    default: 30 * SECOND,
    unit: 'ms',
    min: SECOND,
    max: 10 * MINUTE,
    doc: 'Longest time that ffmpeg may take for one recording.',
  },
  engineProcesses: {
    type: 'integer',
    default: 1,
    unit: 'count',
    min: 1,
    max: 64,
    doc: 'Processes that run models. Processes times threads must not exceed the cores.',
  },
  engineThreads: {
    type: 'integer',
    default: 1,
    unit: 'count',
    min: 1,
    max: 64,
    doc: 'Threads of each engine process.',
  },
  engineQueue: {
    type: 'integer',
    default: 32,
    unit: 'count',
    min: 0,
    max: 10_000,
    doc: 'Recordings that may wait for an engine process; beyond it callers get ENGINE_BUSY.',
  },
  engineTimeoutMs: {
    type: 'integer',
    default: 2 * MINUTE,
    unit: 'ms',
    min: SECOND,
    max: HOUR,
    doc: 'Longest time for one recording in an engine process; then the process is killed.',
  },
  engineRecycleJobs: {
    type: 'integer',
    default: 1_000,
    unit: 'count',
    min: 1,
    max: 1_000_000,
    doc: 'Recordings after which an engine process is replaced.',
  },
  packProcesses: {
    type: 'integer',
    default: 1,
    unit: 'count',
    min: 1,
    max: 64,
    doc: 'Processes of each activated model pack; while packs are exchanged, those of the new ones run beside the old.',
  },
  packThreads: {
    type: 'integer',
    default: 1,
    unit: 'count',
    min: 1,
    max: 64,
    doc: 'Threads of each process of a model pack.',
  },
  packTimeoutMs: {
    type: 'integer',
    default: 5 * MINUTE,
    unit: 'ms',
    min: SECOND,
    max: HOUR,
    doc: 'Longest time for one recording in a process of a model pack; then the process is killed.',
  },
  voiceprintValidDays: {
    type: 'integer',
    default: 365,
    unit: 'count',
    min: 1,
    max: 36_500,
    doc: 'Days for which a new voiceprint may be compared with; afterwards readings of its speaker answer EXPIRED until the speaker is enrolled again.',
  },
  jobQueueLimit: {
    type: 'integer',
    default: 1_000,
    unit: 'count',
    min: 1,
    max: 1_000_000,
    doc: 'Readings that may wait for their judgement; beyond it callers get QUEUE_FULL.',
  },
  maxWaitMs: {
    type: 'integer',
    default: 30 * SECOND,
    unit: 'ms',
    min: 0,
    max: 5 * MINUTE,
    doc: 'Longest `Prefer: wait` that is honoured.',
  },
  rateLimitPerMinute: {
    type: 'integer',
    default: 600,
    unit: 'count',
    min: 1,
    max: 1_000_000,
    doc: 'Requests that one API key may send in a minute.',
  },
  requestTimeoutMs: {
    type: 'integer',
    default: 2 * MINUTE,
    unit: 'ms',
    min: SECOND,
    max: HOUR,
    doc: 'Longest time for a request to arrive, its body included.',
  },
  keepAliveMs: {
    type: 'integer',
    default: 65 * SECOND,
    unit: 'ms',
    min: SECOND,
    max: 10 * MINUTE,
    doc: 'How long an idle connection stays open; longer than that of the proxy in front.',
  },
  maxEventLoopDelayMs: {
    type: 'integer',
    default: 2 * SECOND,
    unit: 'ms',
    min: 50,
    max: MINUTE,
    doc: 'Mean delay of the event loop beyond which requests are refused with OVERLOADED.',
  },
  drainMs: {
    type: 'integer',
    default: 45 * SECOND,
    unit: 'ms',
    min: 0,
    max: 10 * MINUTE,
    doc: 'How long a stop waits for requests and readings in hand.',
  },
  logLevel: {
    type: 'word',
    default: 'info',
    words: ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
    doc: 'Least severe log lines that are written.',
  },
} as const satisfies Record<string, Setting>;

export type SettingName = keyof typeof SETTINGS;
export const SETTING_NAMES = Object.keys(SETTINGS) as SettingName[];

/** `dataDir` -> `data_dir`: its name in a configuration file. */
export const fileKey = (name: SettingName): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** `dataDir` -> `HESHENG_DATA_DIR`. */
export const variable = (name: SettingName): string => `HESHENG_${fileKey(name).toUpperCase()}`;

/** Names the configuration file. */
export const CONFIG_VARIABLE = 'HESHENG_CONFIG';
