import { addCounts, type Counts, errorRate, errorsOf } from '../../src/align/symbol-alignment.js';
import { type Figure, resampledFigure, speakerFigure } from '../statistics/figure.js';
import type { Compared } from './compared.js';
import { type Spent, sumSpent } from './spent.js';

type Clock = keyof Spent;
type StepOf = (one: Compared) => readonly Spent[];

const CLOCKS: readonly (readonly [Clock, string])[] = [
  ['wallMs', 'on the clock'],
  ['cpuMs', 'processor time'],
];

/** What the service has for the peer's one number. */
const both: StepOf = ({ ours }) => [ours.recognition, ours.alignment];
const peer: StepOf = ({ peer: { spent } }) => [spent];

const STEPS: readonly (readonly [string, StepOf])[] = [
  ['faster-whisper', peer],
  ['ours, recognition with its front end', ({ ours }) => [ours.recognition]],
  ['ours, alignment with the clause', ({ ours }) => [ours.alignment]],
  ['ours, recognition and alignment', both],
  ['ours, those and voice activity', ({ ours }) => [ours.vad, ours.recognition, ours.alignment]],
  ['the pack through sherpa-onnx', ({ pack }) => (pack === null ? [] : [pack.spent])],
];

const msOf = (all: readonly Compared[], steps: StepOf, clock: Clock): number => sumSpent(all.flatMap(steps))[clock];

/** Time over length of the sound. */
const rtf = (all: readonly Compared[], steps: StepOf, clock: Clock): number =>
  msOf(all, steps, clock) / all.reduce((sum, { audioMs }) => sum + audioMs, 0);

const interval = ({ low, high }: Figure, digits: number, factor = 1): string =>
  low === null || high === null ? '' : ` [${(factor * low).toFixed(digits)}, ${(factor * high).toFixed(digits)}]`;

/** Speed over all recordings together; who said what matters little to it. */
export const showSpeed = (all: readonly Compared[], seed: number): void => {
  for (const [clock, name] of CLOCKS) {
    console.log(`\nReal-time factor, ${name}, one thread (95 % interval over recordings)`);
    for (const [title, steps] of STEPS) {
      if (all.some((one) => steps(one).length === 0)) continue;
      const figure = resampledFigure(all, (drawn) => rtf(drawn, steps, clock), 'round_bootstrap', { seed });
      console.log(`  ${title.padEnd(38)} ${figure.value!.toFixed(4)}${interval(figure, 4)}`);
    }
    const times = (drawn: readonly Compared[]): number => msOf(drawn, peer, clock) / msOf(drawn, both, clock);
    const figure = resampledFigure(all, times, 'round_bootstrap', { seed });
    console.log(`  times faster, recognition and alignment ${figure.value!.toFixed(1)}${interval(figure, 1)}`);
  }
};

const showRate = (name: string, all: readonly Compared[], of: (one: Compared) => Counts, seed: number): void => {
  const figure = speakerFigure(
    all,
    ({ utterance }) => utterance.speaker,
    (drawn) => errorRate(addCounts(drawn.map(of))),
    { seed },
  );
  const counts = addCounts(all.map(of));
  const { n, s, d, i } = counts;
  console.log(
    `  ${name.padEnd(38)} ${(100 * figure.value!).toFixed(1).padStart(5)} %${interval(figure, 1, 100).padEnd(15)} ${errorsOf(counts)} of ${n} (S ${s} D ${d} I ${i})`,
  );
};

/** Errors of some recordings under a title, of each contender. */
export const showErrors = (title: string, all: readonly Compared[], seed: number): void => {
  const speakers = new Set(all.map(({ utterance }) => utterance.speaker)).size;
  console.log(`\n${title}: ${all.length} recordings, ${speakers} speakers (95 % interval over speakers)`);
  showRate('phones: ours, greedy', all, ({ ours }) => ours.phones, seed);
  showRate('phones: faster-whisper', all, ({ peer: { phones } }) => phones, seed);
  const packed = all.filter(({ pack }) => pack !== null);
  if (packed.length > 0) showRate('phones: the pack', packed, ({ pack }) => pack!.phones, seed);
  showRate('characters: faster-whisper', all, ({ peer: { characters } }) => characters, seed);
  if (packed.length === 0) return;
  showRate('characters: the pack', packed, ({ pack }) => pack!.characters, seed);
  showRate('characters: the pack against faster-whisper', packed, ({ pack }) => pack!.againstPeer, seed);
  const alike = packed.filter(({ pack }) => errorsOf(pack!.againstPeer) === 0).length;
  console.log(`  the pack writes what faster-whisper writes in ${alike} of ${packed.length} recordings`);
};
