import { BLANK } from '../text/phone.js';
import type { Posteriors } from './posteriors.js';

/** A phone as the recogniser heard it; half-open range of frames. */
export interface HeardPhone {
  readonly label: number;
  readonly start: number;
  readonly end: number;
}

const bestLabel = ({ logProbs, labels }: Posteriors, frame: number): number => {
  const row = frame * labels;
  let best = 0;
  for (let label = 1; label < labels; label++) if (logProbs[row + label]! > logProbs[row + best]!) best = label;
  return best;
};

/** Best label per frame, equal neighbours merged, blanks dropped. */
export const greedyPhones = (posteriors: Posteriors): readonly HeardPhone[] => {
  const phones: HeardPhone[] = [];
  let previous = BLANK;
  for (let frame = 0; frame < posteriors.frames; frame++) {
    const label = bestLabel(posteriors, frame);
    const last = phones.at(-1);
    if (label !== BLANK && label === previous && last) phones[phones.length - 1] = { ...last, end: frame + 1 };
    else if (label !== BLANK) phones.push({ label, start: frame, end: frame + 1 });
    previous = label;
  }
  return phones;
};
