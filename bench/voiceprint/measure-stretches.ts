/**
 * The quick way to tell two voices from one, see HELP.
 */

import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { trackPitch } from '../../src/audio/pitch.js';
import { speechIn } from '../../src/engine/analyse-recording.js';
import { hearStretches } from '../../src/engine/hear-consistency.js';
import { openDetector } from '../../src/engine/load-models.js';
import { modelForRole, readRegistry } from '../../src/model/registry.js';
import { shippedPolicies } from '../../src/verdict/policies.js';
import { openVoiceEmbedder } from '../../src/voiceprint/onnx-voice-embedder.js';
import { partVoices, type VoiceStretch } from '../../src/voiceprint/voice-consistency.js';
import { shareFigure } from '../statistics/figure.js';
import { median } from '../statistics/quantile.js';
import { byMinute, everyOther, readTapes } from './tapes.js';
import type { Tape } from './turn-trials.js';
import { PATTERNS } from './turn-trials.js';

const HELP = `measure-stretches --data DIR [--models models/embedded] [--threshold T]

Hears what each speaker said once, stretch by stretch as the engine does, and makes readings of one and of two speakers by
putting the stretches in order; measure-consistency makes the sound instead, which takes twenty times as long. Prints how
often the policy's threshold finds more than one voice, development and held-out speakers apart. Intervals: 95 %,
speakers resampled; the rule of three over readings where none or all are found.`;

const SEED = 18;
const TURNS_S = [1.5, 2, 3] as const;
/** Speakers whose medians are nearer than this are in one range. */
const SAME_RANGE_SEMITONES = 3;

interface Voice {
  readonly speaker: string;
  readonly stretches: readonly VoiceStretch[];
  readonly semitones: number;
}

interface Reading {
  readonly kind: string;
  readonly speaker: string;
  readonly sameRange: boolean;
  readonly consistency: number;
}

/** Stretches one after another until a turn holds about so many seconds; the rest is left. */
const turnsOf = (stretches: readonly VoiceStretch[], seconds: number): readonly (readonly VoiceStretch[])[] => {
  const turns: VoiceStretch[][] = [];
  let turn: VoiceStretch[] = [];
  let held = 0;
  for (const stretch of stretches) {
    turn.push(stretch);
    held += stretch.seconds;
    if (held < 0.8 * seconds) continue;
    if (held <= 1.35 * seconds) turns.push(turn);
    turn = [];
    held = 0;
  }
  return turns;
};

const reading = (kind: string, of: Voice, stretches: readonly VoiceStretch[], sameRange = true): Reading => ({
  kind,
  speaker: of.speaker,
  sameRange,
  consistency: partVoices(stretches)?.likeness ?? 1,
});

function* singles(voices: readonly Voice[]): Generator<Reading> {
  for (const voice of voices) {
    yield reading('one voice, all that was said (to 60 s)', voice, voice.stretches);
    for (const seconds of TURNS_S) {
      const turns = turnsOf(voice.stretches, seconds);
      for (let at = 0; at + 3 <= turns.length; at += 3)
        yield reading(`one voice, AAA of ${seconds} s`, voice, turns.slice(at, at + 3).flat());
    }
  }
}

/** Each speaker with the next three of the list, in a ring. */
function* pairs(voices: readonly Voice[]): Generator<Reading> {
  for (const [index, voice] of voices.entries()) {
    for (const step of [1, 2, 3]) {
      const other = voices[(index + step) % voices.length]!;
      if (other.speaker === voice.speaker) continue;
      const sameRange = Math.abs(voice.semitones - other.semitones) < SAME_RANGE_SEMITONES;
      for (const seconds of TURNS_S) {
        const [own, others] = [turnsOf(voice.stretches, seconds), turnsOf(other.stretches, seconds).toReversed()];
        for (const [pattern, [a, b]] of Object.entries(PATTERNS)) {
          if (own.length < a || others.length < b) continue;
          const next = { A: 0, B: 0 };
          const turns = [...pattern].flatMap((who) => (who === 'A' ? own[next.A++]! : others[next.B++]!));
          yield reading(`two voices, ${seconds} s, ${pattern}`, voice, turns, sameRange);
        }
      }
    }
  }
}

const print = (kind: string, readings: readonly Reading[], threshold: number): void => {
  if (readings.length === 0) return;
  const found = ({ consistency }: Reading): boolean => !(consistency >= threshold);
  const { value, low, high, speakers } = shareFigure(readings, found, ({ speaker }) => speaker, { seed: SEED });
  const [at, from, to] = [value, low, high].map((part) => (100 * (part ?? Number.NaN)).toFixed(1));
  const counts = `${`${readings.length}`.padStart(6)}${`${speakers}`.padStart(5)}`;
  console.log(`  ${kind.padEnd(46)}${counts}  ${at} % (${from}-${to})`);
};

const measure = (name: string, voices: readonly Voice[], threshold: number): void => {
  const readings = [...singles(voices), ...pairs(voices)];
  const startingWith = (start: string) => readings.filter(({ kind }) => kind.startsWith(start));
  console.log(`\n${name}\n  ${'readings'.padEnd(46)}     n  spk  found more than one voice`);
  for (const kind of new Set(readings.map((one) => one.kind))) {
    print(
      kind,
      readings.filter((one) => one.kind === kind),
      threshold,
    );
  }
  print('one voice, all', startingWith('one voice'), threshold);
  for (const seconds of TURNS_S) {
    const own = startingWith(`two voices, ${seconds} s`);
    const near = own.filter(({ sameRange }) => sameRange);
    print(`two voices, ${seconds} s, all`, own, threshold);
    const often = own.filter(({ kind }) => kind.includes('ABAB'));
    print(`two voices, ${seconds} s, ABAB and ABABAB`, often, threshold);
    print(`two voices, ${seconds} s, within ${SAME_RANGE_SEMITONES} semitones`, near, threshold);
  }
};

const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' },
      models: { type: 'string', default: 'models/embedded' },
      threshold: { type: 'string' },
    },
  });
  if (values.data === undefined) {
    console.log(HELP);
    process.exitCode = 2;
    return;
  }
  const { data } = values;
  const threshold = Number(values.threshold ?? shippedPolicies()[0]!.thresholds.voiceConsistencyMin);
  const registry = await readRegistry(values.models);
  const detector = await openDetector(values.models, modelForRole(registry, 'vad'));
  const embedder = await openVoiceEmbedder(values.models, modelForRole(registry, 'voice'), 1);
  const hear = async ({ speaker, samples }: Tape): Promise<Voice> => {
    const speech = await speechIn({ detector }, samples);
    const stretches = await hearStretches(embedder, samples, speech, trackPitch(samples));
    return { speaker, stretches, semitones: median(stretches.map(({ pitch }) => pitch.semitones)) };
  };
  const hearAll = async (tapes: readonly Tape[]): Promise<readonly Voice[]> => {
    const voices: Voice[] = [];
    for (const tape of tapes) voices.push(await hear(tape));
    return voices;
  };
  console.log(`threshold ${threshold}; human voices`);
  for (const [folder, most] of [
    ['dspspeech20-34-speakers', 10],
    ['speechocean762-adults', 4],
  ] as const) {
    const voices = await hearAll(await readTapes(join(data, folder), most));
    measure(`${folder}, development`, everyOther(voices, 0), threshold);
    measure(`${folder}, held out`, everyOther(voices, 1), threshold);
  }
  const two = byMinute(await readTapes(join(data, 'aishell1-two-speakers'), 150));
  measure('aishell1-two-speakers, held out', await hearAll(two), threshold);
  for (const folder of ['aishell3-dev', 'dialect-dev']) {
    measure(`${folder}, held out`, await hearAll(await readTapes(join(data, folder), 1)), threshold);
  }
};

await main();
