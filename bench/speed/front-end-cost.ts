/**
 * What stands around the networks of packs costs, in seconds of one core for a second of sound: the front ends, and making
 * log-probabilities of as many rows and tokens as the largest networks give. Medians; best on an idle machine.
 *
 *   npm run bench:front-end -- [--rounds 20]
 */

import { parseArgs } from 'node:util';
import { createFrontEnd, type FrontEndOptions } from '../../src/asr/front-end/front-end.js';
import { faultyLogRow, logSoftmaxRows } from '../../src/asr/log-rows.js';
import { SAMPLE_RATE_HZ } from '../../src/audio/pcm.js';
import { between, seededRandom } from '../seeded-random.js';
import { median } from '../statistics/quantile.js';

const SECONDS = 30;
const MICROSECONDS = 1_000_000;
const STACKED = 560;

const FRONT_ENDS: Readonly<Record<string, FrontEndOptions>> = {
  'sense-voice': {
    fbank: { window: 'hamming', edges: 'snipped', highHz: 0, scale: 32_768 },
    stacking: { size: 7, step: 6 },
    normalisation: { shift: new Float32Array(STACKED), factor: new Float32Array(STACKED).fill(1) },
  },
  'wenet-ctc': {
    fbank: { window: 'povey', edges: 'mirrored', highHz: -400, scale: 32_768 },
    stacking: null,
    normalisation: null,
  },
};

/** Rows a second, and tokens. */
const SENSE_VOICE = { rate: 1_000 / 60, tokens: 25_055 };
const FIRE_RED = { rate: 25, tokens: 8_667 };

const random = seededRandom(1);
const scoresOf = ({ rate, tokens }: typeof FIRE_RED): Float32Array =>
  Float32Array.from({ length: Math.round(rate * SECONDS) * tokens }, () => between(random, -15, 0));

const costOf = (rounds: number, work: () => void): number => {
  const costs = Array.from({ length: rounds + 2 }, () => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / MICROSECONDS / SECONDS;
  });
  return median(costs.slice(2));
};

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '20' } } });
const rounds = Number(values.rounds);
const sound = Float32Array.from({ length: SECONDS * SAMPLE_RATE_HZ }, () => between(random, -0.3, 0.3));
const show = (name: string, work: () => void): void =>
  console.log(`${name.padEnd(40)} ${costOf(rounds, work).toFixed(5)}`);

for (const [name, options] of Object.entries(FRONT_ENDS)) {
  const frontEnd = createFrontEnd(options);
  show(`front end, ${name}`, () => frontEnd.compute(sound));
}
const scores = scoresOf(SENSE_VOICE);
show('log-probabilities of scores, sense-voice', () => logSoftmaxRows(scores, SENSE_VOICE.tokens));
const logs = scoresOf(FIRE_RED);
logSoftmaxRows(logs, FIRE_RED.tokens);
show('log-probabilities checked, fire-red-ctc', () => faultyLogRow(logs, FIRE_RED.tokens));
