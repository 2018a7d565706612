import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { INSTALLATION_DIR } from '../../src/config/installation.js';
import type { Outcome } from './run-gate.js';

/** Verdict of each fair case, as committed. */
export type GoldenVerdicts = Readonly<Record<string, string>>;

const PATH = join(INSTALLATION_DIR, 'test', 'gate', 'fair-verdicts.json');

export const readGolden = (): GoldenVerdicts => JSON.parse(readFileSync(PATH, 'utf8')) as GoldenVerdicts;

export const writeGolden = (outcomes: readonly Outcome[]): void => {
  const fair = outcomes.filter(({ of }) => of.side === 'fair' && !of.gap);
  const verdicts = Object.fromEntries(fair.map(({ of, verdict }) => [of.id, verdict]));
  writeFileSync(PATH, `${JSON.stringify(verdicts, null, 2)}\n`);
};
