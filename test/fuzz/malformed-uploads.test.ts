import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import { ERRORS, HeshengError } from '../../src/errors.js';
import { encode } from '../audio/ffmpeg-encode.js';
import { openRecordingBench } from '../audio/recording-bench.js';
import { MALFORMED_KINDS, type MalformedUpload, malformedUploads, type UploadSource } from './malformed-uploads.js';

const COUNT = 200;
const { folder, work, source, decoder, remove } = await openRecordingBench();
t.teardown(remove);

async function recordings(): Promise<readonly UploadSource[]> {
  const names = ['a.wav', 'a.mp3', 'a.m4a', 'a.ogg', 'a.flac', 'a.aac', 'a.webm'];
  return Promise.all(
    names.map(async (name) => {
      await encode(source, join(folder, name), name === 'a.wav' ? ['-c:a', 'pcm_s16le'] : []);
      return { name, bytes: await readFile(join(folder, name)) };
    }),
  );
}

const sources = await recordings();

t.test('the same seed makes the same uploads, another seed others, and every kind appears', async (t) => {
  const bytesOf = (uploads: Iterable<MalformedUpload>) =>
    [...uploads].map(({ bytes }) => Buffer.from(bytes).toString('base64'));
  t.same(bytesOf(malformedUploads(5, 40, sources)), bytesOf(malformedUploads(5, 40, sources)));
  t.notSame(bytesOf(malformedUploads(5, 40, sources)), bytesOf(malformedUploads(6, 40, sources)));
  t.same(new Set([...malformedUploads(1, COUNT, sources)].map(({ kind }) => kind)), new Set(MALFORMED_KINDS));
});

const isCallersFault = (code: string): boolean =>
  code.startsWith('AUDIO_') && code in ERRORS && ERRORS[code as keyof typeof ERRORS].status < 500;

/** 'sound' or an error code; anything else is thrown on. */
async function outcome({ bytes }: MalformedUpload, path: string): Promise<string> {
  await writeFile(path, bytes);
  try {
    const { samples } = await decoder.decode(path, { maxDurationMs: 60_000, timeoutMs: 20_000 });
    return samples.length > 0 && samples.every(Number.isFinite) ? 'sound' : 'no sound';
  } catch (error) {
    if (error instanceof HeshengError) return error.code;
    throw error;
  }
}

t.test(
  `${COUNT} malformed uploads give sound or an AUDIO_ error of the caller's, and leave nothing behind`,
  async (t) => {
    const uploads = [...malformedUploads(20_251_122, COUNT, sources)];
    const outcomes = new Map<string, number>();
    const next = uploads.entries();
    const decodeInTurn = async (): Promise<void> => {
      for (const [index, upload] of next) {
        const result = await outcome(upload, join(folder, `upload-${index}`));
        outcomes.set(result, (outcomes.get(result) ?? 0) + 1);
        t.ok(result === 'sound' || isCallersFault(result), `${upload.kind}: ${result}`);
      }
    };
    await Promise.all([decodeInTurn(), decodeInTurn(), decodeInTurn()]);
    t.comment([...outcomes].map(([name, count]) => `${name} ${count}`).join(', '));
    t.ok((outcomes.get('sound') ?? 0) > 10 && (outcomes.get('AUDIO_UNSUPPORTED') ?? 0) > 10, 'both ends are met');
    t.same(await readdir(work), [], 'the working folder is empty');
  },
);
