import type { Case } from '../case.js';
import { type Effect, type Recipe, spoken, spokenWith } from '../sound/recipe.js';

/** At its end somebody says 我不同意. */
const REFUSAL = 'extra-speech.flac';
const LENGTH_MS = 7_050;
/** In the pause before 我, in the middle of the vowel of 不, in its last quarter, and in the silence before 同. */
const BEGINNINGS = { whole: 5_850, half: 6_250, quarter: 6_268, assent: 6_305 };

const ASKED: Case['asked'] = {
  text: '您是否同意？',
  terms: [],
  hint: null,
  answer: { expected: 'affirmative', acceptedPhrases: [], rejectedPhrases: [] },
};

const from = (beginMs: number, ...effects: readonly Effect[]): Recipe =>
  spokenWith(REFUSAL, { effect: 'keep', from: beginMs / LENGTH_MS, to: 1 }, ...effects);
const ZEROS: Effect = { effect: 'zeros', beforeMs: 500, afterMs: 500 };

const denied = (what: string, sound: Recipe, reasons?: Case['reasons']): Case => ({
  id: `answers/${what}`,
  side: 'adversarial',
  sound,
  asked: ASKED,
  ...(reasons ? { reasons } : {}),
});

/** Replies to a question. What is no consent must not pass, however it is cut; what is must not fail. */
export const ANSWERS: readonly Case[] = [
  denied('我不同意', from(BEGINNINGS.whole), ['ANSWER_CONTRADICTED', 'ANSWER_UNCLEAR']),
  denied('不同意 that begins within 不', from(BEGINNINGS.half)),
  denied('不同意 cut within 不, zeros before', from(BEGINNINGS.half, ZEROS), ['RECORDING_TRUNCATED']),
  denied('不同意 cut at the end of 不, zeros before', from(BEGINNINGS.quarter, ZEROS), ['RECORDING_TRUNCATED']),
  denied('a quiet room', spoken('silence.flac'), ['ANSWER_SILENT', 'ANSWER_UNCLEAR']),
  denied('noise', spoken('noise-only.flac')),
  ...([200, 350] as const).map((ms) =>
    denied(`a puff of ${ms} ms`, { source: { kind: 'noise', colour: 'pink', ms, dbfs: -24 }, effects: [ZEROS] }),
  ),
  denied('a clause read instead', spoken('honest.wav'), ['ANSWER_UNCLEAR']),
  { id: 'answers/同意', side: 'fair', sound: from(BEGINNINGS.assent, ZEROS), asked: ASKED },
];
