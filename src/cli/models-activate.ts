import type { Command } from 'commander';
import { packsDirOf } from '../config/installation.js';
import { loadConfig } from '../config.js';
import { createLogger } from '../logger.js';
import { readPack } from '../model/pack/pack-store.js';
import type { Activator } from '../packs.js';
import type { Activation } from '../recognisers/activation.js';
import { type ShadowReport, shadowReport } from '../recognisers/shadow-report.js';
import { displayWidth } from './display-width.js';
import { withProgress } from './progress.js';
import { printJson, printLines, table } from './terminal.js';

const withActivator = async (use: (activator: Activator) => Promise<void>): Promise<void> => {
  const { config } = loadConfig();
  // Loaded late: the store hangs on it, and help or a wrong option should not wait for that.
  const { openActivator } = await import('../packs.js');
  const activator = await openActivator({ config, logger: createLogger(config.logLevel, process.stderr) });
  try {
    await use(activator);
  } finally {
    await activator.close();
  }
};

const printActivation = ({ generation, packs }: Activation): void => {
  const rows = packs.map(({ id, mode, proved }) => [id, mode, proved ? 'proved' : 'NOT PROVED']);
  const lines = rows.length === 0 ? ['no pack is active: the embedded models judge alone'] : table(rows, displayWidth);
  printLines([`generation ${generation}`, ...lines.map((line) => `  ${line}`)]);
};

interface ActivateFlags {
  readonly shadow?: true;
  readonly withoutCanary?: true;
  readonly canary?: string;
  readonly acceptLicence?: true;
}

const VOICE_NOTE =
  'a voice model: who was enrolled with another one is EXPIRED until enrolled again, and its scores need thresholds of their own';

/** What whoever activates a pack must know goes to stderr, where no pipe swallows it: activating it signs for its licence. */
const showNotes = async (id: string): Promise<void> => {
  const { licence, role } = await readPack(packsDirOf(loadConfig().config), id);
  if (role === 'voice') process.stderr.write(`${id}: ${VOICE_NOTE}\n`);
  if (licence.production === 'yes') return;
  process.stderr.write(`${id}: licence, production: ${licence.production}. ${licence.note ?? ''}\n`);
};

const activate = async (id: string, flags: ActivateFlags): Promise<void> => {
  await showNotes(id);
  await withActivator(async (activator) => {
    const request = {
      id,
      mode: flags.shadow ? ('shadow' as const) : ('active' as const),
      canaryFolder: flags.canary ?? null,
      withoutCanary: flags.withoutCanary ?? false,
      acceptLicence: flags.acceptLicence ?? false,
    };
    printActivation(await withProgress(`trying ${id}`, 1, () => activator.activate(request)));
  });
};

const deactivate = (id: string): Promise<void> =>
  withActivator(async (activator) => printActivation(await activator.deactivate(id)));

const rollback = (): Promise<void> => withActivator(async (activator) => printActivation(await activator.rollBack()));

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

const reportLines = (report: ShadowReport): readonly string[] => {
  const { packId, packSha256, readings, matrix, differing, share, interval, dropped, failed } = report;
  const rows = (['pass', 'review', 'fail'] as const).map((verdict) => [
    verdict,
    ...[matrix[verdict].pass, matrix[verdict].review, matrix[verdict].fail].map(String),
  ]);
  return [
    `${packId}  ${packSha256.slice(0, 12)}`,
    ...table([['GIVEN', 'pass', 'review', 'fail'], ...rows], displayWidth).map((line) => `  ${line}`),
    share === null
      ? '  no reading yet'
      : `  differs in ${differing} of ${readings}: ${percent(share)} (95 %: ${percent(interval.low)} to ${percent(interval.high)})`,
    `  dropped ${dropped}, failed ${failed}`,
  ];
};

const shadow = (id: string | undefined, { json }: { readonly json?: true }): Promise<void> =>
  withActivator(async ({ shadows }) => {
    const reports = (await shadows.tallies(id ?? null)).map(shadowReport);
    if (json) return printJson(reports);
    printLines(reports.length === 0 ? ['no pack has run in the shadow'] : reports.flatMap(reportLines));
  });

/** `hesheng models activate|deactivate|rollback|shadow`. */
export const addModelsActivateCommands = (models: Command): void => {
  models
    .command('activate')
    .description('try an installed pack, and let it judge from now on; a running service takes it over by itself')
    .argument('<id>')
    .option('--shadow', 'let it only hear what is judged, and compare')
    .option('--canary <folder>', 'recordings that it must hear: NAME.wav (16 kHz, mono, 16 bits) and NAME.txt')
    .option('--without-canary', 'although no canary says whether it hears; this is recorded')
    .option('--accept-licence', 'although its licence mark is no; this is recorded')
    .action(activate);
  models
    .command('deactivate')
    .description('let a pack judge no more; it stays installed')
    .argument('<id>')
    .action(deactivate);
  models
    .command('rollback')
    .description('make the packs run that ran before the last change; twice goes there and back')
    .action(rollback);
  models
    .command('shadow')
    .description('how the verdicts of packs in the shadow compare with those that were given')
    .argument('[id]', 'only this pack')
    .option('--json', 'for programs')
    .action(shadow);
};
