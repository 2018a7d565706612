import type { Samples } from './pcm.js';

/** Bounds for one decode; exceeding one is an error with its own code. */
export interface DecodeLimits {
  readonly maxDurationMs: number;
  readonly timeoutMs: number;
}

/** Which channel of the recording was judged, and why. */
export interface ChannelChoice {
  readonly index: number;
  readonly of: number;
  readonly reason: 'only_channel' | 'same_signal' | 'most_speech_energy';
  /** RMS level per channel, dBFS. */
  readonly levelsDbfs: readonly number[];
}

export interface DecodedAudio {
  /** Program and version that decoded: another one may give other samples. */
  readonly decoder: string;
  readonly samples: Samples;
  readonly container: string;
  readonly codec: string;
  readonly sourceSampleRateHz: number;
  readonly channel: ChannelChoice;
  readonly durationMs: number;
  /** Duration that the container declares; null when it declares none. */
  readonly declaredDurationMs: number | null;
  /** True when clearly less was decoded than declared, or the decoder met a cut stream. */
  readonly truncated: boolean;
}

/**
 * Port: recording file to samples. Rejects with a catalogue error (AUDIO_EMPTY, AUDIO_SILENT, AUDIO_UNREADABLE,
 * AUDIO_UNSUPPORTED, AUDIO_TOO_LONG, AUDIO_TOO_SHORT, AUDIO_DECODE_TIMEOUT); never resolves with zero samples.
 */
export interface Decoder {
  decode(path: string, limits: DecodeLimits): Promise<DecodedAudio>;
}
