import type { Readable } from 'node:stream';

export interface OpenBlob {
  readonly stream: Readable;
  readonly bytes: number;
}

/** Port: original recordings, byte for byte, each under the SHA-256 (lower-case hex) of its bytes. */
export interface BlobStore {
  /**
   * Takes over the file at `path`, whose bytes have this hash: afterwards it is in the store or, when the store has these
   * bytes already, gone. Once this resolves the bytes survive a power cut.
   */
  put(path: string, sha256: string): Promise<void>;
  /** Removes a file that was to be put and is not wanted after all; one that was taken over is gone already. */
  discard(path: string): Promise<void>;
  has(sha256: string): Promise<boolean>;
  /** Null when there is no such blob. The caller ends or destroys the stream. */
  open(sha256: string): Promise<OpenBlob | null>;
  /** Runs `use` with a local file that holds the bytes; rejects with AUDIO_GONE when there is no such blob. */
  withFile<T>(sha256: string, use: (path: string) => Promise<T>): Promise<T>;
  /** False when there was none. */
  delete(sha256: string): Promise<boolean>;
}
