import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { openSherpaTranscriber } from '../../src/asr/open-sherpa-transcriber.js';
import type { WrittenToken } from '../../src/asr/transcriber.js';
import { readPackFolder } from '../../src/model/pack/add-pack.js';
import type { Pack } from '../../src/model/pack/pack.js';
import { speechLike } from '../audio/speech-like.js';
import { SPLIT_CHARACTER } from './tiny/bigrams.js';
import { CHARACTERS } from './tiny/characters.js';
import { TINY_MODELS } from './tiny/tiny-models.js';
import { writeTinyPack } from './tiny/tiny-pack.js';

const folder = await mkdtemp(join(tmpdir(), 'hesheng-sherpa-'));
t.teardown(() => rm(folder, { recursive: true }));

const SECONDS = 4;
const sound = (seed: number, seconds = SECONDS): Float32Array => speechLike({ seconds, sampleRateHz: 16_000, seed });

const textOf = (tokens: readonly WrittenToken[]): string => tokens.map(({ text }) => text).join('');

for (const { name, make, times, dithered, splits } of TINY_MODELS) {
  t.test(`${name} is loaded by sherpa-onnx and writes what it hears`, async (t) => {
    const dir = join(folder, name);
    const pack: Pack = await writeTinyPack(dir, make());
    const transcriber = await openSherpaTranscriber(dir, pack, 1);
    const first = await transcriber.transcribe(sound(1));
    t.ok(first.length >= 2, `${textOf(first)}`);
    t.ok(
      CHARACTERS.some((character) => textOf(first).includes(character)),
      'characters',
    );
    t.notMatch(textOf(first), /[\ufffd▁]|<0x/, 'whole characters');
    t.equal(textOf(first).includes(SPLIT_CHARACTER), splits === true, 'a character of two tokens');
    const same = (tokens: readonly WrittenToken[] | undefined) =>
      dithered ? t.ok(tokens && tokens.length >= 2) : t.strictSame(tokens, first, 'the same again');
    same(await transcriber.transcribe(sound(1)));
    t.not(textOf(await transcriber.transcribe(sound(2, 3))), textOf(first), 'other sound, other text');
    const starts = first.map(({ startMs }) => startMs);
    if (times) {
      t.ok(starts.every((start) => start !== null && start >= 0 && start < SECONDS * 1_000));
      t.strictSame(
        starts,
        [...starts].sort((a, b) => a! - b!),
      );
    } else t.ok(starts.every((start) => start === null));
    // Two at once, each its own, and a sound shorter than any network sees.
    const [again, other] = await Promise.all([sound(1), sound(2, 3)].map((samples) => transcriber.transcribe(samples)));
    same(again);
    t.not(textOf(other!), textOf(first));
    t.ok(Array.isArray(await transcriber.transcribe(new Float32Array(1))));
    await t.rejects(transcriber.transcribe(new Float32Array(transcriber.maxSamples + 1)), RangeError);
    await t.rejects(transcriber.transcribe(new Float32Array(0)), RangeError);
  });
}

t.test('the longest recording that each family takes', async (t) => {
  const seconds = { whisper: 20, moonshine: 9, 'fire-red-aed': 60, 'sense-voice': 30 };
  for (const [name, longest] of Object.entries(seconds)) {
    const dir = join(folder, name);
    const { maxSamples } = await openSherpaTranscriber(dir, await readPackFolder(dir), 1);
    t.equal(maxSamples, longest * 16_000, name);
  }
});

t.test('a family that sherpa-onnx does not run is refused', async (t) => {
  const dir = join(folder, 'wenet-ctc');
  const pack: Pack = { ...(await readPackFolder(dir)), family: 'silero-vad' };
  await t.rejects(openSherpaTranscriber(dir, pack, 1), { code: 'MODEL_INVALID' });
});
