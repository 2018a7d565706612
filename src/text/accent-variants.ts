import type { AccentProfile, AccentRule } from './accent-profile.js';
import { FINALS, type Final } from './phone.js';
import { type Syllable, soundsLike } from './syllable.js';
import { spellable, withInitial } from './syllable-fit.js';

/** What a reader with an accent may make of a syllable. */
export interface AccentVariant {
  readonly syllable: Syllable;
  /** Id of the rule, or of an initial and a final rule joined by `+`. */
  readonly rule: string;
  /** 0 to 1. */
  readonly cost: number;
}

/** Two merges in one syllable cost their sum, but never as much as another sound (1). */
const MOST_COST = 0.9;

const holds = (rule: AccentRule, { initial, final }: Syllable): boolean =>
  (rule.when?.initials?.includes(initial) ?? true) && (rule.when?.finals?.includes(final) ?? true);

const isFinal = (value: string): value is Final => (FINALS as readonly string[]).includes(value);

const applyFinal = (rule: AccentRule, syllable: Syllable): Syllable | null => {
  const target = rule.to[rule.from.indexOf(syllable.final)];
  return target !== undefined && isFinal(target) ? spellable({ ...syllable, final: target }) : null;
};

const applyInitial = (rule: AccentRule, syllable: Syllable): Syllable | null => {
  const target = rule.to[rule.from.indexOf(syllable.initial)];
  return target === undefined ? null : withInitial(syllable, target);
};

const variantsBy = (rules: readonly AccentRule[], standard: Syllable): readonly AccentVariant[] =>
  rules.flatMap((rule) => {
    if (!holds(rule, standard)) return [];
    const syllable = rule.part === 'initial' ? applyInitial(rule, standard) : applyFinal(rule, standard);
    return syllable === null ? [] : [{ syllable, rule: rule.id, cost: rule.cost }];
  });

/** An initial rule on top of each final variant; conditions are those of the standard syllable. */
const combined = (
  finals: readonly AccentVariant[],
  rules: readonly AccentRule[],
  standard: Syllable,
): readonly AccentVariant[] =>
  finals.flatMap((variant) =>
    rules.flatMap((rule) => {
      const syllable = holds(rule, standard) ? applyInitial(rule, variant.syllable) : null;
      if (syllable === null) return [];
      const cost = Math.min(MOST_COST, Math.round((variant.cost + rule.cost) * 1_000) / 1_000);
      return [{ syllable, rule: `${rule.id}+${variant.rule}`, cost }];
    }),
  );

/**
 * Every sound that the profile's merges make of a syllable, cheapest first: one rule, or an initial and a final rule
 * together. Tones stay. Never the standard sound itself, and each sound once.
 */
export const accentVariants = (standard: Syllable, profile: AccentProfile): readonly AccentVariant[] => {
  const initialRules = profile.rules.filter((rule) => rule.part === 'initial');
  const finals = variantsBy(
    profile.rules.filter((rule) => rule.part === 'final'),
    standard,
  );
  const all = [...variantsBy(initialRules, standard), ...finals, ...combined(finals, initialRules, standard)];
  const bySound = new Map<string, AccentVariant>();
  for (const variant of all.sort((a, b) => a.cost - b.cost)) {
    const sound = `${variant.syllable.initial} ${variant.syllable.final}`;
    if (!soundsLike(variant.syllable, standard) && !bySound.has(sound)) bySound.set(sound, variant);
  }
  return Array.from(bySound.values());
};
