/**
 * What a voiceprint at hand adds to the search for a second voice. See HELP.
 */

import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { trackPitch } from '../../src/audio/pitch.js';
import { speechIn } from '../../src/engine/analyse-recording.js';
import { consistencyOf, hearStretches } from '../../src/engine/hear-consistency.js';
import { openDetector } from '../../src/engine/load-models.js';
import { modelForRole, readRegistry } from '../../src/model/registry.js';
import { shippedPolicies } from '../../src/verdict/policies.js';
import { partsBeside } from '../../src/voiceprint/enrolled-part.js';
import { openVoiceEmbedder } from '../../src/voiceprint/onnx-voice-embedder.js';
import { cosine } from '../../src/voiceprint/similarity.js';
import { voiceOfSpeech } from '../../src/voiceprint/voice-of-speech.js';
import { type Random, seededRandom } from '../seeded-random.js';
import { shareFigure } from '../statistics/figure.js';
import { drawPair, inWhiteNoise, pause, readSentences, type Speaker, spoken } from './spoken-sentences.js';

const HELP = `measure-enrolled-parts --data DIR [--models models/embedded] [--development] [--readings 64]

Enrols speakers of speechocean762-adults with two sentences and composes readings of their other two: alone, and in turns with somebody else
drawn at random; as they are, and in white noise of 15 dB while the enrolment was quiet. Of those readings that are accepted as a whole it
prints how often voice_consistency finds a second voice, and how often it or the parting beside the voiceprint does.
Every other speaker is for development, the rest are held out. All recordings of a speaker are of one session.`;

const SEED = 40;
const NOISE_SNR_DB = 15;
const PATTERNS = ['AA', 'AB', 'ABAB', 'AAB'] as const;

interface Heard {
  readonly kind: string;
  readonly speaker: string;
  readonly accepted: boolean;
  readonly plain: boolean;
  readonly beside: boolean;
}

const readingOf = (pattern: string, a: Speaker, b: Speaker, random: Random): Float32Array => {
  const next: Record<string, number> = { A: 2, B: 0 };
  const pieces = [...pattern].map((who) => {
    const sentence = (who === 'A' ? a : b).sentences[next[who]!++]!;
    return [pause(random), sentence] as const;
  });
  return spoken(pieces, random);
};

const share = (own: readonly Heard[], found: (one: Heard) => boolean): string => {
  const { value, low, high } = shareFigure(own, found, ({ speaker }) => speaker, { seed: SEED });
  const [at, from, to] = [value, low, high].map((part) => (100 * (part ?? Number.NaN)).toFixed(1));
  return `${at} % (${from}-${to})`.padStart(22);
};

const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' },
      models: { type: 'string', default: 'models/embedded' },
      development: { type: 'boolean', default: false },
      readings: { type: 'string', default: '64' },
    },
  });
  if (values.data === undefined) {
    console.log(HELP);
    process.exitCode = 2;
    return;
  }
  const { speakerAccept, voiceConsistencyMin } = shippedPolicies()[0]!.thresholds;
  const registry = await readRegistry(values.models);
  const detector = await openDetector(values.models, modelForRole(registry, 'vad'));
  const embedder = await openVoiceEmbedder(values.models, modelForRole(registry, 'voice'), 1);
  const folder = join(values.data, 'speechocean762-adults');
  const all = await readSentences(folder, 4, 1, values.development ? 0 : 1);
  const speakers = all.filter(({ sentences }) => sentences.length === 4);
  const enrol = async (samples: Float32Array): Promise<Float32Array> =>
    (await voiceOfSpeech(embedder, samples, await speechIn({ detector }, samples)))!.vector;
  const hear = async (kind: string, speaker: string, samples: Float32Array, template: Float32Array): Promise<Heard> => {
    const speech = await speechIn({ detector }, samples);
    const stretches = await hearStretches(embedder, samples, speech, trackPitch(samples));
    const whole = await voiceOfSpeech(embedder, samples, speech);
    const plain = !((consistencyOf(stretches).consistency ?? 1) >= voiceConsistencyMin);
    return {
      kind,
      speaker,
      accepted: whole !== null && cosine(whole.vector, template) >= speakerAccept,
      plain,
      beside: plain || partsBeside(template, stretches, voiceConsistencyMin).length > 0,
    };
  };
  const random = seededRandom(SEED);
  const heard: Heard[] = [];
  for (let at = 0; at < Number(values.readings); at++) {
    const [a, b] = drawPair(speakers, at, random);
    const template = await enrol(
      spoken(
        a.sentences.slice(0, 2).map((one) => [0.3, one]),
        random,
      ),
    );
    for (const pattern of PATTERNS) {
      const quiet = readingOf(pattern, a, b, random);
      heard.push(await hear(`${pattern}, as it is`, a.speaker, quiet, template));
      const noisy = inWhiteNoise(quiet, NOISE_SNR_DB, random);
      heard.push(await hear(`${pattern}, noise of ${NOISE_SNR_DB} dB`, a.speaker, noisy, template));
    }
  }
  console.log(`${values.development ? 'development' : 'held-out'} speakers; human voices; one session`);
  console.log(
    `  ${'reading'.padEnd(24)}    n  accepted  ${'found by consistency'.padStart(22)}${'or beside a voiceprint'.padStart(24)}`,
  );
  for (const kind of new Set(heard.map((one) => one.kind)).values()) {
    const own = heard.filter((one) => one.kind === kind);
    const accepted = own.filter((one) => one.accepted);
    if (accepted.length === 0) continue;
    const counts = `${`${own.length}`.padStart(5)}${`${accepted.length}`.padStart(10)}`;
    console.log(
      `  ${kind.padEnd(24)}${counts}  ${share(accepted, ({ plain }) => plain)}  ${share(accepted, ({ beside }) => beside)}`,
    );
  }
};

await main();
