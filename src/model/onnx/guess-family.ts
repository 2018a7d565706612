import type { PackFamily } from '../pack/families.js';
import type { OnnxHeader } from './onnx-header.js';

/** `model_type` as sherpa-onnx's export scripts write it. */
const BY_MODEL_TYPE: Readonly<Record<string, PackFamily>> = {
  sense_voice_ctc: 'sense-voice',
  sense_voice_encoder_adaptor: 'fun-asr-nano',
  paraformer: 'paraformer',
  zipformer2_ctc: 'zipformer-ctc',
  wenet_ctc: 'wenet-ctc',
  telespeech_ctc: 'telespeech-ctc',
  'fire-red-asr-2-ctc': 'fire-red-ctc',
  zipformer: 'zipformer-transducer',
  zipformer2: 'zipformer-transducer',
  conformer: 'zipformer-transducer',
};

const BY_FRAMEWORK: Readonly<Record<string, PackFamily>> = { wespeaker: 'wespeaker', '3d-speaker': '3d-speaker' };

/** Inputs and outputs that only one family has, without any metadata. */
const BY_SLOTS: Readonly<Record<string, PackFamily>> = {
  'waveform>log_probs': 'ctc-phones',
  'windows>embeddings': 'ge2e-windows',
  'input,sr,state>output,stateN': 'silero-vad',
  'input,state>output,stateN': 'silero-vad-sequence',
};

const names = (slots: OnnxHeader['inputs']): string =>
  slots
    .map(({ name }) => name)
    .sort()
    .join();

/** Whether a network with the metadata of a SenseVoice is the CTC head of Fun-ASR-Nano, as sherpa-onnx tells them apart. */
const isNano = (metadata: OnnxHeader['metadata']): boolean => (metadata.get('comment') ?? '').includes('Nano');

/** The family that a network seems to be of, by what it says of itself; null when it does not say. */
export const guessFamily = ({ metadata, inputs, outputs }: OnnxHeader): PackFamily | null => {
  const type = metadata.get('model_type') ?? '';
  if (type === 'sense_voice_ctc' && isNano(metadata)) return 'sense-voice-nano';
  if (Object.hasOwn(BY_MODEL_TYPE, type)) return BY_MODEL_TYPE[type]!;
  if (type.startsWith('whisper')) return 'whisper';
  const framework = metadata.get('framework') ?? '';
  if (Object.hasOwn(BY_FRAMEWORK, framework)) return BY_FRAMEWORK[framework]!;
  if (metadata.has('cmvn_mean') && metadata.has('cmvn_inv_stddev')) {
    return metadata.has('num_decoder_layers') ? 'fire-red-aed' : 'fire-red-ctc';
  }
  if (metadata.has('spoof_output')) return 'spoof-waveform';
  if (metadata.has('mean') && metadata.has('invstd')) return 'dolphin-ctc';
  return BY_SLOTS[`${names(inputs)}>${names(outputs)}`] ?? null;
};
