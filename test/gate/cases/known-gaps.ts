import type { Case } from '../case.js';
import { askedOf } from '../readings.js';
import { LATER_TAKE_SPLICE, NEGATION_SPLICE, ROOM_SPLICE, SHORT_TURNS } from './voices.js';

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
      why: 'The text is whole, the voice is one and the rooms are alike: nothing in the sound tells it from one take.',
    },
  },
  {
    id: 'spliced/不 cut in from elsewhere, louder and in another room',
    side: 'adversarial',
    sound: ROOM_SPLICE,
    asked: askedOf('honest.wav'),
    gap: {
      issue: 6,
      verdict: 'pass',
      why: 'Backgrounds differ as much within honest recordings as across a joint: measured, see ADR 18.',
    },
  },
  {
    id: 'spliced/one 不 cut in',
    side: 'adversarial',
    sound: NEGATION_SPLICE,
    asked: askedOf('honest.wav'),
    gap: { issue: 6, verdict: 'pass', why: 'One syllable of the same voice and room, put between two words.' },
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
