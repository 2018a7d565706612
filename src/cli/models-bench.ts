import type { Command } from 'commander';
import { commandLine, wholeNumber } from './arguments.js';

interface Options {
  readonly data: readonly string[];
  readonly policy: string;
  readonly trainedOn: readonly string[];
  readonly limit?: number;
  readonly speakers?: number;
  readonly seed: number;
  readonly threads: number;
  readonly dialect?: string;
  readonly out?: string;
  readonly html?: string;
}

const bench = async (ids: readonly string[], options: Options): Promise<void> => {
  const [{ benchPacks }, { writeResult }] = await Promise.all([
    import('../../bench/packs/bench-packs.js'),
    import('../../bench/report/write-result.js'),
  ]);
  const { limit = null, speakers = null, dialect = null } = options;
  await writeResult(await benchPacks({ ...options, ids, limit, speakers, dialect, command: commandLine() }), options);
};

/** `hesheng models bench`. */
export const addModelsBenchCommand = (models: Command): void => {
  models
    .command('bench')
    .description('measure packs beside the embedded recogniser: docs/bench.md')
    .argument('[ids...]', 'only these; a pack that cannot be measured is a row with its error')
    .option('--data <spec...>', 'data sets, as `hesheng bench` takes them', [])
    .option('--policy <id|file>', 'policy that judges', 'default')
    .option('--trained-on <name...>', 'data sets that models are known to be trained on', [])
    .option('--limit <n>', 'at most so many readings of each data set', wholeNumber(1))
    .option('--speakers <n>', 'at most so many speakers of each data set', wholeNumber(1))
    .option('--seed <n>', 'of every random choice', wholeNumber(0), 1)
    .option('--threads <n>', 'of each process', wholeNumber(1), 1)
    .option('--dialect <id>', 'accent profile where the data set names none')
    .option('--out <file.json>', 'write the result')
    .option('--html <file.html>', 'write one page that holds everything')
    .action(bench);
};
