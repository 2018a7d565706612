import { openPhoneRecognizer } from '../asr/onnx-phone-recognizer.js';
import type { Recognizer } from '../asr/recognizer.js';
import type { ModelEntry } from '../model/manifest.js';
import { fileOfKind, modelForRole, readRegistry } from '../model/registry.js';
import { openSileroDetector } from '../vad/onnx-silero-detector.js';
import { openSileroSequence } from '../vad/onnx-silero-sequence.js';
import type { VoiceActivityDetector } from '../vad/voice-activity-detector.js';
import { openVoiceEmbedder } from '../voiceprint/onnx-voice-embedder.js';
import type { VoiceEmbedder } from '../voiceprint/voice-embedder.js';
import type { ModelIdentity } from './model-identity.js';
import type { ProcessSettings } from './protocol.js';

export interface LoadedModels {
  readonly recognizer: Recognizer;
  readonly detector: VoiceActivityDetector;
  readonly embedder: VoiceEmbedder;
  readonly identities: readonly ModelIdentity[];
}

const identity = (entry: ModelEntry): ModelIdentity => ({
  role: entry.role,
  id: entry.id,
  sha256: fileOfKind(entry, 'network').sha256,
});

/** The published network, or its own rewritten for many windows a call. */
export const openDetector = (dir: string, entry: ModelEntry): Promise<VoiceActivityDetector> =>
  entry.family === 'silero-vad-sequence' ? openSileroSequence(dir, entry) : openSileroDetector(dir, entry);

/** Verifies and loads one model of each role; rejects with MODEL_INVALID. */
export const loadModels = async ({ modelsDir, threads }: ProcessSettings): Promise<LoadedModels> => {
  const registry = await readRegistry(modelsDir);
  const asr = modelForRole(registry, 'asr');
  const vad = modelForRole(registry, 'vad');
  const voice = modelForRole(registry, 'voice');
  return {
    recognizer: await openPhoneRecognizer(modelsDir, asr, threads),
    detector: await openDetector(modelsDir, vad),
    embedder: await openVoiceEmbedder(modelsDir, voice, threads),
    identities: [asr, vad, voice].map(identity),
  };
};
