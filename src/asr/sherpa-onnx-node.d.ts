/** What Hesheng uses of sherpa-onnx-node 1.13.8, which ships no types. Everything may end the process on a bad model. */
declare module 'sherpa-onnx-node/addon.js' {
  interface Handle {
    readonly handle: unique symbol;
  }

  const addon: {
    /** Loads the networks; a key that it does not know is passed over. */
    createOfflineRecognizerAsync(config: object): Promise<Handle>;
    createOfflineStream(recognizer: Handle): Handle;
    /** Once a stream, with all of its samples. */
    acceptWaveformOffline(stream: Handle, wave: { readonly samples: Float32Array; readonly sampleRate: number }): void;
    /** JSON, but for control characters that stand in its texts as they are. Both handles must outlive the promise. */
    decodeOfflineStreamAsync(recognizer: Handle, stream: Handle): Promise<string>;
    createSpeakerEmbeddingExtractor(config: object): Handle;
    speakerEmbeddingExtractorDim(extractor: Handle): number;
    speakerEmbeddingExtractorCreateStream(extractor: Handle): Handle;
    acceptWaveformOnline(stream: Handle, wave: { readonly samples: Float32Array; readonly sampleRate: number }): void;
    inputFinished(stream: Handle): void;
    /** `external`: whether the numbers stay in memory of the addon, which not every Node allows. */
    speakerEmbeddingExtractorComputeEmbedding(extractor: Handle, stream: Handle, external: boolean): Float32Array;
  };
  export = addon;
}
