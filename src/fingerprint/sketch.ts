import { type Changes, codeAt, STEADY_BITS } from './changes.js';

/** Every third audible frame, 48 ms apart, and further apart where speech is longer than 9 s. */
const STEP = 3;
export const MOST_CODES = 192;

/** What is kept of a recording: the signs of 32 changes at each of at most 192 moments. */
export interface Sketch {
  /** Frames of 16 ms, ascending. */
  readonly at: readonly number[];
  /** 32-bit signed. */
  readonly codes: readonly number[];
}

/** Of a recording as it is. */
export const sketchOf = (changes: Changes, audible: readonly number[]): Sketch => {
  const step = Math.max(STEP, audible.length / MOST_CODES);
  const at = Array.from({ length: Math.ceil(audible.length / step) }, (_, n) => audible[Math.floor(n * step)]!);
  return { at, codes: at.map((frame) => codeAt(changes, frame)) };
};

/** What copies of a moment are looked up by: the steady bits of its code, side by side. */
export const hashOf = (code: number): number =>
  STEADY_BITS.reduce((hash, bit, place) => hash | (((code >>> bit) & 1) << place), 0);

/** Each once. */
export const hashesOf = ({ codes }: Sketch): readonly number[] => [...new Set(codes.map(hashOf))];

const ROW_BYTES = 8;

/** The form in which a sketch is stored: for each moment its frame and its code, 32 bits each, little end first. */
export const sketchBytes = ({ at, codes }: Sketch): Uint8Array => {
  const view = new DataView(new ArrayBuffer(at.length * ROW_BYTES));
  for (const [n, frame] of at.entries()) {
    view.setUint32(n * ROW_BYTES, frame, true);
    view.setInt32(n * ROW_BYTES + 4, codes[n]!, true);
  }
  return new Uint8Array(view.buffer);
};

/** @throws RangeError when these bytes are no sketch */
export const readSketch = (bytes: Uint8Array): Sketch => {
  if (bytes.byteLength % ROW_BYTES !== 0) throw new RangeError('These bytes are no sketch of a recording');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const rows = Array.from({ length: bytes.byteLength / ROW_BYTES }, (_, n) => n * ROW_BYTES);
  return { at: rows.map((row) => view.getUint32(row, true)), codes: rows.map((row) => view.getInt32(row + 4, true)) };
};
