import { HeshengError } from '../../errors.js';

/** Strict reader of a network's metadata: what is missing or malformed is MODEL_INVALID with the file and the key. */
export interface NetworkMetadata {
  /** A whole number from `least` to `most`; `otherwise`, if given, when the key is missing. */
  whole(key: string, least: number, most: number, otherwise?: number): number;
  /** A list of exactly `count` numbers between commas. */
  numbers(key: string, count: number): Float32Array;
}

const rangeName = (least: number, most: number): string => (least === most ? `${least}` : `${least} to ${most}`);

export const readNetworkMetadata = (path: string, metadata: ReadonlyMap<string, string>): NetworkMetadata => {
  const fault = (key: string, what: string) =>
    new HeshengError('MODEL_INVALID', `${path}: its metadata ${key} ${what}`);
  const text = (key: string): string => {
    const value = metadata.get(key);
    if (value === undefined) throw fault(key, 'is missing');
    return value;
  };
  return {
    whole: (key, least, most, otherwise) => {
      if (otherwise !== undefined && !metadata.has(key)) return otherwise;
      const value = text(key).trim();
      if (!/^\d{1,9}$/.test(value)) throw fault(key, 'is no whole number');
      if (Number(value) < least || Number(value) > most) throw fault(key, `is ${value}, not ${rangeName(least, most)}`);
      return Number(value);
    },
    numbers: (key, count) => {
      const parts = text(key).split(',');
      if (parts.length !== count) throw fault(key, `has ${parts.length} numbers, not ${count}`);
      const values = Float32Array.from(parts, (part) => (part.trim() === '' ? Number.NaN : Number(part)));
      if (!values.every(Number.isFinite)) throw fault(key, 'holds what is no number');
      return values;
    },
  };
};
