import { ACCENT_PROFILES } from '../../src/text/accent-profile-list.js';
import { FINALS, INITIALS } from '../../src/text/phone.js';
import type { HeatMap, Table } from '../report/result.js';
import { tallyFigure } from '../statistics/figure.js';
import type { Recognised } from './recognised.js';

const NOTHING = 'nothing';

/** How often each phone that was said was heard as which, by `said heard`. */
const countPairs = (all: readonly Recognised[]): ReadonlyMap<string, number> => {
  const pairs = new Map<string, number>();
  for (const { phoneSteps } of all) {
    for (const { said, heard } of phoneSteps) {
      if (said === null) continue;
      const key = `${said} ${heard ?? NOTHING}`;
      pairs.set(key, (pairs.get(key) ?? 0) + 1);
    }
  }
  return pairs;
};

const heat = (pairs: ReadonlyMap<string, number>, phones: readonly string[], title: string): HeatMap => {
  const totals = phones.map((said) =>
    [...pairs].reduce((sum, [key, count]) => sum + (key.startsWith(`${said} `) ? count : 0), 0),
  );
  const said = phones.filter((_, at) => totals[at]! > 0);
  const columns = [...phones, NOTHING];
  return {
    type: 'heat',
    title,
    rowTitle: 'said',
    columnTitle: 'heard',
    rows: said,
    columns,
    values: said.map((own) => {
      const total = totals[phones.indexOf(own)]!;
      return columns.map((other) => (other === own ? null : (pairs.get(`${own} ${other}`) ?? 0) / total));
    }),
    unit: 'share',
    note: 'Share of a phone that was heard as another one; right ones are left empty.',
  };
};

export const confusionMaps = (all: readonly Recognised[]): readonly HeatMap[] => {
  const pairs = countPairs(all);
  return [heat(pairs, INITIALS, 'Initials heard as others'), heat(pairs, FINALS, 'Finals heard as others')];
};

/** Merges that any accent profile names, each once, in both directions that profiles list. */
const merges = (): readonly (readonly [string, string])[] => {
  const found = new Map<string, readonly [string, string]>();
  for (const { rules } of ACCENT_PROFILES) {
    for (const { from, to } of rules) {
      from.forEach((one, at) => {
        const other = to[at]!;
        if (one !== '' && other !== '') found.set(`${one} ${other}`, [one, other]);
      });
    }
  }
  return [...found.values()].toSorted();
};

/** How much of each merge that the accent profiles know is in these recordings. */
export const mergeTable = (all: readonly Recognised[], seed: number): Table => {
  const speakers = [...new Set(all.map(({ utterance }) => utterance.speaker))];
  const steps = speakers.map((speaker) =>
    all.filter(({ utterance }) => utterance.speaker === speaker).flatMap(({ phoneSteps }) => phoneSteps),
  );
  const rows = merges().map(([from, to]) => {
    const tallies = steps.map((own) => {
      const said = own.filter((step) => step.said === from);
      return { hits: said.filter((step) => step.heard === to).length, trials: said.length };
    });
    return { name: `${from} → ${to}`, figure: tallyFigure(tallies, { seed }) };
  });
  const seen = rows.filter(({ figure }) => (figure.hits ?? 0) > 0);
  return {
    type: 'table',
    title: 'Merges of the accent profiles',
    columns: [
      { title: 'Said → heard', unit: 'text' },
      { title: 'Said', unit: 'count' },
      { title: 'Heard so', unit: 'count' },
      { title: 'Share', unit: 'share' },
    ],
    rows: seen
      .toSorted((a, b) => b.figure.value! - a.figure.value!)
      .map(({ name, figure }) => [name, figure.n, figure.hits ?? 0, figure]),
    note: 'Of the merges that any accent profile lists, those that occur. A recogniser that mishears looks like an accent here.',
  };
};
