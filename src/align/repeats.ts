import type { ClauseToken } from './clause-token.js';
import type { EditStep } from './edit-alignment.js';
import { isNumeral } from './numerals.js';

/** Mean edit cost up to which an earlier stretch counts as the clause read before; above it, it was something else. */
const MAX_MEAN_COST = 0.2;

const isAgain = (step: EditStep | undefined): step is Extract<EditStep, { kind: 'heard' }> =>
  step?.kind === 'heard' && step.again;

/** A stretch of repeats ends where the reader goes back or anything else is heard. */
const stretches = (steps: readonly EditStep[]): readonly (readonly number[])[] => {
  const runs: number[][] = [];
  steps.forEach((step, at) => {
    if (!isAgain(step)) return;
    const before = steps[at - 1];
    const goesOn = isAgain(before) && before.token < step.token;
    if (goesOn) runs.at(-1)!.push(at);
    else runs.push([at]);
  });
  return runs;
};

type Cost = { readonly cost: number };

const totalCost = (steps: readonly Cost[]): number => steps.reduce((sum, { cost }) => sum + cost, 0);

const meanCost = (steps: readonly Cost[]): number => totalCost(steps) / steps.length;

/**
 * The edit alignment may explain any stretch of extra speech as the clause read badly and then read again. It is a repeat
 * only when the stretch resembles the clause and the same words were then read well, and no worse than before: nobody
 * corrects himself away from the clause (超生儿证 said, then 出生证). The rest becomes extra speech. Numerals said twice are
 * never a mere repeat: 一三二五三二六 holds 三二 twice and is another number than 一三二六.
 */
export const withoutFalseRepeats = (
  steps: readonly EditStep[],
  clause: readonly ClauseToken[],
): readonly EditStep[] => {
  const result = [...steps];
  for (const run of stretches(steps)) {
    const own = run.map((at) => steps[at]!).filter(isAgain);
    const tokens = new Set(own.map(({ token }) => token));
    const later = steps
      .slice(run.at(-1)! + 1)
      .flatMap((step) => (step.kind === 'heard' && !step.again && tokens.has(step.token) ? [step] : []));
    const numeral = own.some(({ token }) => isNumeral(clause[token]!.character));
    const improves = totalCost(later) <= totalCost(own);
    if (!numeral && improves && meanCost(own) <= MAX_MEAN_COST && meanCost(later) <= MAX_MEAN_COST) continue;
    own.forEach(({ heard }, i) => {
      result[run[i]!] = { kind: 'extra', heard, filler: false };
    });
  }
  return result;
};
