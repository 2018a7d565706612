import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { type Command, InvalidArgumentError } from 'commander';
import type { Unit } from '../../bench/calibrate/certify.js';
import { HeshengError } from '../errors.js';
import { commandLine, share, wholeNumber } from './arguments.js';
import { addCalibrateVoiceprint } from './calibrate-voiceprint.js';
import { EXIT } from './exit-codes.js';
import { printLines } from './terminal.js';

interface CliOptions {
  readonly data: readonly string[];
  readonly heldOut: readonly string[];
  readonly split: number;
  readonly trainedOn: readonly string[];
  readonly allowSynthetic?: true;
  readonly profile: string;
  readonly kind: string;
  readonly base: string;
  readonly id?: string;
  readonly policyVersion?: number;
  readonly bound: number;
  readonly confidence: number;
  readonly unit: string;
  readonly certifyShare: number;
  readonly limit?: number;
  readonly seed: number;
  readonly jobs: number;
  readonly cache: string | false;
  readonly out?: string;
  readonly json?: string;
  readonly report?: string;
  readonly howMany?: true;
}

const unit = (text: string): Unit => {
  if (text !== 'speaker' && text !== 'reading') throw new InvalidArgumentError('speaker or reading.');
  return text;
};

const requireUsable = ({ data, out, kind }: CliOptions): string => {
  if (data.length === 0) throw new HeshengError('BAD_REQUEST', 'Give recordings to calibrate on with --data.');
  if (out === undefined) throw new HeshengError('BAD_REQUEST', 'Name the policy file to write with --out.');
  if (kind !== 'reading') {
    throw new HeshengError('BAD_REQUEST', 'Only readings can be calibrated; answers have no thresholds to fit yet.');
  }
  // A policy is never overwritten: verdicts refer to it.
  if (existsSync(out)) throw new HeshengError('CONFLICT', `${out} exists; a policy is never overwritten.`);
  return out;
};

const showUnits = async ({ confidence, certifyShare }: CliOptions): Promise<void> => {
  const { unitsTable } = await import('../../bench/calibrate/units-table.js');
  const { tableLines } = await import('../../bench/report/terminal-report.js');
  printLines(tableLines(unitsTable(confidence, certifyShare)));
};

const calibrate = async (options: CliOptions): Promise<void> => {
  if (options.howMany) return showUnits(options);
  const out = requireUsable(options);
  const { runCalibration } = await import('../../bench/calibrate/run-calibration.js');
  const { writeResult } = await import('../../bench/report/write-result.js');
  const { policy, obstacles, result } = await runCalibration({
    ...options,
    unit: unit(options.unit),
    allowSynthetic: options.allowSynthetic ?? false,
    id: options.id ?? null,
    version: options.policyVersion ?? null,
    limit: options.limit ?? null,
    cache: options.cache === false ? null : options.cache,
    command: commandLine(),
    date: new Date(),
  });
  await writeFile(out, `${JSON.stringify(policy, null, 2)}\n`, { flag: 'wx' });
  await writeResult(result, {
    ...(options.json === undefined ? {} : { out: options.json }),
    ...(options.report === undefined ? {} : { html: options.report }),
  });
  if (obstacles.length > 0) process.exitCode = EXIT.review;
};

const HELP = `
Without --held-out a share of the speakers is held out. The exit code is 0 when the profile may pass readings, 10 when it stays
review_only. docs/calibration.md says what the bound means and how many recordings it takes.`;

/** `hesheng calibrate --data SPEC... --out POLICY.json`. */
export const addCalibrateCommand = (program: Command): void => {
  const command = program
    .command('calibrate')
    .description('fit the thresholds of a policy to a false-pass bound')
    .option('--data <spec...>', 'development recordings: NAME=MANIFEST.tsv, JSON lines, a folder or a glob', [])
    .option('--held-out <spec...>', 'recordings of other speakers, for the report', [])
    .option('--split <share>', 'share of the speakers to hold out otherwise', share, 0.3)
    .option('--bound <share>', 'highest false-pass rate', share, 0.005)
    .option('--confidence <share>', 'that it holds', share, 0.95)
    .option('--unit <speaker|reading>', 'what counts as independent', unit, 'speaker')
    .option('--certify-share <share>', 'share of the development units that certify', share, 0.5)
    .option('--profile <id>', 'accent profile to calibrate', 'mandarin')
    .option('--kind <kind>', 'clause kind to calibrate', 'reading')
    .option('--base <id|file>', 'policy to start from', 'default')
    .option('--id <id>', 'id of the new policy; otherwise that of the base')
    .option('--policy-version <n>', 'its version; otherwise one more than the highest known', wholeNumber(1))
    .option('--out <file.json>', 'policy file to write')
    .option('--json <file.json>', 'write figures and held-out trials')
    .option('--report <file.html>', 'write one page that holds everything')
    .option('--trained-on <name...>', 'data sets that the models were trained on', [])
    .option('--allow-synthetic', 'try the procedure on synthetic voices; the profile stays review_only')
    .option('--limit <n>', 'at most so many readings of each data set', wholeNumber(1))
    .option('--seed <n>', 'of every random choice', wholeNumber(1), 1)
    .option('--jobs <n>', 'engine processes', wholeNumber(1), availableParallelism())
    .option('--cache <dir>', 'keeps what the models heard', '.bench-cache')
    .option('--no-cache', 'keep nothing')
    .option('--how-many', 'print how many speakers a bound takes, and end')
    .addHelpText('after', HELP)
    .action(calibrate);
  addCalibrateVoiceprint(command);
};
