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

/** Marks extra 那个 and 这个 as fillers; other steps stay as they are. */
export const markHesitations = (steps: readonly EditStep[], heard: readonly HeardSyllable[]): readonly EditStep[] =>
  steps.map((step, at) => {
    if (step.kind !== 'extra' || step.filler) return step;
    const own = heard[step.heard];
    const before = steps[at - 1]?.kind === 'extra' ? heard[step.heard - 1] : undefined;
    const after = steps[at + 1]?.kind === 'extra' ? heard[step.heard + 1] : undefined;
    return { ...step, filler: isHesitation(own, after) || isHesitation(before, own) };
  });
