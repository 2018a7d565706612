/**
 * Port: master keys, which encrypt the data keys of templates and nothing else. What is wrapped says by which master key,
 * so that several can be in use while one takes the place of another.
 */
export interface KeyWrapper {
  /**
   * Names the master key that wraps from now on.
   * @throws HeshengError KEY_SERVICE_UNAVAILABLE
   */
  currentKey(): Promise<string>;
  /** Names the master key that wrapped it; null when this wrapper has no such key. */
  keyOf(wrapped: Uint8Array): string | null;
  /**
   * `context` is authenticated, not stored. Wrapping twice gives different bytes.
   * @throws HeshengError KEY_SERVICE_UNAVAILABLE
   */
  wrap(dataKey: Uint8Array, context: Uint8Array): Promise<Uint8Array>;
  /**
   * The caller wipes the data key.
   * @throws HeshengError TEMPLATE_UNREADABLE for another master key, another context, and any byte that was changed;
   * KEY_SERVICE_UNAVAILABLE
   */
  unwrap(wrapped: Uint8Array, context: Uint8Array): Promise<Buffer>;
}
