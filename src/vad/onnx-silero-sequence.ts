import { SAMPLE_RATE_HZ, type Samples } from '../audio/pcm.js';
import type { ModelEntry } from '../model/manifest.js';
import type { OnnxSession, OnnxTensor } from '../model/onnx-session.js';
import { type NetworkSignature, openNetwork } from '../model/open-network.js';
import { framedWindows, STATE_DIMS, STATE_SIZE, WINDOW, WINDOW_INPUT, windowsOf } from './silero-windows.js';
import type { SpeechProbabilities, VoiceActivityDetector } from './voice-activity-detector.js';

const SIGNATURE: NetworkSignature = {
  inputs: [
    { name: 'input', type: 'float32', shape: [null, WINDOW_INPUT] },
    { name: 'state', type: 'float32', shape: STATE_DIMS },
  ],
  outputs: [
    { name: 'output', type: 'float32', shape: [null, 1] },
    { name: 'stateN', type: 'float32', shape: STATE_DIMS },
  ],
};

/** 16 s: as much as makes the products of matrices worth their while, and few megabytes. */
const WINDOWS_A_CALL = 500;

const detectWith = async (session: OnnxSession, samples: Samples): Promise<SpeechProbabilities> => {
  const probabilities = new Float32Array(windowsOf(samples));
  let state: OnnxTensor = { type: 'float32', data: new Float32Array(STATE_SIZE), dims: STATE_DIMS };
  for (let from = 0; from < probabilities.length; from += WINDOWS_A_CALL) {
    const to = Math.min(probabilities.length, from + WINDOWS_A_CALL);
    const data = framedWindows(samples, from, to);
    const result = await session.run({ input: { type: 'float32', data, dims: [to - from, WINDOW_INPUT] }, state });
    probabilities.set(result.output!.data as Float32Array, from);
    state = result.stateN!;
  }
  return { probabilities, windowMs: (WINDOW * 1000) / SAMPLE_RATE_HZ };
};

/**
 * Detector of the `silero-vad-sequence` family: the networks of `silero-vad` with many windows a call, the same
 * probabilities in an eighth of the time. MODEL_INVALID when the file is not as the manifest says.
 */
export const openSileroSequence = async (dir: string, entry: ModelEntry): Promise<VoiceActivityDetector> => {
  const session = await openNetwork(dir, entry, SIGNATURE, 1);
  return { detect: (samples) => detectWith(session, samples) };
};
