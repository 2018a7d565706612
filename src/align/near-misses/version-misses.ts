import { type ChangedSpan, changedSpans } from '../../text/common-subsequence.js';
import type { SpokenForm, SpokenUnit, TextSpan } from '../../text/spoken-form.js';
import { spansOverlap } from '../../text/text-span.js';
import type { MissContext, MissFamily, NearMiss } from '../near-miss.js';

/** Changes with fewer unchanged pieces between them are one change. */
const CLOSENESS = 2;

/** A character of plain text, or a whole number, amount, rate or date: 3.5% is one piece, however it is read. */
interface Piece {
  readonly text: string;
  readonly source: TextSpan;
}

const piecesOf = ({ text, units }: SpokenForm): readonly Piece[] =>
  units.flatMap(({ kind, source, alternatives }: SpokenUnit): readonly Piece[] =>
    kind === 'text'
      ? (alternatives[0] ?? []).map((token) => ({ text: token.character, source: token.source }))
      : [{ text: text.slice(source.start, source.end), source }],
  );

const textOf = ({ text }: SpokenForm, pieces: readonly Piece[]): string =>
  pieces.length === 0 ? '' : text.slice(pieces[0]!.source.start, pieces.at(-1)!.source.end);

/** Tokens of pieces `from` to `to`; none of them: the place before the token of piece `from`. */
const stretchOf = ({ tokens }: MissContext, pieces: readonly Piece[], from: number, to: number) => {
  const start = pieces[from]?.source.start ?? Number.POSITIVE_INFINITY;
  const span = { start, end: from < to ? pieces[to - 1]!.source.end : start };
  const inside = tokens.flatMap(({ source }, at) => (spansOverlap(span, source) ? [at] : []));
  if (inside.length > 0) return { start: inside[0]!, end: inside.at(-1)! + 1 };
  const before = tokens.filter(({ source }) => source.start < start).length;
  return { start: before, end: before };
};

const toMiss = (
  span: ChangedSpan,
  context: MissContext,
  old: SpokenForm,
  before: readonly Piece[],
  after: readonly Piece[],
): NearMiss => {
  const { start, end } = stretchOf(context, after, span.afterStart, span.afterEnd);
  const like = context.tokens[Math.min(start, context.tokens.length - 1)]!;
  const words = textOf(old, before.slice(span.beforeStart, span.beforeEnd));
  const replacement = words === '' ? [] : context.make.phrase(words, like);
  return { kind: 'previous_version', start, end, replacement, prior: 0 };
};

/**
 * What the version before said where this one says something else: each change a near miss, close ones joined. Texts are
 * compared as written, not as read, so that another legal reading of the same number is no change.
 */
export const versionMisses: MissFamily = (context) => {
  const old = context.previous;
  if (old === null || context.tokens.length === 0) return [];
  const before = piecesOf(old);
  const after = piecesOf(context.form);
  const spans = changedSpans(
    before.map(({ text }) => text),
    after.map(({ text }) => text),
    CLOSENESS,
  );
  return spans.map((span) => toMiss(span, context, old, before, after));
};
