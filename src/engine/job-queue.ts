/** First in, first out, with a limit that only new entries meet: what was accepted once is never refused later. */
export class JobQueue<T> {
  readonly #limit: number;
  readonly #entries: T[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  get size(): number {
    return this.#entries.length;
  }

  /** False when the queue is full. */
  offer(entry: T): boolean {
    if (this.#entries.length >= this.#limit) return false;
    this.#entries.push(entry);
    return true;
  }

  /** Puts an entry that was taken before all others. */
  putBack(entry: T): void {
    this.#entries.unshift(entry);
  }

  take(): T | undefined {
    return this.#entries.shift();
  }

  takeAll(): readonly T[] {
    return this.#entries.splice(0);
  }
}
