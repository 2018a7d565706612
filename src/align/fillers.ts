import { type Final, phoneIndex } from '../text/phone.js';
import type { EditStep } from './edit-alignment.js';
import type { HeardSyllable } from './free-decode.js';

const FILLER_FINALS: ReadonlySet<number> = new Set((['a', 'e', 'o', 'en'] satisfies Final[]).map(phoneIndex));
const isSyllable = (heard: HeardSyllable | undefined, initial: number, finals: readonly number[]): boolean =>
  heard !== undefined && heard.initial === initial && finals.includes(heard.final);

/** 嗯, 呃, 啊, 哦: a vowel alone. */
export const isFiller = ({ initial, final }: HeardSyllable): boolean => initial < 0 && FILLER_FINALS.has(final);

/** 那个, 这个 as hesitation: the second syllable is ge, the first na, nei, zhe or zhei. */
const isHesitation = (first: HeardSyllable | undefined, second: HeardSyllable | undefined): boolean =>
  isSyllable(second, phoneIndex('g'), [phoneIndex('e')]) &&
  (isSyllable(first, phoneIndex('n'), [phoneIndex('a'), phoneIndex('ei')]) ||
    isSyllable(first, phoneIndex('zh'), [phoneIndex('e'), phoneIndex('ei')]));

/** 那个 and 这个 among extra syllables are fillers too. */
const withHesitations = (steps: readonly EditStep[], heard: readonly HeardSyllable[]): readonly EditStep[] =>
  steps.map((step, at) => {
    if (step.kind !== 'extra' || step.filler) return step;
    const own = heard[step.heard];
    const before = steps[at - 1]?.kind === 'extra' ? heard[step.heard - 1] : undefined;
    const after = steps[at + 1]?.kind === 'extra' ? heard[step.heard + 1] : undefined;
    return { ...step, filler: isHesitation(own, after) || isHesitation(before, own) };
  });

/**
 * Tells hesitations from extra speech. A stretch of extra syllables is a hesitation only as a whole: 这个 inside 这个指标 is
 * part of what was added.
 */
export const markHesitations = (steps: readonly EditStep[], heard: readonly HeardSyllable[]): readonly EditStep[] => {
  const marked = [...withHesitations(steps, heard)];
  for (let at = 0; at < marked.length; at++) {
    let end = at;
    while (marked[end]?.kind === 'extra') end++;
    const stretch = marked.slice(at, end);
    if (stretch.some((step) => step.kind === 'extra' && !step.filler)) {
      stretch.forEach((step, i) => {
        marked[at + i] = step.kind === 'extra' ? { ...step, filler: false } : step;
      });
    }
    at = Math.max(at, end - 1);
  }
  return marked;
};
