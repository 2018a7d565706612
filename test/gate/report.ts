/**
 * The release gate on its own: every case, what it was judged, and whether that is allowed.
 *
 *   npm run gate [-- --class NAME] [--all]
 *
 * --class runs one class; --all also lists the classes of more than 25 cases case by case. Exits with 1 when a rule is
 * broken. Every voice is synthetic: the figures say that the rules hold here, not how accurate the service is on people.
 */
import { parseArgs } from 'node:util';
import { classOf } from './case.js';
import { CASES } from './cases/all-cases.js';
import { readGolden } from './golden-verdicts.js';
import { countsOf, violation } from './rules.js';
import { type Outcome, runGate } from './run-gate.js';

const LISTED_UP_TO = 25;

const { values } = parseArgs({
  options: { class: { type: 'string' }, all: { type: 'boolean', default: false } },
});

const line = ({ of, verdict, reasons }: Outcome, wrong: string | null): string => {
  const codes = [...new Set(reasons)].join(' ');
  const mark = wrong ? '!' : of.gap ? 'G' : ' ';
  return `${mark} ${of.side.padEnd(11)} ${of.id.padEnd(62)} ${verdict.padEnd(6)} ${codes}${wrong ? `\n    ! ${wrong}` : ''}`;
};

const printCases = (outcomes: readonly Outcome[], wrongOf: (outcome: Outcome) => string | null): void => {
  for (const name of new Set(outcomes.map(({ of }) => classOf(of)))) {
    const own = outcomes.filter(({ of }) => classOf(of) === name);
    const long = own.length > LISTED_UP_TO && !values.all;
    const shown = long ? own.filter((outcome) => wrongOf(outcome) !== null) : own;
    if (long) console.log(`  ${name}: ${own.length} cases, ${shown.length} of them wrong`);
    for (const outcome of shown) console.log(line(outcome, wrongOf(outcome)));
  }
};

const printCounts = (outcomes: readonly Outcome[]): void => {
  console.log(
    `\n${'class'.padEnd(34)}${'pass'.padStart(7)}${'review'.padStart(8)}${'fail'.padStart(7)}${'none'.padStart(7)}`,
  );
  for (const { side, name, pass, review, fail, none } of countsOf(outcomes)) {
    const numbers = [`${pass}`.padStart(7), `${review}`.padStart(8), `${fail}`.padStart(7), `${none}`.padStart(7)];
    console.log(`${`${side} ${name}`.padEnd(34)}${numbers.join('')}`);
  }
};

const printGaps = (outcomes: readonly Outcome[]): void => {
  const gaps = outcomes.filter(({ of }) => of.gap);
  if (gaps.length === 0) return;
  console.log(`\n*** ${gaps.length} KNOWN GAPS: the rules do not hold here yet ***`);
  for (const { of, verdict } of gaps) {
    console.log(`  ${of.side} ${of.id}: ${verdict} (issue ${of.gap?.issue})\n      ${of.gap?.why}`);
  }
};

const progress = (done: number, of: number): void => {
  if (process.stderr.isTTY) process.stderr.write(`\r${done}/${of} sounds${done === of ? '\n' : ''}`);
};

const main = async (): Promise<void> => {
  const cases = CASES.filter((one) => values.class === undefined || classOf(one) === values.class);
  const golden = readGolden();
  const outcomes = await runGate(cases, progress);
  const wrongOf = (outcome: Outcome): string | null => violation(outcome, golden);
  printCases(outcomes, wrongOf);
  printCounts(outcomes);
  printGaps(outcomes);
  const judged = outcomes.filter(({ of }) => !of.gap);
  const fair = judged.filter(({ of }) => of.side === 'fair');
  const passed = fair.filter(({ verdict }) => verdict === 'pass').length;
  const broken = outcomes.filter((outcome) => wrongOf(outcome) !== null).length;
  console.log(
    `\n${judged.length - fair.length} adversarial cases, ${fair.length} fair ones of which ${passed} passed; synthetic voices`,
  );
  console.log(broken === 0 ? 'the gate is open' : `the gate is closed: ${broken} violations`);
  process.exitCode = broken === 0 && outcomes.length > 0 ? 0 : 1;
};

await main();
