export interface HeartbeatSignals {
  readonly ping: () => void;
  readonly missed: () => void;
}

/**
 * Watches an idle process: a ping every interval, and a miss when the one before was not answered. It rests while the
 * process runs a network, which blocks it.
 */
export class Heartbeat {
  readonly #intervalMs: number;
  readonly #signals: HeartbeatSignals;
  #timer: NodeJS.Timeout | undefined;
  #waiting = false;

  constructor(intervalMs: number, signals: HeartbeatSignals) {
    this.#intervalMs = intervalMs;
    this.#signals = signals;
  }

  watch(): void {
    this.rest();
    this.#timer = setInterval(() => this.#beat(), this.#intervalMs).unref();
  }

  heard(): void {
    this.#waiting = false;
  }

  rest(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#waiting = false;
  }

  #beat(): void {
    // When this process was blocked itself, the answer lies in the channel and is read before setImmediate comes.
    if (this.#waiting) setImmediate(() => this.#judge());
    else this.#ping();
  }

  #ping(): void {
    this.#waiting = true;
    this.#signals.ping();
  }

  #judge(): void {
    if (this.#timer === undefined) return;
    if (this.#waiting) this.#signals.missed();
    else this.#ping();
  }
}
