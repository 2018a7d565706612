import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { HeshengError } from '../errors.js';
import { commandLine, share, wholeNumber } from './arguments.js';

interface CliOptions {
  readonly data: string;
  readonly far: number;
  readonly seed: number;
  readonly cache: string | false;
  readonly out: string;
  readonly report: string;
}

const calibrate = async ({ cache, out, report, ...options }: CliOptions): Promise<void> => {
  for (const file of [out, report]) {
    if (existsSync(file)) throw new HeshengError('CONFLICT', `${file} exists; a calibration is never overwritten.`);
  }
  const { calibrateVoiceprint, writeCalibration } = await import('../../bench/voiceprint/calibrate-voiceprint.js');
  const { writeResult } = await import('../../bench/report/write-result.js');
  const calibrated = await calibrateVoiceprint({
    ...options,
    cache: cache === false ? null : cache,
    command: commandLine(),
    date: new Date(),
  });
  await writeResult(calibrated.result, {});
  await writeCalibration(calibrated, { out, report });
};

const HELP = `
DIR has one folder a speaker, with four recordings or more; conditions.csv in it (columns file, condition) may tag recordings as dialect,
noisy or telephone, of speakers who also have four clean ones. Thresholds are set on half of the speakers and tried on the others.
Put the "voice" of the written file into a policy. docs/voiceprint-decisions.md.`;

/** `hesheng calibrate voiceprint --data DIR --out VOICE.json --report REPORT.json`. */
export const addCalibrateVoiceprint = (calibrateCommand: Command): void => {
  calibrateCommand
    .enablePositionalOptions()
    .command('voiceprint')
    .description('fit thresholds and likelihood ratios of voices to your own speakers')
    .requiredOption('--data <dir>', 'recordings, one folder a speaker')
    .option('--far <share>', 'false accepts at which thresholds are set on half of the speakers', share, 0.0015)
    .option('--seed <n>', 'of the split', wholeNumber(1), 1)
    .option('--cache <dir>', 'keeps what the model heard', '.bench-cache')
    .option('--no-cache', 'keep nothing')
    .requiredOption('--out <file.json>', 'what a policy takes over')
    .requiredOption('--report <file.json>', 'figures, which the policy names by their hash')
    .addHelpText('after', HELP)
    .action(calibrate);
};
