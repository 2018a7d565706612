import { chmod, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import type { Decoder } from '../../src/audio/decoder.js';
import { createFfmpegDecoder } from '../../src/audio/ffmpeg-decoder.js';
import { LIMITS, openRecordingBench, original } from './recording-bench.js';
import { floatWav } from './wav-file.js';

const { folder, work, source, remove } = await openRecordingBench();
t.teardown(remove);

t.test('a decoder that cannot be started is told apart from bad audio', async (t) => {
  const notExecutable = join(folder, 'ffmpeg.txt');
  await writeFile(notExecutable, 'no program');
  for (const ffmpegPath of [join(folder, 'no-such-program'), notExecutable, 'no-such-ffmpeg', 'not\0a-name']) {
    await t.rejects(createFfmpegDecoder({ ffmpegPath, tempDir: work }).decode(source, LIMITS), {
      code: 'DECODER_MISSING',
    });
  }
});

/** A program in ffmpeg's place that misbehaves in one way. */
async function decoderThat(script: string): Promise<Decoder> {
  const ffmpegPath = join(folder, 'stand-in');
  await writeFile(ffmpegPath, `#!/bin/sh\n${script}\n`);
  await chmod(ffmpegPath, 0o755);
  return createFfmpegDecoder({ ffmpegPath, tempDir: work });
}

t.test('a decoder that hangs is killed at the limit', async (t) => {
  const slow = await decoderThat('exec sleep 60');
  await t.rejects(slow.decode(source, { ...LIMITS, timeoutMs: 300 }), { code: 'AUDIO_DECODE_TIMEOUT' });
});

t.test('a decoder that crashes makes the file unreadable; one that was stopped or cannot load does not', async (t) => {
  await t.rejects((await decoderThat('kill -SEGV $$')).decode(source, LIMITS), { code: 'AUDIO_UNREADABLE' });
  await t.rejects((await decoderThat('kill -KILL $$')).decode(source, LIMITS), { code: 'DECODER_MISSING' });
  await t.rejects((await decoderThat('exit 127')).decode(source, LIMITS), { code: 'DECODER_MISSING' });
});

t.test('a decoder that complains without end or measure is survived', async (t) => {
  const noisy = await decoderThat('yes "[error] $(printf %05000d 7)" | head -c 3000000 >&2');
  await t.rejects(noisy.decode(source, LIMITS), { code: 'AUDIO_UNREADABLE' });
});

t.test("a working folder that cannot be made is our fault, not the file's", async (t) => {
  const decoder = createFfmpegDecoder({ tempDir: join(source, 'below-a-file') });
  await t.rejects(decoder.decode(source, LIMITS), { code: 'INTERNAL' });
});

t.test('no environment of ours and no shell reach the decoder', async (t) => {
  const curious = await decoderThat(`env > ${folder}/seen-environment\nprintf '%s\\n' "$@" > ${folder}/seen-arguments`);
  process.env.HESHENG_TEST_SECRET = 'sesame';
  const path = join(folder, '$(touch pwned);.wav');
  await writeFile(path, floatWav([original], 16_000));
  await t.rejects(curious.decode(path, LIMITS), { code: 'AUDIO_EMPTY' });
  t.notMatch(await readFile(join(folder, 'seen-environment'), 'utf8'), /sesame/);
  t.ok((await readFile(join(folder, 'seen-arguments'), 'utf8')).includes(`file:${path}\n`));
  t.notOk((await readdir(work)).includes('pwned'));
});

t.test('no file is left in the working folder', async (t) => {
  t.same(await readdir(work), []);
});
