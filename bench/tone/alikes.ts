import { hearAlikes } from '../../src/align/answer-tones.js';
import type { ToneModel } from '../../src/align/tone-model.js';
import { ANSWER_ALIKES, type AnswerAlike } from '../../src/clause/answer-alikes.js';
import { surfaceTones } from '../../src/text/surface-tones.js';
import type { Tone } from '../../src/text/syllable.js';
import { shippedPolicies } from '../../src/verdict/policies.js';
import type { HeardToken, HeardTones } from './extract.js';
import { groupBy, share } from './figures.js';
import { trackOf } from './samples.js';

/** As answers are judged. */
const OPPOSED = shippedPolicies()[0]!.kinds.answer?.toneContradicted ?? 0;
const STANDARD = { tones: 'standard' } as const;
const MIN_SCORE = -2;
const BEFORE_MS = 60;
const AFTER_MS = 450;

/** One or two syllables by themselves: a word, or cut from a sentence with its neighbours taken away. */
interface Piece extends HeardTones {
  readonly kind: 'words' | 'cut from sentences';
}

const wordsOnly = (heard: HeardTones): readonly Piece[] =>
  heard.tokens.length <= 2 ? [{ ...heard, kind: 'words' }] : [];

const shifted = (token: HeardToken, byMs: number): HeardToken => ({
  ...token,
  startMs: token.startMs - byMs,
  endMs: token.endMs - byMs,
});

/** Every second pair of neighbours. */
const pairsOf = (heard: HeardTones): readonly Piece[] => {
  if (heard.tokens.length <= 3) return [];
  return heard.tokens.slice(1).flatMap((second, at): readonly Piece[] => {
    if (at % 2 === 1) return [];
    const first = heard.tokens[at]!;
    const next = heard.tokens[at + 2]?.startMs ?? Number.POSITIVE_INFINITY;
    const from = Math.max(0, Math.round((first.startMs - BEFORE_MS) / heard.frameMs));
    const to = Math.round(Math.min(next - 20, second.startMs + AFTER_MS) / heard.frameMs);
    const tokens = [first, second].map((token) => shifted(token, from * heard.frameMs));
    return [
      {
        ...heard,
        kind: 'cut from sentences',
        tokens,
        hz: heard.hz.slice(from, to),
        strength: heard.strength.slice(from, to),
      },
    ];
  });
};

const tonesKey = (tones: readonly (readonly Tone[])[]): string => tones.map((set) => set.join('')).join(' ');
const keyOf = ({ text, tones }: AnswerAlike): string =>
  tonesKey(surfaceTones(Array.from(text, (character, at) => ({ character, tones: [tones[at]!] }))));

/** Ratios of a piece that is taken for the answer `word`. */
const ratios = (piece: Piece, word: AnswerAlike, model: ToneModel) =>
  hearAlikes({
    row: Array.from(word.text, (character, at) => ({ character, tones: [word.tones[at]!] })),
    times: piece.tokens,
    profile: STANDARD,
    pitch: trackOf(piece),
    model,
  }).opinions;

/**
 * The answer's veto by tone on words of the same tones as an answer, or as what sounds like it, whatever their syllables: how many
 * honest ones it would take for another word, and how many of the others it stops.
 */
export const listAlikes = (heard: readonly HeardTones[], modelFor: (one: HeardTones) => ToneModel): void => {
  console.log(`\nanswers and what sounds like them, by tones alone; another word at ${OPPOSED} nats`);
  const pieces = heard.flatMap((one) => [...wordsOnly(one), ...pairsOf(one)]);
  const clear = pieces.filter(({ tokens }) => tokens.every(({ score }) => score >= MIN_SCORE));
  for (const [set, some] of groupBy(clear, ({ set: name, speaker, kind }) => {
    return name.startsWith('aishell1') ? `${name} ${speaker}, ${kind}` : `${name}, ${kind}`;
  })) {
    const byTones = groupBy(some, ({ tokens }) => tonesKey(tokens.map(({ tones }) => tones)));
    let [honest, lost, others, stopped] = [0, 0, 0, 0];
    const lines: string[] = [];
    for (const { word: text, tones, alikes } of ANSWER_ALIKES) {
      const word = { text, tones };
      const own = byTones.get(keyOf(word)) ?? [];
      const taken = own.filter((piece) =>
        ratios(piece, word, modelFor(piece)).some(({ llr }) => llr !== null && llr <= OPPOSED),
      );
      honest += own.length;
      lost += taken.length;
      for (const alike of alikes) {
        const said = keyOf(alike) === keyOf(word) ? [] : (byTones.get(keyOf(alike)) ?? []);
        const found = said.filter((piece) =>
          ratios(piece, word, modelFor(piece)).some(({ llr }) => llr !== null && llr <= OPPOSED),
        );
        others += said.length;
        stopped += found.length;
        if (said.length > 0) lines.push(`${text}/${alike.text} ${found.length} of ${said.length}`);
      }
      if (taken.length > 0) lines.push(`${text} lost ${taken.length} of ${own.length}`);
    }
    console.log(
      `  ${set}, human: honest lost ${share(lost, honest)} of ${honest}, others stopped ${share(stopped, others)} of ${others}`,
    );
    console.log(`    ${lines.join('; ')}`);
  }
};
