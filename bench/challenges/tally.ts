import type { SpokenChallenge } from '../../src/challenge/challenge.js';
import { wilson } from '../../src/recognisers/wilson.js';
import { shippedPolicies } from '../../src/verdict/policies.js';
import type { HeardReading } from '../../src/verification/hear-reading.js';
import { judgeReading } from '../../src/verification/judge-reading.js';

interface Counts {
  readings: number;
  read: number;
  unsure: number;
  notRead: number;
  pass: number;
  readonly reasons: Map<string, number>;
}

const NOBODY = { kind: 'not_requested' } as const;
const stopwatch = (): number => performance.now();

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const rate = (hits: number, trials: number): string => {
  const { low, high } = wilson(hits, trials);
  return `${hits} = ${percent(hits / trials)} [${percent(low)}, ${percent(high)}]`;
};

/** How phrases fared under the default policy, by what was asked for. */
export const challengeTally = () => {
  const rows = new Map<string, Counts>();
  return {
    count: (
      name: string,
      heard: HeardReading,
      clauseText: string,
      spoken: Pick<SpokenChallenge, 'kind' | 'phrase'>,
    ) => {
      const challenge: SpokenChallenge = { id: 'chl_bench', position: 'before', ...spoken };
      const request = { clauseText, criticalTerms: [], dialectHint: null, challenge };
      const judged = judgeReading(heard, request, shippedPolicies()[0]!, NOBODY, stopwatch);
      const row = rows.get(name) ?? { readings: 0, read: 0, unsure: 0, notRead: 0, pass: 0, reasons: new Map() };
      rows.set(name, row);
      row.readings++;
      row.read += Number(judged.challenge!.outcome === 'read');
      row.unsure += Number(judged.challenge!.outcome === 'unsure');
      row.notRead += Number(judged.challenge!.outcome === 'not_read');
      row.pass += Number(judged.verdict === 'pass');
      for (const { code } of judged.reasons) row.reasons.set(code, (row.reasons.get(code) ?? 0) + 1);
    },
    table: (): readonly string[] => [
      '| asked for | recordings | phrase read | unsure | not read | verdict pass |',
      '|---|---|---|---|---|---|',
      ...[...rows].map(
        ([name, { readings, read, unsure, notRead, pass }]) =>
          `| ${name} | ${readings} | ${rate(read, readings)} | ${unsure} | ${notRead} | ${rate(pass, readings)} |`,
      ),
      '',
      ...[...rows].map(
        ([name, { reasons }]) => `${name}: ${[...reasons].map(([code, n]) => `${code} ${n}`).join(', ')}`,
      ),
    ],
  };
};
