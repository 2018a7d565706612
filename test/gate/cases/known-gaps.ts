import type { Case } from '../case.js';
import { askedOf } from '../readings.js';
import {
  LATER_TAKE_SPLICE,
  NEGATION_SPLICE,
  SHORT_TURNS,
  SLOWLY_FADED_NEGATION,
  SLOWLY_FADED_TAKES,
} from './voices.js';

/**
 * Where the rules do not hold yet. Each gives the verdict of today and says which issue is to close it; the gate prints
 * them loudly, and breaks when one of them changes, so that a closed gap is moved to the cases proper.
 */
export const KNOWN_GAPS: readonly Case[] = [
  {
    id: 'spliced/sentences of two takes, joined in the pauses',
    side: 'adversarial',
    sound: LATER_TAKE_SPLICE,
    asked: askedOf('honest.wav'),
    gap: {
      issue: 6,
      verdict: 'pass',
      why: 'Rooms alike, cut where only their faint, even noise is heard: no sample departs from it, see ADR 23.',
    },
  },
  {
    id: 'spliced/one 不 cut in',
    side: 'adversarial',
    sound: NEGATION_SPLICE,
    asked: askedOf('honest.wav'),
    gap: {
      issue: 6,
      verdict: 'pass',
      why: 'Cut where only a faint, even noise is heard, which no sample departs from, see ADR 23.',
    },
  },
  {
    id: 'spliced/sentences of two takes, faded over 20 ms',
    side: 'adversarial',
    sound: SLOWLY_FADED_TAKES,
    asked: askedOf('honest.wav'),
    gap: { issue: 6, verdict: 'pass', why: 'A slow fade leaves no hole of a millisecond in so faint a background.' },
  },
  {
    id: 'spliced/one 不 faded in over 20 ms',
    side: 'adversarial',
    sound: SLOWLY_FADED_NEGATION,
    asked: askedOf('honest.wav'),
    gap: { issue: 6, verdict: 'pass', why: 'A slow fade leaves no hole of a millisecond in so faint a background.' },
  },
  {
    id: 'two-speakers/turns of three and of two seconds',
    side: 'adversarial',
    sound: SHORT_TURNS,
    asked: askedOf('suites/risk.flac'),
    gap: {
      issue: 6,
      verdict: 'pass',
      why: 'The third voice is the first one raised: the network takes the two for nearly alike (ADR 18).',
    },
  },
];
