import { readFile } from 'node:fs/promises';
import { type OnnxSession, type OnnxTensor, openOnnxSession } from '../../src/model/onnx-session.js';
import { sileroDetector } from '../../src/vad/onnx-silero-detector.js';
import type { VoiceActivityDetector } from '../../src/vad/voice-activity-detector.js';

export interface NamedDetector {
  readonly name: string;
  readonly detector: VoiceActivityDetector;
}

const RATE: OnnxTensor = { type: 'int64', data: BigInt64Array.of(16_000n), dims: [] };

const zeros = (): OnnxTensor => ({ type: 'float32', data: new Float32Array(2 * 64), dims: [2, 1, 64] });

/** Version 4: two state tensors, no context, windows of 512, 1,024 or 1,536 samples. */
const version4 = (session: OnnxSession, window: number): VoiceActivityDetector => ({
  detect: async (samples) => {
    const probabilities = new Float32Array(Math.ceil(samples.length / window));
    let [h, c] = [zeros(), zeros()];
    for (let index = 0; index < probabilities.length; index += 1) {
      const data = new Float32Array(window);
      data.set(samples.subarray(index * window, (index + 1) * window));
      const result = await session.run({ input: { type: 'float32', data, dims: [1, window] }, sr: RATE, h, c });
      probabilities[index] = Number(result.output!.data[0]);
      [h, c] = [result.hn!, result.cn!];
    }
    return { probabilities, windowMs: window / 16 };
  },
});

/** One detector per way of running the network, told apart by its inputs. */
export const openDetectors = async (name: string, path: string): Promise<readonly NamedDetector[]> => {
  const session = await openOnnxSession(await readFile(path), 1);
  if (session.inputs.some((input) => input.name === 'state')) return [{ name, detector: sileroDetector(session) }];
  return [512, 1_536].map((window) => ({ name: `${name}/${window}`, detector: version4(session, window) }));
};
