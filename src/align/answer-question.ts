import { distance } from 'fastest-levenshtein';
import { type Syllable, syllablePhones } from '../text/syllable.js';
import { isFiller } from './fillers.js';
import type { HeardSyllable } from './free-decode.js';

/** Silence that parts the answer from what came before it. */
const PAUSE_MS = 300;
/** The same behind a hum: its vowel goes on unmarked after the recogniser's spike, 恶 of a slow 恶性 for 300 ms. */
const HUM_PAUSE_MS = 500;
/** A shorter tail of the question may be an answer by itself: 清楚吗, 同意吗. */
const SHORTEST_TAIL = 3;
/** Phones misheard in the question, as a share. */
const MOST_MISHEARD = 0.15;

/** Where the answer begins among the heard syllables. */
export interface AnswerBeginning {
  readonly first: number;
  /** The question, or its end, is in the recording. */
  readonly questionHeard: boolean;
}

const asText = (phones: readonly number[]): string => String.fromCharCode(...phones.map((phone) => 0x4e00 + phone));

const heardText = (heard: readonly HeardSyllable[]): string =>
  asText(heard.flatMap(({ initial, final }) => [initial, final].filter((phone) => phone >= 0)));

/** The least share of misheard phones over all ends of the question that are long enough and safe to cut away. */
const misheardShare = (said: string, question: readonly Syllable[], safeTail: number): number => {
  const spoken = question.map((syllable) => asText(syllablePhones(syllable)));
  const tails = spoken.map((_, from) => from).filter((from) => from === 0 || spoken.length - from <= safeTail);
  return Math.min(
    1,
    ...tails
      .filter((from) => spoken.length - from >= SHORTEST_TAIL)
      .map((from) => {
        const tail = spoken.slice(from).join('');
        return distance(said, tail) / tail.length;
      }),
  );
};

const gapBefore = (heard: readonly HeardSyllable[], at: number, frameMs: number): number =>
  (heard[at]!.start - heard[at - 1]!.end) * frameMs;

/**
 * A prompt may bleed into the recording of its answer: what is heard of it, the whole question or an end of it of at most
 * `safeTail` syllables, is no answer when a pause follows. Longer ends are left in: 不同意上述内容 is too near to the end of 是否
 * 同意上述内容 to be thrown away. A hum or 啊 with a pause behind it is a hesitation; without one it may be a dialect's 唔 or 毋.
 */
export const answerBeginning = (
  heard: readonly HeardSyllable[],
  question: readonly Syllable[],
  safeTail: number,
  frameMs: number,
): AnswerBeginning => {
  const isQuestion = (end: number) =>
    misheardShare(heardText(heard.slice(0, end)), question, safeTail) <= MOST_MISHEARD;
  const ends = heard.map((_, at) => at).filter((at) => at > 0 && gapBefore(heard, at, frameMs) >= PAUSE_MS);
  const asked = [...ends, heard.length].findLast((end) => end > 0 && isQuestion(end)) ?? 0;
  const hummed = ends.findLast(
    (end) => end > asked && gapBefore(heard, end, frameMs) >= HUM_PAUSE_MS && heard.slice(asked, end).every(isFiller),
  );
  return { first: hummed ?? asked, questionHeard: asked > 0 };
};
