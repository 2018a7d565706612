import { writeOnnx } from './onnx-writer.js';
import { bandPatterns, randomWeights } from './random-weights.js';
import type { TinyModel } from './tiny-pack.js';

const BANDS = 80;
const PATTERNS = 64;

export interface VoiceShape {
  readonly dimensions: number;
  /** What the metadata says of them. */
  readonly saidDimensions?: number;
  readonly bands?: number;
  readonly seed?: number;
  readonly extra?: Readonly<Record<string, string>>;
}

/** How strongly each of some patterns over the bands occurs, on average over time, turned by a matrix: (N, T, 80) to (N, D). */
const voiceNetwork = (
  framework: string,
  { dimensions, saidDimensions = dimensions, bands = BANDS, seed = 3, extra = {} }: VoiceShape,
): Buffer => {
  const patterns = bandPatterns(PATTERNS, bands, seed);
  const columns = Float32Array.from(
    { length: bands * PATTERNS },
    (_, at) => patterns[at % PATTERNS]![Math.floor(at / PATTERNS)]!,
  );
  return writeOnnx({
    metadata: {
      framework,
      language: 'Chinese',
      output_dim: `${saidDimensions}`,
      sample_rate: '16000',
      normalize_samples: framework === 'wespeaker' ? '0' : '1',
      ...extra,
    },
    inputs: [{ name: 'x', shape: ['N', 'T', bands] }],
    outputs: [{ name: 'embedding', shape: ['N', dimensions] }],
    weights: [
      { name: 'patterns', dims: [bands, PATTERNS], data: columns },
      { name: 'turn', dims: [PATTERNS, dimensions], data: randomWeights(PATTERNS * dimensions, 1, seed + 1) },
    ],
    operations: [
      { op: 'MatMul', inputs: ['x', 'patterns'], outputs: ['strengths'] },
      { op: 'Relu', inputs: ['strengths'], outputs: ['heard'] },
      { op: 'ReduceMean', inputs: ['heard'], outputs: ['means'], attributes: { axes: [1], keepdims: 0 } },
      { op: 'MatMul', inputs: ['means', 'turn'], outputs: ['embedding'] },
    ],
  });
};

const model = (family: TinyModel['family'], content: Buffer): TinyModel => ({
  family,
  role: 'voice',
  blank: null,
  files: [{ kind: 'network', path: 'model.onnx', content }],
});

/** With 3D-Speaker's metadata: features without their mean. */
export const tiny3dSpeaker = (shape: Partial<VoiceShape> = {}): TinyModel =>
  model(
    '3d-speaker',
    voiceNetwork('3d-speaker', { dimensions: 24, extra: { feature_normalize_type: 'global-mean' }, ...shape }),
  );

/** With WeSpeaker's, whose exports do not say how features are normalised. */
export const tinyWeSpeaker = (shape: Partial<VoiceShape> = {}): TinyModel =>
  model('wespeaker', voiceNetwork('wespeaker', { dimensions: 32, seed: 9, ...shape }));
