import type { Samples } from '../audio/pcm.js';
import { HeshengError } from '../errors.js';
import type { OnnxSession } from '../model/onnx-session.js';
import { loadNetwork } from '../model/open-network.js';
import { checkNetworks, type ShapeFault } from '../model/pack/check-networks.js';
import type { Pack } from '../model/pack/pack.js';
import { fileOfKind } from '../model/registry.js';
import { readVerifiedFile } from '../model/verify-model.js';
import type { SpoofDetector } from './spoof-detector.js';
import { probabilityOf, spoofWindows } from './spoof-windows.js';

const SIGNATURE = {
  inputs: [{ name: null, type: 'float32', shape: [null, null] }],
  outputs: [{ name: null, type: 'float32', shape: [null, null] }],
} as const;

/** What the metadata says of the network, checked already. */
interface Told {
  /** Samples that it hears at once. */
  readonly window: number;
  /** Which of its outputs stands for a spoof. */
  readonly output: number;
}

const readTold = (metadata: ReadonlyMap<string, string>): Told => ({
  window: Number(metadata.get('window_samples')),
  output: Number(metadata.get('spoof_output')),
});

const shapeFault: ShapeFault = (_, { inputs, outputs, metadata }) => {
  const { window, output } = readTold(metadata);
  const length = inputs[0]?.shape[1];
  if (typeof length === 'number' && length !== window) return `hears ${length} samples, its metadata says ${window}`;
  const count = outputs[0]?.shape[1];
  return typeof count === 'number' && output >= count ? `has ${count} outputs, and the spoof would be ${output}` : null;
};

const scoreWindow = async (session: OnnxSession, { output }: Told, data: Samples): Promise<number> => {
  const [input] = session.inputs;
  const result = await session.run({ [input!.name]: { type: 'float32', data, dims: [1, data.length] } });
  const logits = result[session.outputs[0]!.name];
  const score = logits?.type === 'float32' ? probabilityOf(logits.data, output) : Number.NaN;
  if (Number.isFinite(score)) return score;
  throw new HeshengError('ENGINE_FAILURE', 'the spoof model gave no probability');
};

/**
 * Detector of family `spoof-waveform`: (1, window_samples) floats at 16 kHz to logits, of which `spoof_output` stands for a
 * spoof. Its score is that of the window most like one, since a forged part among true ones is forged.
 * @throws HeshengError MODEL_INVALID when its file is not as the pack says
 */
export const openSpoofDetector = async (dir: string, pack: Pack, threads: number): Promise<SpoofDetector> => {
  const file = fileOfKind(pack, 'network');
  const header = (await checkNetworks(dir, pack, shapeFault)).get(file.path);
  const told = readTold(header?.metadata ?? new Map());
  const bytes = await readVerifiedFile(dir, file);
  const session = await loadNetwork({ path: file.path, family: pack.family, bytes }, SIGNATURE, threads);
  return {
    score: async (samples) => {
      const scores: number[] = [];
      for (const window of spoofWindows(samples, told.window)) scores.push(await scoreWindow(session, told, window));
      return scores.length === 0 ? null : Math.max(...scores);
    },
  };
};
