import pc from 'picocolors';
import type { TokenJson } from '../http/schemas/content.js';
import { displayWidth, padDisplay } from './display-width.js';

export interface RowStyle {
  /** Columns of the terminal. */
  readonly columns: number;
  readonly colour: boolean;
}

type Op = TokenJson['op'];
type Paint = (text: string) => string;

/** Shapes of plain ASCII: ambiguous-width signs would break the columns of a Chinese terminal. */
export const OP_SIGNS = {
  match: '=',
  accent_variant: '~',
  substitution: 'x',
  deletion: '-',
  insertion: '+',
  repeat: '<',
  filler: ',',
  unsure: '?',
} as const satisfies Record<Op, string>;

/** Behind the sign of a token that is part of a critical term. */
const CRITICAL_SIGN = '!';

const paints = (colour: boolean): Readonly<Record<Op, Paint>> => {
  const { green, cyan, red, magenta, dim, yellow } = pc.createColors(colour);
  return {
    match: green,
    accent_variant: cyan,
    substitution: red,
    deletion: red,
    insertion: magenta,
    repeat: dim,
    filler: dim,
    unsure: yellow,
  };
};

interface Cell {
  readonly op: Op;
  readonly lines: readonly [clause: string, heard: string, sign: string];
  readonly width: number;
}

const toCell = (token: TokenJson): Cell => {
  const sign = OP_SIGNS[token.op] + (token.critical ? CRITICAL_SIGN : '');
  const lines = [token.ref ?? '', token.pinyin_heard ?? '', sign] as const;
  return { op: token.op, lines, width: Math.max(...lines.map(displayWidth)) + 1 };
};

const wrap = (cells: readonly Cell[], columns: number): readonly (readonly Cell[])[] => {
  const rows: Cell[][] = [[]];
  let used = 0;
  for (const cell of cells) {
    if (used + cell.width > columns && used > 0) {
      rows.push([]);
      used = 0;
    }
    rows.at(-1)!.push(cell);
    used += cell.width;
  }
  return rows;
};

const LABELS = ['clause', 'heard', 'op'] as const;
const LABEL_COLUMNS = 8;

const rowLines = (cells: readonly Cell[], { colour }: RowStyle): readonly string[] => {
  const paint = paints(colour);
  const { dim } = pc.createColors(colour);
  return LABELS.map((label, line) => {
    const texts = cells.map((cell) => paint[cell.op](padDisplay(cell.lines[line]!, cell.width)));
    return (dim(padDisplay(label, LABEL_COLUMNS)) + texts.join('')).trimEnd();
  });
};

/**
 * Clause characters over the heard pinyin over the sign of what happened, in columns that also fit wide characters:
 * three lines for each row of the terminal, an empty line between rows.
 */
export const tokenRows = (tokens: readonly TokenJson[], style: RowStyle): readonly string[] => {
  if (tokens.length === 0) return [];
  const rows = wrap(tokens.map(toCell), Math.max(20, style.columns - LABEL_COLUMNS));
  return rows.flatMap((cells, at) => [...(at > 0 ? [''] : []), ...rowLines(cells, style)]);
};

const seconds = (ms: number | null): string => (ms === null ? '' : (ms / 1000).toFixed(2));

const differenceOf = ({ op, ref, rule, pinyin_ref, pinyin_heard, start_ms, end_ms, score }: TokenJson): string => {
  const said = ref === null ? (pinyin_heard ?? '') : `${ref} ${pinyin_ref ?? ''} -> ${pinyin_heard ?? '(nothing)'}`;
  const span = start_ms === null ? '' : `${seconds(start_ms)}-${seconds(end_ms)} s`;
  const parts = [said, rule ?? '', span, score === null ? '' : `score ${score.toFixed(2)}`];
  return `${OP_SIGNS[op]} ${op}: ${parts.filter((part) => part !== '').join('  ')}`;
};

/** Neighbours that were not heard at all belong on one line. */
const groups = (tokens: readonly TokenJson[]): readonly (readonly TokenJson[])[] => {
  const grouped: TokenJson[][] = [];
  for (const token of tokens) {
    const last = grouped.at(-1);
    if (token.op === 'deletion' && last?.at(-1)?.op === 'deletion') last.push(token);
    else grouped.push([token]);
  }
  return grouped;
};

const groupLine = (group: readonly TokenJson[]): string =>
  group.length === 1
    ? differenceOf(group[0]!)
    : `${OP_SIGNS.deletion} deletion: ${group.map(({ ref }) => ref ?? '').join('')} -> (nothing)  ${group.length} tokens`;

/** What is not simply a match: what was heard instead, by which rule, and where to listen. */
export const tokenDifferences = (tokens: readonly TokenJson[], { colour }: RowStyle): readonly string[] => {
  const paint = paints(colour);
  const differing = groups(tokens).filter(([first]) => first!.op !== 'match');
  return differing.map((group) => paint[group[0]!.op](groupLine(group)));
};

/** What the signs mean, for those that occur. */
export const tokenLegend = (tokens: readonly TokenJson[]): string => {
  const ops = [...new Set(tokens.map(({ op }) => op))];
  const signs = ops.map((op) => `${OP_SIGNS[op]} ${op}`);
  const hasCritical = tokens.some(({ critical }) => critical);
  return [...signs, ...(hasCritical ? [`${CRITICAL_SIGN} critical term`] : [])].join('   ');
};
