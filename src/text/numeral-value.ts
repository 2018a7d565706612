/**
 * Exact decimal strings. A number never passes through floating point: 0.1 stays 0.1 and sixteen digits stay sixteen.
 */
export const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

export interface DecimalParts {
  readonly negative: boolean;
  /** Without leading zeros, `0` for none. */
  readonly integer: string;
  /** As written, trailing zeros kept, may be empty. */
  readonly fraction: string;
}

/** Splits `-03.50`; null when it is no decimal. */
export const decimalParts = (decimal: string): DecimalParts | null => {
  const match = DECIMAL.exec(decimal);
  if (!match) return null;
  const [, sign, integer = '', fraction = ''] = match;
  return { negative: sign === '-', integer: integer.replace(/^0+(?=\d)/, ''), fraction };
};

/** One spelling per value: `-03.50` -> `-3.5`, `-0.0` -> `0`; null when it is no decimal. */
export const canonicalDecimal = (decimal: string): string | null => {
  const parts = decimalParts(decimal);
  if (parts === null) return null;
  const fraction = parts.fraction.replace(/0+$/, '');
  const magnitude = fraction === '' ? parts.integer : `${parts.integer}.${fraction}`;
  return parts.negative && magnitude !== '0' ? `-${magnitude}` : magnitude;
};

/** `decimal` times ten to the power of `places` (negative to divide), canonical; null when it is no decimal. */
export const shiftDecimal = (decimal: string, places: number): string | null => {
  const parts = decimalParts(decimal);
  if (parts === null) return null;
  const padded = '0'.repeat(Math.max(0, -places)) + parts.integer + parts.fraction + '0'.repeat(Math.max(0, places));
  const point = padded.length - parts.fraction.length - Math.max(0, places) + places;
  const magnitude = `${padded.slice(0, point)}.${padded.slice(point)}`.replace(/\.$/, '');
  return canonicalDecimal((parts.negative ? '-' : '') + magnitude);
};
