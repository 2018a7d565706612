import type { Command } from 'commander';
import pc from 'picocolors';
import { loadConfig } from '../config.js';
import { type ReplayJson, replayJson } from '../http/schemas/replay.js';
import { padDisplay } from './display-width.js';
import { EXIT } from './exit-codes.js';
import { withProgress } from './progress.js';
import { printJson, printLines, terminalStyle } from './terminal.js';

const MEANING: Readonly<Record<ReplayJson['outcome'], string>> = {
  identical: 'the verdict came out as recorded',
  different: 'the verdict did not come out as recorded, or a record was changed',
  incomplete: 'as recorded, but the voice could not be compared again: its template is gone',
};

const MOST_LINES = 40;

const pinLines = ({ pins }: ReplayJson): readonly string[] =>
  pins
    .filter(({ same }) => !same)
    .map(
      ({ name, recorded, present }) => `  ${padDisplay(name, 18)}${recorded ?? 'unknown then'} -> ${present ?? 'gone'}`,
    );

const differenceLines = ({ differences, differences_total: total }: ReplayJson): readonly string[] => {
  const shown = differences
    .slice(0, MOST_LINES)
    .map(({ path, recorded, replayed }) => `  ${path}: ${recorded} -> ${replayed}`);
  return total > shown.length ? [...shown, `  ... ${total - shown.length} more`] : shown;
};

const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ['', title, ...lines];

/** A replay for a person at a terminal. */
export const replayReport = (replay: ReplayJson, colour: boolean): readonly string[] => {
  const colours = pc.createColors(colour);
  const paint = { identical: colours.green, different: colours.red, incomplete: colours.yellow }[replay.outcome];
  const { recorded, replayed } = replay.verdict;
  return [
    `${colours.bold(paint(replay.outcome.toUpperCase()))}  ${MEANING[replay.outcome]}`,
    `verdict ${recorded === replayed ? recorded : `${recorded} -> ${replayed}`}`,
    ...section('no longer as it was', pinLines(replay)),
    ...section('differences', differenceLines(replay)),
  ];
};

const replay = async (id: string, { json }: { readonly json?: true }): Promise<void> => {
  const { config } = loadConfig();
  const { openReplayer } = await import('../main.js');
  const replayer = await openReplayer(config);
  try {
    const report = await withProgress('judging again', 1, () => replayer.replay(id, { kind: 'service' }));
    const answer = replayJson(report);
    if (json) printJson(answer);
    else printLines(replayReport(answer, terminalStyle().colour));
    process.exitCode = EXIT[report.outcome];
  } finally {
    await replayer.close();
  }
};

/** `hesheng replay ID`: works on the data folder, with the service running or not. */
export const addReplayCommand = (program: Command): void => {
  program
    .command('replay')
    .description('judge a stored reading again and compare; the stored verdict never changes')
    .argument('<id>', 'the verification: ver_...')
    .option('--json', 'print the resource as the API gives it')
    .addHelpText(
      'after',
      '\nExit codes: 0 identical, 12 different, 13 as recorded but for the voice, 1 it could not be replayed.',
    )
    .action(replay);
};
