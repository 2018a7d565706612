/** Bits of a byte array, most significant first. Past the end it reads zeros and `overrun` becomes true. */
export class BitReader {
  readonly #bytes: Uint8Array;
  #at: number;
  #held = 0;
  #count = 0;

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.#at = at;
  }

  /** The next `count` bits, 1 to 24, without taking them. */
  peek(count: number): number {
    while (this.#count < count) {
      this.#held = (this.#held << 8) | (this.#bytes[this.#at++] ?? 0);
      this.#count += 8;
    }
    return (this.#held >>> (this.#count - count)) & ((1 << count) - 1);
  }

  /** Takes bits that were peeked. */
  skip(count: number): void {
    this.#count -= count;
  }

  read(count: number): number {
    const value = this.peek(count);
    this.#count -= count;
    return value;
  }

  /** 32 bits as an unsigned number. */
  readWord(): number {
    return this.read(16) * 0x1_0000 + this.read(16);
  }

  /** Bits taken of the byte before `nextByte`, 0 when all or none of it were. */
  get takenOfByte(): number {
    return (8 - (this.#count & 7)) & 7;
  }

  /** Index of the first byte of which no bit was taken. */
  get nextByte(): number {
    return this.#at - (this.#count >> 3);
  }

  get overrun(): boolean {
    return this.nextByte > this.#bytes.length;
  }
}
