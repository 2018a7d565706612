/** A file somewhere that can be read from any place on. */
export interface ByteSource {
  /** Names it for people, and tells a part of it from a part of something else: no credentials, no query. */
  readonly shown: string;
  /**
   * Reads on from `offset`; `validator` is what an earlier answer gave, so that a file that changed begins anew.
   * Rejects with a SourceFault.
   */
  open(offset: number, validator: string | null): Promise<OpenedBytes>;
}

export interface OpenedBytes {
  /** Where the body begins: at the offset asked for, or 0. */
  readonly offset: number;
  /** Bytes of the whole file; null when the source does not say. */
  readonly total: number | null;
  /** Changes whenever the file does; null when the source has nothing that strong. */
  readonly validator: string | null;
  readonly body: AsyncIterable<Uint8Array>;
}

/** How a source failed: `offline` when nothing answered, `missing` when it has no such file, else `refused`. */
export type SourceFaultKind = 'offline' | 'missing' | 'refused' | 'broken';

export class SourceFault extends Error {
  readonly kind: SourceFaultKind;
  /** Whether the same request may succeed a moment later. */
  readonly retry: boolean;

  constructor(kind: SourceFaultKind, message: string, retry: boolean, options?: ErrorOptions) {
    super(message, options);
    this.name = 'SourceFault';
    this.kind = kind;
    this.retry = retry;
  }
}
