import type { Posteriors } from '../align/posteriors.js';
import type { Samples } from '../audio/pcm.js';
import { HeshengError } from '../errors.js';
import type { ModelEntry } from '../model/manifest.js';
import type { OnnxSession } from '../model/onnx-session.js';
import { type NetworkSignature, openNetwork } from '../model/open-network.js';
import { fileOfKind } from '../model/registry.js';
import { readVerifiedFile } from '../model/verify-model.js';
import { PHONES } from '../text/phone.js';
import { FRAME_MS, FRAME_SAMPLES, framesOfSamples } from './frame-clock.js';
import type { Recognizer } from './recognizer.js';

/** The encoder has 1,500 positions. */
const MAX_FRAMES = 1500;

const SIGNATURE: NetworkSignature = {
  inputs: [{ name: 'waveform', type: 'float32', shape: [1, null] }],
  outputs: [{ name: 'log_probs', type: 'float32', shape: [null, null, PHONES.length] }],
};

/** tokens.txt: `label index` a line, in index order; the inventory of the code must be the same. */
const checkLabels = async (dir: string, entry: ModelEntry): Promise<void> => {
  const file = fileOfKind(entry, 'labels');
  const text = new TextDecoder().decode(await readVerifiedFile(dir, file));
  const expected = PHONES.map((phone, index) => `${phone} ${index}`).join('\n');
  if (text.trim() !== expected) throw new HeshengError('MODEL_INVALID', `${file.path} is not the phone inventory`);
};

/**
 * The network makes ceil(floor(samples / 160) / 2) frames. Filled with silence to whole frames of 320 samples that is
 * exactly one row per frame of the recording's clock.
 */
const toWholeFrames = (samples: Samples, frames: number): Samples => {
  const filled = new Float32Array(frames * FRAME_SAMPLES);
  filled.set(samples);
  return filled;
};

const recogniseWith = async (session: OnnxSession, samples: Samples): Promise<Posteriors> => {
  const frames = framesOfSamples(samples.length);
  if (frames < 1 || frames > MAX_FRAMES) {
    throw new RangeError(`${samples.length} samples are ${frames} frames, not 1 to ${MAX_FRAMES}`);
  }
  const data = toWholeFrames(samples, frames);
  const { log_probs: output } = await session.run({ waveform: { type: 'float32', data, dims: [1, data.length] } });
  if (output?.type !== 'float32' || output.data.length !== frames * PHONES.length) {
    throw new Error(`the network gave ${output?.dims.join('x')} for ${frames} frames`);
  }
  return { logProbs: output.data, frames, labels: PHONES.length, frameMs: FRAME_MS };
};

/** Recogniser of the `ctc-phones` family; rejects with MODEL_INVALID when its files are not as the manifest says. */
export const openPhoneRecognizer = async (dir: string, entry: ModelEntry, threads: number): Promise<Recognizer> => {
  await checkLabels(dir, entry);
  const session = await openNetwork(dir, entry, SIGNATURE, threads);
  return {
    maxSamples: MAX_FRAMES * FRAME_SAMPLES,
    labels: PHONES.length,
    frameMs: FRAME_MS,
    recognise: (samples) => recogniseWith(session, samples),
  };
};
