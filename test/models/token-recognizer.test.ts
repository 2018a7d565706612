import t from 'tap';
import { greedyTokens } from '../../src/asr/greedy-tokens.js';
import { openTokenRecognizer } from '../../src/asr/onnx-token-recognizer.js';
import type { TokenPosteriors } from '../../src/asr/token-recognizer.js';
import { speechLike } from '../audio/speech-like.js';
import { tinyFireRedCtc, tinySenseVoice, tinyWenetCtc, tinyZipformerCtc } from './tiny/ctc-models.js';
import { tinyPackFolder } from './with-tiny-pack.js';

// A loaded machine takes its time; nothing here depends on it.
t.setTimeout(300_000);

const RATE = 16_000;
const SECOND_MS = 1_000;

/**
 * `rows` of 4 s of sound, which are 398 snipped frames or 400 mirrored ones; a row sees the sound up to `seesMs` behind the
 * time that it stands for: the last of its frames' 25 ms.
 */
const FAMILIES = [
  { model: tinySenseVoice(), frameMs: 60, rows: 67, seesMs: 30 + 25 },
  { model: tinyZipformerCtc(), frameMs: 40, rows: 98, seesMs: 80 - 7.5 + 25 },
  { model: tinyWenetCtc(), frameMs: 40, rows: 99, seesMs: 60 - 7.5 + 25 },
  { model: tinyFireRedCtc(), frameMs: 40, rows: 100, seesMs: 60 + 25 },
];

/** The first row in which two outputs differ. */
const firstDifference = (one: TokenPosteriors, other: TokenPosteriors): number =>
  Math.floor(one.logProbs.findIndex((value, at) => value !== other.logProbs[at]) / one.tokens);

/** Silence, then white noise from `startMs` on. */
const onsetAt = (startMs: number): Float32Array => {
  const sound = new Float32Array(2 * RATE);
  const noise = speechLike({ seconds: 2, sampleRateHz: RATE, seed: 7 });
  const from = (startMs * RATE) / SECOND_MS;
  for (let n = from; n < sound.length; n++) sound[n] = 0.3 * Math.sign(noise[n]!);
  return sound;
};

for (const { model, frameMs, rows, seesMs } of FAMILIES) {
  t.test(`${model.family} gives distributions, the same each time`, async (t) => {
    const { dir, pack } = await tinyPackFolder(t, model);
    const recognizer = await openTokenRecognizer(dir, pack, 1);
    const sound = speechLike({ seconds: 4, sampleRateHz: RATE });
    const heard = await recognizer.recognise(sound);
    t.match(heard, { frameMs, frames: rows, tokens: recognizer.table.texts.length });
    t.equal(heard.logProbs.length, heard.frames * heard.tokens);
    for (let row = 0; row < rows; row++) {
      const values = heard.logProbs.subarray(row * heard.tokens, (row + 1) * heard.tokens);
      const sum = values.reduce((total, value) => total + Math.exp(value), 0);
      if (Math.abs(sum - 1) > 1e-4) t.fail(`row ${row} sums to ${sum}`);
    }
    const tokens = greedyTokens(heard, recognizer.table);
    t.ok(tokens.length >= 12);
    t.strictSame(await recognizer.recognise(sound), heard);
    const again = await openTokenRecognizer(dir, pack, 2);
    t.strictSame(greedyTokens(await again.recognise(sound), again.table), tokens, 'with two threads');
  });

  t.test(`${model.family} tells sounds apart`, async (t) => {
    const { dir, pack } = await tinyPackFolder(t, model);
    const recognizer = await openTokenRecognizer(dir, pack, 1);
    const texts = new Set<string>();
    for (const seed of [1, 2, 3]) {
      const heard = await recognizer.recognise(speechLike({ seconds: 4, sampleRateHz: RATE, seed }));
      for (const { text } of greedyTokens(heard, recognizer.table)) texts.add(text);
    }
    t.ok(texts.size >= 4, [...texts].join(' '));
    t.notOk([...texts].some((text) => text.startsWith('<')));
  });

  t.test(`${model.family} says when sound begins, to a row`, async (t) => {
    const { dir, pack } = await tinyPackFolder(t, model);
    const recognizer = await openTokenRecognizer(dir, pack, 1);
    const silence = await recognizer.recognise(new Float32Array(2 * RATE));
    for (const startMs of [400, 555, 720, 1_013]) {
      const first = firstDifference(await recognizer.recognise(onsetAt(startMs)), silence);
      // The first row that sees a sample behind the onset; or the next, as windows and the floor hide the very first samples.
      const expected = Math.floor((startMs - seesMs) / frameMs) + 1;
      t.ok(first === expected || first === expected + 1, `${startMs} ms: row ${first}, expected ${expected}`);
    }
  });

  t.test(`${model.family} takes any length up to its most, and no other`, async (t) => {
    const { dir, pack } = await tinyPackFolder(t, model);
    const recognizer = await openTokenRecognizer(dir, pack, 1);
    t.equal(recognizer.maxSamples, 30 * RATE);
    const sound = speechLike({ seconds: 30, sampleRateHz: RATE });
    for (const length of [1, 79, 80, 399, 400, 1_039, 1_040, 1_361, 1_440, 4_801, 30 * RATE]) {
      const { frames, logProbs, tokens } = await recognizer.recognise(sound.subarray(0, length));
      t.equal(logProbs.length, frames * tokens);
      const ms = (length * SECOND_MS) / RATE;
      t.ok(
        frames <= Math.ceil(ms / frameMs) && frames >= Math.floor((ms - 105) / frameMs),
        `${length}: ${frames} rows`,
      );
    }
    await t.rejects(recognizer.recognise(new Float32Array(0)), RangeError);
    await t.rejects(recognizer.recognise(new Float32Array(30 * RATE + 1)), RangeError);
  });
}

t.test('SenseVoice is told its language only by a pack for Cantonese alone', async (t) => {
  const { dir, pack } = await tinyPackFolder(t, tinySenseVoice());
  const sound = speechLike({ seconds: 1, sampleRateHz: RATE });
  const hear = async (languages: readonly string[]) => {
    const recognizer = await openTokenRecognizer(dir, { ...pack, languages: [...languages] }, 1);
    return (await recognizer.recognise(sound)).logProbs;
  };
  // The tiny network writes the language into rows that are dropped: what is left must not depend on it.
  t.strictSame(await hear(['yue']), await hear(['zh', 'yue']));
});
