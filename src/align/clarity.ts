import { BLANK } from '../text/phone.js';
import { greedyPhones, type HeardPhone } from './greedy-phones.js';
import { mean } from './mean.js';
import type { Posteriors } from './posteriors.js';

/** Beyond it one phone is as sure as another; a few that are surer still must not hide many that are not. */
const SUREST = 6;

/** Log-odds of a phone against the likeliest other one, where it is likeliest itself; nats. */
const oddsOf = ({ logProbs, labels }: Posteriors, { label, start, end }: HeardPhone): number => {
  let peak = start;
  for (let frame = start + 1; frame < end; frame++) {
    if (logProbs[frame * labels + label]! > logProbs[peak * labels + label]!) peak = frame;
  }
  let next = Number.NEGATIVE_INFINITY;
  for (let other = 0; other < labels; other++) {
    if (other !== BLANK && other !== label) next = Math.max(next, logProbs[peak * labels + other]!);
  }
  return Math.min(SUREST, logProbs[peak * labels + label]! - next);
};

/**
 * How clearly a recogniser hears, whatever was said: mean over the phones of the free decode of
 *
 *     min(6, log P(phone) - log P(likeliest other phone))        at the phone's likeliest frame
 *
 * nats, 0 to 6. Speech as the recogniser knows it lies near 5.5; accents, languages and noise that it does not know lie
 * lower. Null when no phone was heard.
 */
export const clarityOf = (
  posteriors: Posteriors,
  phones: readonly HeardPhone[] = greedyPhones(posteriors),
): number | null => (phones.length === 0 ? null : mean(phones.map((phone) => oddsOf(posteriors, phone))));
