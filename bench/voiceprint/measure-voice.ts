/** Measures the embedded voice model on recordings of known speakers. See HELP. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { modelForRole, readRegistry } from '../../src/model/registry.js';
import { shippedPolicies } from '../../src/verdict/policies.js';
import { openVoiceEmbedder } from '../../src/voiceprint/onnx-voice-embedder.js';
import type { VoiceEmbedder } from '../../src/voiceprint/voice-embedder.js';
import { seededRandom } from '../seeded-random.js';
import {
  equalError,
  type Operating,
  operatingAt,
  operatingAtFar,
  poolScores,
  quantile,
  speakerInterval,
} from './error-rates.js';
import { cutReading, type Reading, readReadings } from './readings.js';
import { consistencies, type SpeakerTrials, trialsOf } from './trials.js';

const HELP = `measure-voice --data DIR [--models models/embedded] [--rounds 100] [--seed 1]

Enrols each speaker of a corpus with 1 and with 3 readings and compares with their other readings and with everybody
else's of the same corpus. Prints the equal error rate, false rejects at 1 %, 0.5 % and 0.1 % false accepts (95 %
intervals over resampled speakers), the reverse at 2 %, 1 % and 0.5 % false rejects, both errors at the policy's
thresholds, how consistent the takes of an enrolment are, and the errors by speech time of the reading. DIR holds
dspspeech20-34-speakers, speechocean762-adults, aishell1-two-speakers and aishell3-dev, each with a manifest.tsv.`;

const LENGTHS_MS = [800, 1000, 1500, 2000, 3000] as const;
const FRRS = [0.02, 0.01, 0.005] as const;
const FARS = [0.01, 0.005, 0.001] as const;
const { speakerAccept, speakerReject } = shippedPolicies()[0]!.thresholds;

interface Corpus {
  readonly name: string;
  readonly read: (embedder: VoiceEmbedder) => Promise<readonly Reading[]>;
}

const corpora = (data: string): readonly Corpus[] => {
  const words = (joined: number): Corpus => ({
    name: `dspspeech20, ${joined} isolated words a reading (Mandarin, own devices)`,
    read: (embedder) => readReadings(join(data, 'dspspeech20-34-speakers'), embedder, { joined, perSpeaker: 10 }),
  });
  const english: Corpus = {
    name: 'speechocean762 (English sentences by Mandarin speakers)',
    read: (embedder) => readReadings(join(data, 'speechocean762-adults'), embedder, { joined: 1, perSpeaker: 4 }),
  };
  const mandarin: Corpus = {
    name: 'aishell1 (two speakers enrolled; impostors: each other and 15 of aishell3)',
    read: async (embedder) => {
      const one = { joined: 1, perSpeaker: 40 };
      const enrolled = await readReadings(join(data, 'aishell1-two-speakers'), embedder, one);
      return [...enrolled, ...(await readReadings(join(data, 'aishell3-dev'), embedder, one))];
    },
  };
  return [words(1), words(2), words(3), english, mandarin];
};

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const show = ({ threshold, frr, far }: Operating): string =>
  `FRR ${percent(frr)}, FAR ${(100 * far).toFixed(2)} % at ${threshold.toFixed(3)}`;

const printRates = (speakers: readonly SpeakerTrials[], rounds: number, seed: number): void => {
  const scores = poolScores(speakers);
  const interval = (figure: Parameters<typeof speakerInterval>[1]): string =>
    speakers.length < 10
      ? ''
      : ` [${speakerInterval(speakers, figure, seededRandom(seed), rounds).map(percent).join(' - ')}]`;
  const { frr, threshold } = equalError(scores);
  console.log(
    `    ${speakers.length} speakers, ${scores.genuine.length} genuine, ${scores.impostor.length} impostor trials`,
  );
  console.log(`    EER ${percent(frr)} at ${threshold.toFixed(3)}${interval((it) => equalError(it).frr)}`);
  for (const far of FARS) {
    console.log(`    ${show(operatingAtFar(scores, far))}${interval((it) => operatingAtFar(it, far).frr)}`);
  }
  for (const frr of FRRS) console.log(`    ${show(operatingAt(scores, quantile(scores.genuine, frr)))}`);
  console.log(`    accept: ${show(operatingAt(scores, speakerAccept))}`);
  console.log(`    reject: ${show(operatingAt(scores, speakerReject))}`);
};

/** The same recordings cut to several lengths, so that only the length differs. */
const printLengths = async (readings: readonly Reading[], embedder: VoiceEmbedder): Promise<void> => {
  const long = readings.filter(({ speechMs }) => speechMs >= LENGTHS_MS.at(-1)!);
  if (long.length < 100) return;
  for (const ms of LENGTHS_MS) {
    const cuts: Reading[] = [];
    for (const reading of long) cuts.push(await cutReading(reading, ms, embedder));
    const scores = poolScores(trialsOf(long, cuts, 1));
    const [accept, reject] = [speakerAccept, speakerReject].map((threshold) => show(operatingAt(scores, threshold)));
    console.log(`    ${ms} ms heard: EER ${percent(equalError(scores).frr)}; accept ${accept}; reject ${reject}`);
  }
};

const printConsistency = (readings: readonly Reading[]): void => {
  const { same, mixed } = consistencies(readings, 3);
  if (same.length < 10) return;
  const sorted = (values: readonly number[]) => Float64Array.from(values).sort();
  const at = (values: readonly number[], share: number) => quantile(sorted(values), share).toFixed(3);
  console.log(
    `    worst of 3 takes: one voice 1 % ${at(same, 0.01)}, 5 % ${at(same, 0.05)}, median ${at(same, 0.5)}; one take of another voice median ${at(mixed, 0.5)}, 95 % ${at(mixed, 0.95)}`,
  );
};

const measure = async (corpus: Corpus, embedder: VoiceEmbedder, rounds: number, seed: number): Promise<void> => {
  const readings = await corpus.read(embedder);
  const speech = Float64Array.from(readings, ({ speechMs }) => speechMs).sort();
  console.log(`\n${corpus.name}: ${readings.length} readings, median ${quantile(speech, 0.5)} ms of speech`);
  for (const takes of [1, 3]) {
    const speakers = trialsOf(readings, readings, takes);
    if (speakers.length === 0) continue;
    console.log(`  enrolled with ${takes}:`);
    printRates(speakers, rounds, seed);
  }
  printConsistency(readings);
  await printLengths(readings, embedder);
};

const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' },
      models: { type: 'string', default: 'models/embedded' },
      rounds: { type: 'string', default: '100' },
      seed: { type: 'string', default: '1' },
    },
  });
  if (values.data === undefined) {
    console.log(HELP);
    process.exitCode = 2;
    return;
  }
  const entry = modelForRole(await readRegistry(values.models), 'voice');
  const embedder = await openVoiceEmbedder(values.models, entry, 1);
  for (const corpus of corpora(values.data))
    await measure(corpus, embedder, Number(values.rounds), Number(values.seed));
};

await main();
