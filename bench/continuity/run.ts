/**
 * How often an honest recording seems to be put together, and how often one that is does. See HELP.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findJoints } from '../../src/audio/find-joints.js';
import type { Joint } from '../../src/audio/joint.js';
import type { Samples } from '../../src/audio/pcm.js';
import { jointChecks } from '../../src/verdict/joint-checks.js';
import { shippedPolicies } from '../../src/verdict/policies.js';
import { readDataset } from '../dataset/read-dataset.js';
import type { Utterance } from '../dataset/utterance.js';
import { seededRandom } from '../seeded-random.js';
import { shareFigure } from '../statistics/figure.js';
import { quantile, sortedNumbers } from '../statistics/quantile.js';
import { readRecording } from '../vad/recordings.js';
import { bySpeaker } from '../voiceprint/readings.js';
import { ENCODINGS, encoded } from './encodings.js';
import { spliceKinds } from './splice-kinds.js';

const HELP = `bench:continuity -- --data DIR [--per-speaker 100] [--splice-every 3] [--encode-every 10]

Human recordings as they are, encoded as phones do it, and put together by program from two of one speaker; prints how
many of each the policy's threshold takes for put together. Speakers are parted: every other one is for development, on
which witnesses and threshold were chosen; the rest was only looked at for this table. DIR holds speechocean762-adults,
dspspeech20-34-speakers, aishell1-two-speakers and aishell3-dev, each with a manifest.tsv.`;

const FOLDERS = ['aishell1-two-speakers', 'aishell3-dev', 'speechocean762-adults', 'dspspeech20-34-speakers'] as const;
const LIMITS = shippedPolicies()[0]!.thresholds;
const HONEST = 'honest';
const SEED = 18;

interface Trial {
  readonly kind: string;
  readonly speaker: string;
  readonly file: string;
  readonly joints: readonly Joint[];
  /** Whether the policy has it reviewed. */
  readonly found: boolean;
}

const trial = (kind: string, { speaker, path }: Utterance, samples: Samples): Trial => {
  const joints = findJoints(samples);
  const found = jointChecks(joints, 'flac', LIMITS).some(({ outcome }) => outcome !== 'pass');
  return { kind, speaker, file: path, joints, found };
};

const splicesOf = (one: Utterance, own: Samples, other: Samples, seed: number): readonly Trial[] => {
  const random = seededRandom(seed);
  return spliceKinds(random).map(({ name, make }) => trial(name, one, make(own, other, random)));
};

const encodedOf = async (one: Utterance, folder: string): Promise<readonly Trial[]> => {
  const trials: Trial[] = [];
  for (const name of Object.keys(ENCODINGS)) {
    trials.push(trial(`${HONEST}, ${name}`, one, await encoded(one.path, name, folder)));
  }
  return trials;
};

interface Options {
  readonly perSpeaker: number;
  readonly encodeEvery: number;
  readonly spliceEvery: number;
  readonly folder: string;
}

/** Each recording honest; some encoded, and with the speaker's next one spliced in. */
const trialsOf = async (own: readonly Utterance[], seed: number, options: Options): Promise<readonly Trial[]> => {
  const trials: Trial[] = [];
  const chosen = own.slice(0, options.perSpeaker);
  for (const [index, one] of chosen.entries()) {
    const samples = await readRecording(one.path);
    trials.push(trial(HONEST, one, samples));
    if ((seed + index) % options.encodeEvery === 0) trials.push(...(await encodedOf(one, options.folder)));
    if ((seed + index) % options.spliceEvery !== 0 || chosen.length < 2) continue;
    const other = await readRecording(chosen[(index + 1) % chosen.length]!.path);
    trials.push(...splicesOf(one, samples, other, seed + index));
  }
  return trials;
};

const percent = (value: number | null): string => (value === null ? '-' : (100 * value).toFixed(1));

const said = ({ kind, db, atMs }: Joint): string => `${kind} ${db} dB at ${atMs} ms`;

/** The 99 % point and the greatest value of each witness. */
const tails = (trials: readonly Trial[]): string =>
  (['step', 'dip', 'fall'] as const)
    .map((kind) => {
      const db = sortedNumbers(trials.map(({ joints }) => joints.find((joint) => joint.kind === kind)!.db));
      return `${kind} ${quantile(db, 0.99).toFixed(1)} ${quantile(db, 1).toFixed(1)}`;
    })
    .join(', ');

const showKind = (kind: string, trials: readonly Trial[]): void => {
  const { value, low, high, n, speakers } = shareFigure(
    trials,
    ({ found }) => found,
    ({ speaker }) => speaker,
    { seed: SEED },
  );
  const interval = `[${percent(low)}, ${percent(high)}]`;
  console.log(
    `  ${kind.padEnd(38)} ${percent(value).padStart(5)} % ${interval.padEnd(14)} of ${n}, ${speakers} speakers`,
  );
};

const show = (title: string, trials: readonly Trial[]): void => {
  console.log(`\n${title}`);
  for (const kind of new Set(trials.map((one) => one.kind))) {
    const own = trials.filter((one) => one.kind === kind);
    showKind(kind, own);
    if (kind.startsWith(HONEST)) console.log(`    99 % and greatest, dB: ${tails(own)}`);
  }
  const alarms = trials.filter(({ kind, found }) => kind.startsWith(HONEST) && found);
  for (const { kind, file, joints } of alarms)
    console.log(`  false alarm, ${kind}: ${file}: ${joints.map(said).join(', ')}`);
};

const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' },
      'per-speaker': { type: 'string', default: '100' },
      'splice-every': { type: 'string', default: '3' },
      'encode-every': { type: 'string', default: '10' },
    },
  });
  if (values.data === undefined) {
    console.log(HELP);
    process.exitCode = 2;
    return;
  }
  const folder = await mkdtemp(join(tmpdir(), 'hesheng-continuity-'));
  const options = {
    perSpeaker: Number(values['per-speaker']),
    encodeEvery: Number(values['encode-every']),
    spliceEvery: Number(values['splice-every']),
    folder,
  };
  const halves: [Trial[], Trial[]] = [[], []];
  try {
    for (const name of FOLDERS) {
      const speakers = [...bySpeaker((await readDataset(join(values.data, name))).utterances).values()];
      for (const [index, own] of speakers.entries()) {
        halves[(index % 2) as 0 | 1].push(...(await trialsOf(own, Math.floor(index / 2), options)));
      }
    }
  } finally {
    await rm(folder, { recursive: true });
  }
  const { jointStepDbMax, jointDipDbMax, jointFallDbMax } = LIMITS;
  console.log(`human voices; limits: step ${jointStepDbMax}, dip ${jointDipDbMax}, fall ${jointFallDbMax} dB`);
  show('development speakers', halves[0]);
  show('held-out speakers', halves[1]);
};

await main();
