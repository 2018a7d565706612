/**
 * How well two voices in one recording are told from one. See HELP.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { msToSamples } from '../../src/audio/pcm.js';
import { modelForRole, readRegistry } from '../../src/model/registry.js';
import { shippedPolicies } from '../../src/verdict/policies.js';
import { openVoiceEmbedder } from '../../src/voiceprint/onnx-voice-embedder.js';
import { voiceConsistency } from '../../src/voiceprint/voice-consistency.js';
import type { VoiceEmbedder } from '../../src/voiceprint/voice-embedder.js';
import { withoutSilence } from '../../src/voiceprint/voice-windows.js';
import { readDataset } from '../dataset/read-dataset.js';
import { readRecording } from '../vad/recordings.js';
import { quantile } from './error-rates.js';
import { bySpeaker, joinSamples } from './readings.js';

const HELP = `measure-consistency --data DIR [--models models/embedded]

Joins stretches of speech of one speaker (A A A) and of two speakers of one corpus (A B, A B A, A A A B), and prints how
often the policy's threshold takes one voice for two (false alarm) and finds two (found). Speakers are parted: every
other one is for development, on which the threshold was chosen; the rest was only looked at for this table. DIR holds
speechocean762-adults, dspspeech20-34-speakers, aishell1-two-speakers and aishell3-dev, each with a manifest.tsv.`;

const THRESHOLD = shippedPolicies()[0]!.thresholds.voiceConsistencyMin;
const TURNS_MS = [2_000, 3_000, 4_000] as const;
const PATTERNS = { AB: 'AB', ABA: 'ABA', AAAB: 'AAAB' } as const;

interface Speaker {
  readonly name: string;
  readonly speech: Float32Array;
}

const readSpeakers = async (folder: string, most: number): Promise<readonly Speaker[]> => {
  const speakers: Speaker[] = [];
  for (const [name, own] of bySpeaker((await readDataset(folder)).utterances)) {
    const parts: Float32Array[] = [];
    for (const { path } of own.slice(0, most)) parts.push(withoutSilence(await readRecording(path)));
    speakers.push({ name, speech: joinSamples(parts) });
  }
  return speakers;
};

const stretchesOf = ({ speech }: Speaker, ms: number): readonly Float32Array[] =>
  Array.from({ length: Math.floor(speech.length / msToSamples(ms)) }, (_, index) =>
    speech.subarray(index * msToSamples(ms), (index + 1) * msToSamples(ms)),
  );

const heard = async (embedder: VoiceEmbedder, parts: readonly Float32Array[]): Promise<number> =>
  voiceConsistency((await embedder.embed(joinSamples(parts)))!.windows) ?? 1;

/** Stretches of two speakers in the order of the pattern. */
const inTurn = (pattern: string, own: readonly Float32Array[], other: readonly Float32Array[]) => {
  const next = { A: 0, B: 0 };
  return [...pattern].map((who) => (who === 'A' ? own[next.A++ % own.length]! : other[next.B++ % other.length]!));
};

const singles = async (embedder: VoiceEmbedder, speakers: readonly Speaker[], ms: number): Promise<Float64Array> => {
  const values: number[] = [];
  for (const speaker of speakers) {
    const parts = stretchesOf(speaker, ms);
    for (let at = 0; at + 3 <= parts.length; at += 3) values.push(await heard(embedder, parts.slice(at, at + 3)));
  }
  return Float64Array.from(values).sort();
};

const pairs = async (
  embedder: VoiceEmbedder,
  speakers: readonly Speaker[],
  ms: number,
  pattern: string,
): Promise<Float64Array> => {
  const values: number[] = [];
  for (const [index, speaker] of speakers.entries()) {
    // Three others each: the next ones of the list, in a ring.
    for (const step of [1, 2, 3].filter((by) => by < speakers.length)) {
      const [own, other] = [stretchesOf(speaker, ms), stretchesOf(speakers[(index + step) % speakers.length]!, ms)];
      if (own.length < 2 || other.length < 1) continue;
      values.push(await heard(embedder, inTurn(pattern, own, other)));
    }
  }
  return Float64Array.from(values).sort();
};

const share = (sorted: Float64Array, threshold: number): string => {
  const below = sorted.filter((value) => value < threshold).length;
  return `${((100 * below) / sorted.length).toFixed(1)} % of ${sorted.length}`;
};

const measure = async (name: string, speakers: readonly Speaker[], embedder: VoiceEmbedder): Promise<void> => {
  for (const ms of TURNS_MS) {
    const one = await singles(embedder, speakers, ms);
    if (one.length === 0) continue;
    const [p1, p2, p5] = [0.01, 0.02, 0.05].map((at) => quantile(one, at).toFixed(3));
    console.log(`\n${name}, turns of ${ms} ms`);
    console.log(`  one voice (AAA): false alarms ${share(one, THRESHOLD)}; 1 % ${p1}, 2 % ${p2}, 5 % ${p5}`);
    for (const pattern of Object.values(PATTERNS)) {
      const two = await pairs(embedder, speakers, ms, pattern);
      if (two.length > 0) console.log(`  two voices (${pattern}): found ${share(two, THRESHOLD)}`);
    }
  }
};

const everyOther = <T>(all: readonly T[], rest: 0 | 1): readonly T[] => all.filter((_, index) => index % 2 === rest);

const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: { data: { type: 'string' }, models: { type: 'string', default: 'models/embedded' } },
  });
  if (values.data === undefined) {
    console.log(HELP);
    process.exitCode = 2;
    return;
  }
  const embedder = await openVoiceEmbedder(values.models, modelForRole(await readRegistry(values.models), 'voice'), 1);
  console.log(`threshold ${THRESHOLD}; human voices`);
  for (const [folder, most] of [
    ['speechocean762-adults', 4],
    ['dspspeech20-34-speakers', 10],
  ] as const) {
    const all = await readSpeakers(join(values.data, folder), most);
    await measure(`${folder}, development`, everyOther(all, 0), embedder);
    await measure(`${folder}, held out`, everyOther(all, 1), embedder);
  }
  const mandarin = [
    ...(await readSpeakers(join(values.data, 'aishell1-two-speakers'), 60)),
    ...(await readSpeakers(join(values.data, 'aishell3-dev'), 1)),
  ];
  await measure('aishell1 and aishell3, held out (two corpora: rooms differ too)', mandarin, embedder);
};

await main();
