import type { BarChart, Cell, Column, HeatMap, Table } from '../report/result.js';
import { type Figure, shareFigure, speakerBound } from '../statistics/figure.js';
import { ALTERATION_KINDS, ALTERATION_TITLES } from './alterations.js';
import { type CaseKind, HONEST, RECORDED } from './cases.js';
import { isHonest, isPass, type JudgedTrial, speakerOf } from './judged-trial.js';

export const KIND_TITLES: Readonly<Record<CaseKind, string>> = {
  ...ALTERATION_TITLES,
  [HONEST]: 'read as written',
  [RECORDED]: 'recorded misreading',
};
export const KINDS: readonly CaseKind[] = [HONEST, ...ALTERATION_KINDS, RECORDED];

const text = (title: string): Column => ({ title, unit: 'text' });
const count = (title: string): Column => ({ title, unit: 'count' });
const share = (title: string): Column => ({ title, unit: 'share' });

/** Readings count as independent, their altered clauses do not: many share one recording. */
const readings = (trials: readonly JudgedTrial[]): number => new Set(trials.map(({ utterance }) => utterance.id)).size;

export const outcomeShare = (trials: readonly JudgedTrial[], outcome: JudgedTrial['outcome'], seed: number): Figure =>
  shareFigure(trials, (trial) => trial.outcome === outcome, speakerOf, { seed, independent: readings(trials) });

const outcomes = (trials: readonly JudgedTrial[], seed: number): readonly Figure[] =>
  (['pass', 'review', 'fail'] as const).map((outcome) => outcomeShare(trials, outcome, seed));

/** Pass, review and fail by what was read; a pass of anything but an honest reading is a false one. */
export const rateTable = (trials: readonly JudgedTrial[], seed: number, title: string): Table => {
  const row = (name: string, own: readonly JudgedTrial[]): readonly Cell[] => {
    const [pass, review, fail] = outcomes(own, seed);
    return [name, own.length, own.filter(isPass).length, pass!, review!, fail!, speakerBound(pass!)?.high ?? null];
  };
  const altered = trials.filter((trial) => !isHonest(trial));
  const kinds = KINDS.map((kind) => [kind, trials.filter((trial) => trial.case.kind === kind)] as const);
  const rows = kinds.flatMap(([kind, own]) => (own.length === 0 ? [] : [row(KIND_TITLES[kind], own)]));
  const failed = trials.filter(({ outcome }) => outcome === 'failed').length;
  return {
    type: 'table',
    title,
    columns: [
      text('What was read'),
      count('Trials'),
      count('Passes'),
      share('Pass'),
      share('Review'),
      share('Fail'),
      share('Bound if only speakers count'),
    ],
    rows: altered.length > 0 ? [...rows, row('ALL that must not pass', altered)] : rows,
    note:
      'A pass in any row but the first is a false pass. Bounds count readings as independent, the last column only speakers.' +
      (failed > 0 ? ` ${failed} trials failed technically and have no verdict; they count as not passed.` : ''),
  };
};

const listed = (trials: readonly JudgedTrial[], title: string, note?: string): Table => ({
  type: 'table',
  title,
  columns: [text('Recording'), text('What was read'), text('Verdict'), text('Reasons and clause'), text('Heard')],
  rows: trials.map((trial) => [
    trial.utterance.id,
    KIND_TITLES[trial.case.kind],
    trial.outcome,
    trial.detail,
    trial.judged?.heard ?? '',
  ]),
  ...(note === undefined ? {} : { note }),
});

/** Fewer honest readings are listed whole, passes too: a rate of so few says little. */
const FEW = 30;
const MAX_LISTED = 200;

/** Honest readings that did not pass, or all when there are few. */
export const honestList = (trials: readonly JudgedTrial[]): Table => {
  const honest = trials.filter(isHonest);
  if (honest.length <= FEW) return listed(honest, 'Every honest reading');
  const shown = honest.filter((trial) => !isPass(trial));
  const note = shown.length > MAX_LISTED ? `${shown.length - MAX_LISTED} more are in the JSON result.` : undefined;
  return listed(shown.slice(0, MAX_LISTED), `Honest readings that did not pass: ${shown.length}`, note);
};

export const falsePassList = (trials: readonly JudgedTrial[]): Table => {
  const found = trials.filter((trial) => !isHonest(trial) && isPass(trial));
  return listed(found, `False passes: ${found.length}`);
};

const accentOf = ({ utterance }: JudgedTrial): string => utterance.language || 'not stated';
const accentsOf = (trials: readonly JudgedTrial[]): readonly string[] => [...new Set(trials.map(accentOf))];

const shortTitle = (kind: CaseKind): string => kind.replaceAll('_', ' ');

const OUTCOME_TITLES = {
  pass: 'Passes',
  review: 'Reviews',
  fail: 'Fails',
} as const;

/** Pass, review and fail by accent and by what was read: the darker, the more. */
export const accentMaps = (trials: readonly JudgedTrial[], seed: number): readonly HeatMap[] => {
  const accents = accentsOf(trials);
  const kinds = KINDS.filter((kind) => trials.some((trial) => trial.case.kind === kind));
  const cell = (accent: string, kind: CaseKind, outcome: keyof typeof OUTCOME_TITLES) =>
    outcomeShare(
      trials.filter((trial) => accentOf(trial) === accent && trial.case.kind === kind),
      outcome,
      seed,
    );
  return (['pass', 'review', 'fail'] as const).map((outcome) => ({
    type: 'heat',
    title: `${OUTCOME_TITLES[outcome]} by what was read and accent, share of trials`,
    rowTitle: 'What was read',
    columnTitle: 'Accent',
    rows: kinds.map(shortTitle),
    columns: accents,
    values: kinds.map((kind) => accents.map((accent) => cell(accent, kind, outcome))),
    unit: 'share',
    note: 'Only what was read as written should pass, and that should not fail.',
  }));
};

/** False passes by accent (the language that the manifest names) and alteration: passes of trials. */
export const accentTable = (trials: readonly JudgedTrial[], seed: number): Table => {
  const languages = accentsOf(trials);
  const own = (language: string) => trials.filter((trial) => accentOf(trial) === language);
  const kinds = KINDS.filter((kind) => kind !== HONEST && trials.some((trial) => trial.case.kind === kind));
  return {
    type: 'table',
    title: 'By accent and alteration',
    columns: [
      text('Accent'),
      count('Honest'),
      share('Honest pass'),
      share('Honest fail'),
      share('False pass'),
      ...kinds.map((kind) => text(shortTitle(kind))),
    ],
    rows: languages.map((language) => {
      const theirs = own(language);
      const honest = theirs.filter(isHonest);
      const altered = theirs.filter((trial) => !isHonest(trial));
      const cell = (kind: CaseKind): string => {
        const those = altered.filter((trial) => trial.case.kind === kind);
        return those.length === 0 ? '–' : `${those.filter(isPass).length} of ${those.length}`;
      };
      return [
        language,
        honest.length,
        outcomeShare(honest, 'pass', seed),
        outcomeShare(honest, 'fail', seed),
        outcomeShare(altered, 'pass', seed),
        ...kinds.map(cell),
      ];
    }),
    note: 'The columns of alterations hold false passes of trials.',
  };
};

/** What became of every alteration: how much of it fails outright. */
export const failChart = (trials: readonly JudgedTrial[], seed: number): BarChart => ({
  type: 'bar',
  title: 'Altered clauses that fail outright (the rest goes to review)',
  value: { title: 'Fail', unit: 'share' },
  bars: KINDS.filter((kind) => kind !== HONEST).flatMap((kind) => {
    const own = trials.filter((trial) => trial.case.kind === kind);
    return own.length === 0 ? [] : [{ label: KIND_TITLES[kind], figure: outcomeShare(own, 'fail', seed) }];
  }),
});
