import type { ClauseToken } from '../clause-token.js';
import type { MissContext, MissFamily, NearMiss } from '../near-miss.js';

const NEGATIONS: ReadonlySet<string> = new Set('不无非未没勿莫否毋');
const MOST_COMMON = '不';
/**
 * Added only where the free decode heard something extra: at every boundary they would cost too much time. It also stumbles
 * there in honest readings (wei before 晚), so the sound must favour these by more than a stumble does.
 */
const OTHER_NEGATION_PRIOR = 4;
const OTHER_NEGATIONS = Array.from('没未无非别');

const isNegation = (token: ClauseToken | undefined): boolean => NEGATIONS.has(token?.character ?? '');

const added = (characters: string, at: number, prior: number, { tokens, make }: MissContext): NearMiss => ({
  kind: 'negation_added',
  start: at,
  end: at,
  replacement: [make.syllable(characters, tokens[at]!)],
  prior,
});

/** 没有 goes as a whole as well: 没有收到 against 收到. */
const dropped = (at: number, { tokens }: MissContext): readonly NearMiss[] => {
  const lengths = tokens[at]!.character === '没' && tokens[at + 1]?.character === '有' ? [1, 2] : [1];
  return lengths.map((length) => ({
    kind: 'negation_dropped',
    start: at,
    end: at + length,
    replacement: [],
    prior: 0,
  }));
};

/**
 * Each negation dropped; 不 added at every boundary that has none, whatever the grammar says: a rule that misjudges one
 * place would let a promise be turned round there, and the boundaries cost little. 没 未 无 非 别 where the free decode
 * heard something extra; the lexicon of contraries has them where they stand for a word (有/没有, 已/未, 保本/非保本).
 */
export const negationMisses: MissFamily = (context) =>
  context.tokens.flatMap((token, at) => {
    if (isNegation(token)) return dropped(at, context);
    if (isNegation(context.tokens[at - 1])) return [];
    const others = context.extraBefore.has(at) ? OTHER_NEGATIONS : [];
    return [
      added(MOST_COMMON, at, 0, context),
      ...others.map((character) => added(character, at, OTHER_NEGATION_PRIOR, context)),
    ];
  });
