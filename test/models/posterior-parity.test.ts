import t from 'tap';
import { FAMILY_ABILITIES } from '../../src/asr/family-abilities.js';
import { greedyTokens } from '../../src/asr/greedy-tokens.js';
import { openTokenRecognizer } from '../../src/asr/onnx-token-recognizer.js';
import { openSherpaTranscriber } from '../../src/asr/open-sherpa-transcriber.js';
import type { TokenPosteriors } from '../../src/asr/token-recognizer.js';
import { speechLike } from '../audio/speech-like.js';
import { seededRandom } from '../fuzz/seeded-random.js';
import { tinyFireRedCtc, tinySenseVoice, tinyWenetCtc, tinyZipformerCtc } from './tiny/ctc-models.js';
import { tinyPackFolder } from './with-tiny-pack.js';

// A loaded machine takes its time; nothing here depends on it.
t.setTimeout(300_000);

const RATE = 16_000;
const MODELS = [tinySenseVoice(), tinyZipformerCtc(), tinyWenetCtc(), tinyFireRedCtc()];

const SEGMENT = 0.18 * RATE;

/** Bands of noise, every 180 ms another one or none: the spectrum changes in many ways, and ends in the midst of one. */
const changingBands = (seconds: number, seed: number): Float32Array => {
  const random = seededRandom(seed);
  const sound = new Float32Array(Math.round(seconds * RATE));
  let centreHz = 0;
  let slow = 0;
  for (let n = 0; n < sound.length; n++) {
    if (n % SEGMENT === 0) centreHz = random.next() < 0.25 ? 0 : 200 * 35 ** random.next();
    slow += 0.02 * (random.next() * 2 - 1 - slow);
    sound[n] = centreHz === 0 ? 0 : 8 * slow * Math.cos((2 * Math.PI * centreHz * n) / RATE);
  }
  return sound;
};

/**
 * sherpa-onnx dithers WeNet's sound: it adds noise of one 16-bit step, another in every run, which in a pause is all that
 * there is. Beside this noise it moves the distance between two tokens by 0.0027 in the root mean square.
 */
const overNoise = (sound: Float32Array, seed: number): Float32Array => {
  const random = seededRandom(seed);
  return sound.map((value) => value + 0.01 * (random.next() * 2 - 1));
};

const SOUNDS = [1, 1.234, 2.017, 3.5, 4, 6.789].flatMap((seconds) =>
  [1, 2, 3].flatMap((seed) => [
    changingBands(seconds, 10 * seconds + seed),
    speechLike({ seconds: seconds + 1, sampleRateHz: RATE, seed }).slice(0, Math.round(seconds * RATE)),
  ]),
);

/** The least distance between the two likeliest tokens of a row: near ones may change places by rounding or dither. */
const leastMargin = ({ logProbs, frames, tokens }: TokenPosteriors): number => {
  const margins = Array.from({ length: frames }, (_, row) => {
    const sorted = logProbs.slice(row * tokens, (row + 1) * tokens).sort();
    return sorted[tokens - 1]! - sorted[tokens - 2]!;
  });
  return Math.min(...margins);
};
const CLEAR = 0.04;

t.test('there is a tiny network of every family with posteriors', async (t) => {
  const wanted = Object.entries(FAMILY_ABILITIES).filter(([, ability]) => ability === 'posteriors');
  t.strictSame(MODELS.map(({ family }) => family).sort(), wanted.map(([family]) => family).sort());
});

for (const model of MODELS) {
  t.test(`${model.family}: the likeliest tokens are those that sherpa-onnx writes, at the same times`, async (t) => {
    const { dir, pack } = await tinyPackFolder(t, model);
    const recognizer = await openTokenRecognizer(dir, pack, 1);
    const transcriber = await openSherpaTranscriber(dir, pack, 1);
    const texts = new Set<string>();
    let compared = 0;
    for (const [at, plain] of SOUNDS.entries()) {
      const sound = model.family === 'wenet-ctc' ? overNoise(plain, at) : plain;
      const heard = await recognizer.recognise(sound);
      if (leastMargin(heard) < CLEAR) continue;
      compared += 1;
      // sherpa-onnx writes the beginning of a word as a space.
      const ours = greedyTokens(heard, recognizer.table).map((token) => ({
        ...token,
        text: token.text.replace('▁', ' '),
      }));
      for (const { text } of ours) texts.add(text);
      t.strictSame(ours, await transcriber.transcribe(sound), `sound ${at}`);
    }
    t.ok(compared >= SOUNDS.length / 4, `${compared} sounds compared`);
    t.ok(texts.size >= 4, `${texts.size} tokens: ${[...texts].join('')}`);
  });
}
