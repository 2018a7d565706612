export type IdPrefix = 'ver' | 'enr' | 'del' | 'key' | 'job' | 'chl';

/** Makes ids like `ver_01JD3ZK4T0...`. */
export type NewId = (prefix: IdPrefix) => string;

/** Crockford's base 32: no I, L, O, U. */
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const TIME_DIGITS = 10;
const RANDOM_DIGITS = 16;

/**
 * Ids of a prefix and 26 digits (as in ULID): 48 bits of time, so that ids sort by age, then 80 random bits.
 * @param randomBytes gives that many uniform bytes
 */
export const createNewId =
  (clock: () => number, randomBytes: (size: number) => Uint8Array): NewId =>
  (prefix) => {
    let time = clock();
    let id = '';
    for (let digit = 0; digit < TIME_DIGITS; digit++) {
      id = DIGITS[time % 32] + id;
      time = Math.floor(time / 32);
    }
    for (const byte of randomBytes(RANDOM_DIGITS)) id += DIGITS[byte % 32];
    return `${prefix}_${id}`;
  };
