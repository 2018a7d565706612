import fc from 'fast-check';
import t from 'tap';
import { speechLike } from '../../test/audio/speech-like.js';
import { seededRandom } from '../../test/fuzz/seeded-random.js';
import { chooseChannel } from './channel.js';

const speech = speechLike({ seconds: 1.5, sampleRateHz: 16_000 });
const other = speechLike({ seconds: 1.5, sampleRateHz: 16_000, seed: 2 }).reverse();
const scaled = (signal: Float32Array, gain: number): Float32Array => signal.map((x) => x * gain);
const tone = (hz: number, level: number): Float32Array =>
  speech.map((_, i) => level * Math.sin((2 * Math.PI * hz * i) / 16_000));

t.test('one channel is the only one', async (t) => {
  const { samples, choice } = chooseChannel([speech]);
  t.equal(samples, speech);
  t.match(choice, { index: 0, of: 1, reason: 'only_channel' });
});

t.test('no channel is a fault of the caller', async (t) => {
  t.throws(() => chooseChannel([]), RangeError);
});

t.test('copies at any gain and sign are one signal, and the loudest is taken as it is', async (t) => {
  const gains = fc.integer({ min: 5, max: 100 }).map((percent) => percent / 100);
  fc.assert(
    fc.property(gains, gains, fc.boolean(), (left, right, inverted) => {
      const channels = [scaled(speech, left), scaled(speech, inverted ? -right : right)];
      const { samples, choice } = chooseChannel(channels);
      return choice.reason === 'same_signal' && samples === channels[20 * Math.log10(right / left) > 0.1 ? 1 : 0];
    }),
    { numRuns: 20 },
  );
  t.equal(chooseChannel([speech, speech]).choice.index, 0, 'the first on a tie');
});

t.test('speech wins over silence, hum and steady noise that are louder', async (t) => {
  const random = seededRandom(4);
  const noise = speech.map(() => 0.6 * random.next() - 0.3);
  for (const rival of [new Float32Array(speech.length), tone(50, 0.5), tone(1000, 0.4), noise]) {
    const quiet = scaled(speech, 0.5);
    for (const [channels, index] of [
      [[rival, quiet], 1],
      [[quiet, rival], 0],
    ] as const) {
      t.match(chooseChannel(channels).choice, { index, of: 2, reason: 'most_speech_energy' });
    }
  }
});

t.test('of two speakers the louder is taken, whichever channel it is on', async (t) => {
  t.equal(chooseChannel([scaled(other, 0.2), speech]).choice.index, 1);
  t.equal(chooseChannel([speech, scaled(other, 0.2), scaled(other, 0.1)]).choice.index, 0);
});

t.test('levels are told per channel, -120 for silence', async (t) => {
  const { levelsDbfs } = chooseChannel([tone(1000, 0.5), new Float32Array(speech.length)]).choice;
  t.ok(Math.abs(levelsDbfs[0]! - -9.03) < 0.05);
  t.equal(levelsDbfs[1], -120);
});
