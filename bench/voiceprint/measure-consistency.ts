/**
 * How well two voices in one recording are told from one. See HELP.
 */

import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { msToSamples } from '../../src/audio/pcm.js';
import { trackPitch } from '../../src/audio/pitch.js';
import { speechIn } from '../../src/engine/analyse-recording.js';
import { consistencyOf, hearStretches } from '../../src/engine/hear-consistency.js';
import { openDetector } from '../../src/engine/load-models.js';
import { modelForRole, readRegistry } from '../../src/model/registry.js';
import type { VoiceActivityDetector } from '../../src/vad/voice-activity-detector.js';
import { shippedPolicies } from '../../src/verdict/policies.js';
import { openVoiceEmbedder } from '../../src/voiceprint/onnx-voice-embedder.js';
import type { VoiceEmbedder } from '../../src/voiceprint/voice-embedder.js';
import { type Random, seededRandom } from '../seeded-random.js';
import { shareFigure } from '../statistics/figure.js';
import { EARLIER_THRESHOLD, earlierConsistency } from './earlier-consistency.js';
import { byMinute, everyOther, readTapes } from './tapes.js';
import { inNoise, inTurns, PATTERNS, type Tape, type TurnTrial, turnsOf } from './turn-trials.js';

const HELP = `measure-consistency --data DIR [--models models/embedded] [--development] [--speakers N]

Makes readings of one speaker and of two speakers of one corpus in turns (A B, A B A, A B A B, A A A B), with a pause at
each change, every speaker at one level, and prints how often the policy's threshold finds more than one voice: in one
speaker's readings a false alarm. Beside it what the earlier figure (ADR 18) finds on the same readings. Intervals: 95 %,
speakers resampled; the rule of three over readings where none or all are found.
Every other speaker of speechocean762-adults and dspspeech20-34-speakers is for development; they are printed with
--development only. The constants were chosen on them, and no figure of the other corpora was used. --speakers N takes the
first N of each corpus, for a quick look.`;

const SEED = 18;
const NOW_THRESHOLD = shippedPolicies()[0]!.thresholds.voiceConsistencyMin;
const TURNS_MS = [1_500, 2_000, 3_000] as const;
/** Turns that A and B need for each pattern. */
const LONG_MS = [20_000, 40_000, 60_000] as const;
const NOISE_SNR_DB = 15;

interface Models {
  readonly detector: VoiceActivityDetector;
  readonly embedder: VoiceEmbedder;
}

interface Heard {
  readonly kind: string;
  readonly speaker: string;
  readonly earlier: boolean;
  readonly now: boolean;
}

const below = (figure: number | null, threshold: number): boolean => figure !== null && !(figure >= threshold);

const hear = async ({ detector, embedder }: Models, kind: string, { samples, speakers }: TurnTrial): Promise<Heard> => {
  const speech = await speechIn({ detector }, samples);
  const now = consistencyOf(await hearStretches(embedder, samples, speech, trackPitch(samples))).consistency;
  const earlier = speech.length === 0 ? null : await earlierConsistency(embedder, samples, speech);
  return {
    kind,
    speaker: speakers[0]!,
    earlier: below(earlier, EARLIER_THRESHOLD),
    now: below(now, NOW_THRESHOLD),
  };
};

const alone = ({ speaker }: Tape, turns: readonly Float32Array[], random: Random): TurnTrial =>
  inTurns('A'.repeat(turns.length), { A: { speaker, turns } }, random);

/** Readings of one speaker: three turns, the whole tape, long ones where there is enough, and some in noise. */
function* singles(tapes: readonly Tape[], random: Random): Generator<readonly [string, TurnTrial]> {
  for (const tape of tapes) {
    const whole = alone(tape, [tape.samples.subarray(0, msToSamples(LONG_MS[0]))], random);
    yield [`one voice, up to 20 s`, whole];
    yield [`one voice, the same, white noise ${NOISE_SNR_DB} dB`, inNoise(whole, NOISE_SNR_DB, random)];
    for (const ms of LONG_MS) {
      if (tape.samples.length < msToSamples(ms)) continue;
      for (const turn of turnsOf(tape, ms)) yield [`one voice, ${ms / 1000} s`, alone(tape, [turn], random)];
    }
    for (const ms of TURNS_MS) {
      const turns = turnsOf(tape, ms).slice(0, 12);
      for (let at = 0; at + 3 <= turns.length; at += 3) {
        yield [`one voice, AAA of ${ms / 1000} s`, alone(tape, turns.slice(at, at + 3), random)];
      }
    }
  }
}

/** Each speaker with the next of the list, in a ring. */
function* pairs(tapes: readonly Tape[], random: Random): Generator<readonly [string, TurnTrial]> {
  for (const [index, tape] of tapes.entries()) {
    const other = tapes[(index + 1) % tapes.length]!;
    if (other.speaker === tape.speaker) continue;
    for (const ms of TURNS_MS) {
      const A = { speaker: tape.speaker, turns: turnsOf(tape, ms) };
      const B = { speaker: other.speaker, turns: turnsOf(other, ms) };
      for (const [pattern, [a, b]] of Object.entries(PATTERNS)) {
        if (A.turns.length < a || B.turns.length < b) continue;
        yield [`two voices, ${ms / 1000} s, ${pattern}`, inTurns(pattern, { A, B }, random)];
      }
    }
  }
}

const share = (heard: readonly Heard[], found: (one: Heard) => boolean): string => {
  const { value, low, high } = shareFigure(heard, found, ({ speaker }) => speaker, { seed: SEED });
  const [at, from, to] = [value, low, high].map((part) => (100 * (part ?? Number.NaN)).toFixed(1));
  return `${at} % (${from}-${to})`.padStart(22);
};

const print = (kind: string, heard: readonly Heard[]): void => {
  if (heard.length === 0) return;
  const speakers = new Set(heard.map(({ speaker }) => speaker)).size;
  const [earlier, now] = [share(heard, (one) => one.earlier), share(heard, (one) => one.now)];
  console.log(`  ${kind.padEnd(44)}${`${heard.length}`.padStart(5)}${`${speakers}`.padStart(5)}${earlier}${now}`);
};

const measure = async (name: string, tapes: readonly Tape[], models: Models): Promise<void> => {
  const random = seededRandom(SEED);
  const heard: Heard[] = [];
  for (const trials of [singles(tapes, random), pairs(tapes, random)]) {
    for (const [kind, trial] of trials) heard.push(await hear(models, kind, trial));
  }
  console.log(`\n${name}\n  ${'readings'.padEnd(44)}    n  spk${'earlier'.padStart(22)}${'now'.padStart(22)}`);
  for (const kind of new Set(heard.map((one) => one.kind))) {
    print(
      kind,
      heard.filter((one) => one.kind === kind),
    );
  }
  print(
    'one voice, all',
    heard.filter(({ kind }) => kind.startsWith('one')),
  );
  for (const ms of TURNS_MS) {
    const own = heard.filter(({ kind }) => kind.startsWith(`two voices, ${ms / 1000} s`));
    print(`two voices, ${ms / 1000} s, all`, own);
  }
};

const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' },
      models: { type: 'string', default: 'models/embedded' },
      development: { type: 'boolean', default: false },
      speakers: { type: 'string', default: '1000' },
    },
  });
  if (values.data === undefined) {
    console.log(HELP);
    process.exitCode = 2;
    return;
  }
  const { data } = values;
  const some = <T>(all: readonly T[]): readonly T[] => all.slice(0, Number(values.speakers));
  const registry = await readRegistry(values.models);
  const models: Models = {
    detector: await openDetector(values.models, modelForRole(registry, 'vad')),
    embedder: await openVoiceEmbedder(values.models, modelForRole(registry, 'voice'), 1),
  };
  console.log(`threshold ${NOW_THRESHOLD} (earlier ${EARLIER_THRESHOLD}); human voices; found more than one voice in`);
  for (const [folder, most] of [
    ['dspspeech20-34-speakers', 10],
    ['speechocean762-adults', 4],
  ] as const) {
    const all = await readTapes(join(data, folder), most);
    if (values.development) await measure(`${folder}, development`, some(everyOther(all, 0)), models);
    else await measure(`${folder}, held out`, some(everyOther(all, 1)), models);
  }
  if (values.development) return;
  const two = byMinute(await readTapes(join(data, 'aishell1-two-speakers'), 100));
  await measure('aishell1-two-speakers, held out', some(two), models);
  await measure('aishell3-dev, held out', await readTapes(join(data, 'aishell3-dev'), 1), models);
  await measure('dialect-dev, held out', await readTapes(join(data, 'dialect-dev'), 1), models);
};

await main();
