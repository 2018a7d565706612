import { HeshengError } from '../../src/errors.js';
import type { StampData } from '../../src/verdict/policy.js';
import { sha256 } from '../../src/verification/sha256.js';
import type { Dataset, Utterance, VoiceKind } from '../dataset/utterance.js';
import { seededRandom } from '../seeded-random.js';
import { splitByUnit } from './split.js';

/** Recordings of one side, with the data sets that they come from. */
export interface Side {
  readonly datasets: readonly Dataset[];
  readonly utterances: readonly Utterance[];
}

export interface CalibrationData {
  readonly development: Side;
  readonly heldOut: Side;
  readonly voice: VoiceKind;
}

export interface SplitOptions {
  /** Share of the speakers that is held out when no data set is. */
  readonly share: number;
  readonly seed: number;
  readonly allowSynthetic: boolean;
}

const refuse = (message: string): never => {
  throw new HeshengError('DATASET_INVALID', message);
};

export const speakersOf = (utterances: readonly Utterance[]): readonly string[] => [
  ...new Set(utterances.map(({ speaker }) => speaker)),
];

const voiceOf = (utterances: readonly Utterance[], allowSynthetic: boolean): VoiceKind => {
  const voices = [...new Set(utterances.map(({ voice }) => voice))];
  if (voices.length > 1) refuse('human and synthetic voices are never calibrated together');
  const [voice = 'human'] = voices;
  if (voice === 'synthetic' && !allowSynthetic) {
    refuse('the voices are synthetic; --allow-synthetic tries the procedure on them, and the profile stays for review');
  }
  return voice;
};

/** Nobody may be on both sides: a voice that shaped the thresholds says nothing of how others fare. */
const requireDisjoint = (development: Side, heldOut: Side): void => {
  const known = new Set(speakersOf(development.utterances));
  const shared = speakersOf(heldOut.utterances).filter((speaker) => known.has(speaker));
  if (shared.length > 0) {
    refuse(
      `${shared.length} speakers are in the development and in the held-out data: ${shared.slice(0, 5).join(', ')}`,
    );
  }
};

const withTranscript = ({ utterances }: Dataset): readonly Utterance[] =>
  utterances.filter(({ transcript }) => transcript !== null);

const sideOf = (datasets: readonly Dataset[]): Side => ({ datasets, utterances: datasets.flatMap(withTranscript) });

const splitSide = ({ datasets, utterances }: Side, { share, seed }: SplitOptions): readonly [Side, Side] => {
  const count = speakersOf(utterances).length;
  try {
    const { first, second } = splitByUnit(utterances, ({ speaker }) => speaker, share, seededRandom(seed));
    return [
      { datasets, utterances: first },
      { datasets, utterances: second },
    ];
  } catch {
    return refuse(`${count} speakers are too few to hold out ${share} of them; give other recordings with --held-out`);
  }
};

/**
 * Development and held-out recordings, of different speakers. Throws DATASET_INVALID when that cannot be, or when voices are
 * synthetic or mixed.
 */
export const calibrationData = (
  data: readonly Dataset[],
  heldOut: readonly Dataset[],
  options: SplitOptions,
): CalibrationData => {
  const all = sideOf([...data, ...heldOut]);
  const voice = voiceOf(all.utterances, options.allowSynthetic);
  const [development, held] = heldOut.length > 0 ? [sideOf(data), sideOf(heldOut)] : splitSide(sideOf(data), options);
  for (const [name, side] of [
    ['development', development],
    ['held-out', held],
  ] as const) {
    if (side.utterances.length === 0) refuse(`no ${name} recording has a transcript`);
  }
  requireDisjoint(development, held);
  return { development, heldOut: held, voice };
};

/** One hash for several manifests: that of their hashes in order. */
const combinedSha256 = (datasets: readonly Dataset[]): string =>
  datasets.length === 1 ? datasets[0]!.sha256 : sha256(Buffer.from(datasets.map((one) => one.sha256).join('\n')));

export const stampData = ({ datasets, utterances }: Side, voices: VoiceKind): StampData => ({
  name: datasets
    .map(({ name }) => name)
    .join(' + ')
    .slice(0, 200),
  sha256: combinedSha256(datasets),
  readings: utterances.length,
  speakers: speakersOf(utterances).length,
  voices,
});
