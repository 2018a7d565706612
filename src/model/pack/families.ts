/** What a model is used for. */
export const PACK_ROLES = ['asr', 'vad', 'voice', 'punctuation', 'lid', 'spoof'] as const;
export type PackRole = (typeof PACK_ROLES)[number];

/** What a file is to its family. `network` is the only network of a family that has one. */
export const FILE_KINDS = [
  'network',
  'encoder',
  'decoder',
  'joiner',
  'preprocessor',
  'uncached-decoder',
  'cached-decoder',
  'merged-decoder',
  'encoder-adaptor',
  'conv-frontend',
  'language-model',
  'embedding',
  'labels',
  'tokenizer',
  'notice',
  'card',
  'canary',
] as const;
export type FileKind = (typeof FILE_KINDS)[number];

interface Family {
  readonly roles: readonly PackRole[];
  /** Sets of files, one of which a pack must have: each kind in it once, `tokenizer` once or more. */
  readonly layouts: readonly (readonly FileKind[])[];
}

const CTC: Family = { roles: ['asr'], layouts: [['network', 'labels']] };

/** Every family that an adapter exists or is planned for. The file sets are those of sherpa-onnx's configuration. */
export const FAMILIES = {
  // Embedded today.
  'ctc-phones': CTC,
  'silero-vad': { roles: ['vad'], layouts: [['network']] },
  'silero-vad-sequence': { roles: ['vad'], layouts: [['network']] },
  'ge2e-windows': { roles: ['voice'], layouts: [['network']] },
  // Recognisers.
  'sense-voice': CTC,
  'sense-voice-nano': CTC,
  paraformer: CTC,
  'zipformer-ctc': CTC,
  'wenet-ctc': CTC,
  'fire-red-ctc': CTC,
  'dolphin-ctc': CTC,
  'telespeech-ctc': CTC,
  'zipformer-transducer': { roles: ['asr'], layouts: [['encoder', 'decoder', 'joiner', 'labels']] },
  'fire-red-aed': { roles: ['asr'], layouts: [['encoder', 'decoder', 'labels']] },
  whisper: { roles: ['asr', 'lid'], layouts: [['encoder', 'decoder', 'labels']] },
  moonshine: {
    roles: ['asr'],
    layouts: [
      ['encoder', 'merged-decoder', 'labels'],
      ['preprocessor', 'encoder', 'uncached-decoder', 'cached-decoder', 'labels'],
    ],
  },
  'fun-asr-nano': { roles: ['asr'], layouts: [['encoder-adaptor', 'language-model', 'embedding', 'tokenizer']] },
  'qwen3-asr': { roles: ['asr'], layouts: [['conv-frontend', 'encoder', 'decoder', 'tokenizer']] },
  // Other roles of the catalogue.
  '3d-speaker': { roles: ['voice'], layouts: [['network']] },
  wespeaker: { roles: ['voice'], layouts: [['network']] },
  'ct-transformer': { roles: ['punctuation'], layouts: [['network']] },
  // Of ours: any network over the waveform whose metadata says which output is the spoof.
  'spoof-waveform': { roles: ['spoof'], layouts: [['network']] },
} as const satisfies Record<string, Family>;

export type PackFamily = keyof typeof FAMILIES;
export const PACK_FAMILIES = Object.keys(FAMILIES) as readonly PackFamily[];

/** Kinds that any pack may have any number of. */
const FREE: readonly FileKind[] = ['notice', 'card', 'canary'];
const REPEATABLE: readonly FileKind[] = ['tokenizer', ...FREE];

const layoutFaults = (layout: readonly FileKind[], kinds: readonly FileKind[]): readonly string[] => [
  ...layout.filter((kind) => !kinds.includes(kind)).map((kind) => `has no file of kind ${kind}`),
  ...[...new Set(kinds)]
    .filter((kind) => !layout.includes(kind) && !FREE.includes(kind))
    .map((kind) => `has a file of kind ${kind}, which the family does not know`),
  ...[...new Set(kinds)]
    .filter((kind) => !REPEATABLE.includes(kind) && kinds.filter((other) => other === kind).length > 1)
    .map((kind) => `has more than one file of kind ${kind}`),
];

/** What keeps files of these kinds from being a pack of the family in that role; the nearest layout speaks. */
export const familyFaults = (family: PackFamily, role: PackRole, kinds: readonly FileKind[]): readonly string[] => {
  const { roles, layouts }: Family = FAMILIES[family];
  const [nearest = []] = layouts.map((layout) => layoutFaults(layout, kinds)).sort((a, b) => a.length - b.length);
  return [...(roles.includes(role) ? [] : [`family ${family} has no role ${role}`]), ...nearest];
};
