/** The bytes of a stream that are not yet used, in one piece. */
export class ByteWindow {
  readonly #source: AsyncIterator<Uint8Array>;
  #bytes = new Uint8Array(0);
  #ended = false;

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** Waits for `count` bytes, or the end of the stream; the view holds until the next call. */
  async fill(count: number): Promise<Uint8Array> {
    if (this.#bytes.length >= count || this.#ended) return this.#bytes;
    const parts: Uint8Array[] = [this.#bytes];
    let length = this.#bytes.length;
    while (length < count) {
      const next = await this.#source.next();
      this.#ended = next.done === true;
      if (next.done) break;
      parts.push(next.value);
      length += next.value.length;
    }
    this.#bytes = Buffer.concat(parts, length);
    return this.#bytes;
  }

  drop(count: number): void {
    this.#bytes = this.#bytes.subarray(count);
  }
}
