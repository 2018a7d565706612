import type { Policy } from './policy.js';
import { THRESHOLD_FIELDS } from './policy-schema.js';
import { REASON_CODES } from './reason.js';
import { REASON_TEXTS } from './reasons.js';

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |\n`).join('');

/** Markdown table of a policy's thresholds: value, unit, legal range, meaning. */
export const thresholdTable = ({ thresholds }: Policy): string =>
  table(
    ['Threshold', 'Value', 'Unit', 'Range', 'Meaning'],
    THRESHOLD_FIELDS.map(({ name, unit, min, max, doc }) => [
      `\`${name}\``,
      String(thresholds[name]),
      unit,
      `${min} to ${max}`,
      doc,
    ]),
  );

/** Markdown table of all reasons as they read when nothing more is known. */
export const reasonTable = (): string =>
  table(
    ['Code', 'Meaning', 'For staff', 'For the customer'],
    REASON_CODES.map((code) => {
      const { en, staff, customer } = REASON_TEXTS[code];
      return [`\`${code}\``, en, staff, customer];
    }),
  );
