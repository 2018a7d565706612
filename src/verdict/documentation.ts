import { ACCENT_PROFILES } from '../text/accent-profile-list.js';
import { supportOf } from './effective-thresholds.js';
import type { Policy, Thresholds } from './policy.js';
import { REASON_CODES } from './reason.js';
import { REASON_TEXTS } from './reasons.js';
import { THRESHOLD_FIELDS } from './threshold-fields.js';

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

const changes = (part: Readonly<Partial<Thresholds>> = {}): string =>
  Object.entries(part)
    .map(([name, value]) => `\`${name}\` ${value}`)
    .join(', ') || 'nothing';

/** Markdown table of what clause kinds and accents change in a policy's thresholds, and which accents may pass. */
export const layerTable = (policy: Policy): string =>
  table(
    ['Layer', 'Support', 'Changes'],
    [
      ...Object.entries(policy.kinds).map(([kind, part]) => [`kind \`${kind}\``, '', changes(part)]),
      ...ACCENT_PROFILES.map(({ id, name }) => [
        `accent \`${id}\` (${name.zh})`,
        supportOf(policy, id),
        changes(policy.profiles[id]?.thresholds),
      ]),
    ],
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
