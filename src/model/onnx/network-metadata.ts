import { HeshengError } from '../../errors.js';

/** Values of a network's metadata, of which `metadataFaults` said already that they are there and well formed. */
export interface NetworkMetadata {
  /** A whole number; `otherwise`, if given, when the key is missing. MODEL_INVALID when it is not from `least` to `most`. */
  whole(key: string, least: number, most: number, otherwise?: number): number;
  /** Numbers between commas. */
  numbers(key: string): Float32Array;
}

export const readNetworkMetadata = (path: string, metadata: ReadonlyMap<string, string>): NetworkMetadata => ({
  whole: (key, least, most, otherwise) => {
    const value = Number(metadata.get(key) ?? otherwise);
    if (Number.isInteger(value) && value >= least && value <= most) return value;
    const range = least === most ? `${least}` : `${least} to ${most}`;
    throw new HeshengError('MODEL_INVALID', `${path} metadata ${key} is not ${range}`);
  },
  numbers: (key) => Float32Array.from((metadata.get(key) ?? '').split(','), Number),
});
