import type { Readable } from 'node:stream';

const KEPT_CHARACTERS = 4_000;

/** Drains streams and keeps the end of what they said, for a look at why a process died; never sent to a caller. */
export const tailOf = (...streams: readonly (Readable | null)[]): (() => string) => {
  let tail = '';
  for (const stream of streams) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      tail = (tail + text).slice(-KEPT_CHARACTERS);
    });
  }
  return () => tail;
};
