import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { access, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { createFfmpegDecoder } from '../../src/audio/ffmpeg-decoder.js';
import { INSTALLATION_DIR } from '../../src/config/installation.js';
import { createForkedEngine } from '../../src/engine/forked-engine.js';
import type { HeshengError } from '../../src/errors.js';
import type { ReceivedAudio } from '../../src/verification/use-cases.js';
import { verifyAudit } from '../../src/verification/verify-audit.js';
import { cosine } from '../../src/voiceprint/similarity.js';
import { JUDGEMENT } from '../contract/samples.js';
import { CALLER, created, openServiceBench, type ServiceBench, SUBMISSION } from './service-bench.js';

const engine = createForkedEngine({ modelsDir: join(INSTALLATION_DIR, 'models', 'embedded') });
t.teardown(() => engine.close());

const fixture = async (bench: ServiceBench, name: string): Promise<ReceivedAudio> =>
  bench.upload(await readFile(join(INSTALLATION_DIR, 'fixtures', name)));

const openEnrolmentBench = async (heard: Float32Array[] = []): Promise<ServiceBench> =>
  openServiceBench({
    engine,
    decoder: createFfmpegDecoder({ tempDir: tmpdir() }),
    evaluateReading: async ({ speaker }) => {
      if (speaker.kind === 'enrolled') heard.push(speaker.template);
      return JUDGEMENT;
    },
  });

/** 16-bit mono WAV at 16 kHz. */
const wav = (samples: readonly number[]): Buffer => {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + 2 * samples.length, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(16_000, 24);
  header.writeUInt32LE(32_000, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(2 * samples.length, 40);
  return Buffer.concat([header, Buffer.from(Int16Array.from(samples).buffer)]);
};

t.test('three recordings of one voice make a template; the recordings are not kept', async (t) => {
  const heard: Float32Array[] = [];
  const bench = await openEnrolmentBench(heard);
  t.teardown(() => bench.close());
  const names = ['enrol-1.flac', 'enrol-2.flac', 'enrol-3.flac'];
  const recordings = await Promise.all(names.map((name) => fixture(bench, name)));
  const enrolment = await bench.useCases.enrol({ speakerId: 'a', consentId: 'consent-1', recordings });

  t.match(enrolment, { id: /^enr_[0-9A-Z]{26}$/, speakerId: 'a', recordings: 3, voiceModel: /^[0-9a-f]{64}$/ });
  t.ok(enrolment.effectiveSpeechMs >= 3000);
  t.equal(Date.parse(enrolment.validUntil!) - Date.parse(enrolment.createdAt), 365 * 24 * 3_600_000);
  t.same(enrolment.checks.map(({ name }) => name).sort(), [
    'bandwidth_hz',
    'clipping_ratio',
    'effective_speech_ms',
    'level_dbfs',
    'snr_db',
    'truncated',
    'voice_consistency',
  ]);
  t.same(await bench.useCases.speaker('a'), {
    id: 'a',
    createdAt: enrolment.createdAt,
    optedOutAt: null,
    enrolments: [enrolment],
  });
  for (const { path, sha256 } of recordings) {
    await t.rejects(access(path), { code: 'ENOENT' });
    t.equal(await bench.blobs.has(sha256), false);
  }
  t.match((await verifyAudit(bench.store.audit)).intact, true);

  const outcome = await bench.useCases.submit({ ...SUBMISSION, speakerId: 'a' }, await bench.upload(), CALLER);
  bench.work();
  await bench.useCases.waitFor(created(outcome).id, 60_000);
  const [template] = heard;
  t.equal(template?.length, 256);
  t.ok(Math.abs(cosine(template!, template!) - 1) < 1e-4);
  const { sealed } = (await bench.store.speakers.activeTemplate('a'))!;
  t.notOk(Buffer.from(sealed).includes(Buffer.from(template!.buffer)), 'what is stored is not the template');
});

t.test('a consent that is withdrawn while the recordings are heard leaves neither template nor key', async (t) => {
  const decoder = createFfmpegDecoder({ tempDir: tmpdir() });
  const bench: ServiceBench = await openServiceBench({
    engine,
    decoder: {
      decode: async (path, limits) => {
        await bench.useCases.optOut('a');
        return decoder.decode(path, limits);
      },
    },
  });
  t.teardown(() => bench.close());
  const recordings = [await fixture(bench, 'enrol-1.flac')];
  const enrolling = bench.useCases.enrol({ speakerId: 'a', consentId: 'consent-1', recordings });
  await t.rejects(enrolling, { code: 'SPEAKER_OPTED_OUT' });
  t.same(await bench.store.speakers.templatesAfter(null, 10), []);
  t.same(readdirSync(join(bench.folder, 'keys')), ['drafts']);
});

t.test(
  'each refused recording is told, by its number, with what to do; a validity that is too long is refused',
  async (t) => {
    const bench = await openEnrolmentBench();
    t.teardown(() => bench.close());
    const tone = wav(
      Array.from({ length: 64_000 }, (_, index) => 8000 * Math.sin((2 * Math.PI * 440 * index) / 16_000)),
    );
    const names = ['enrol-1.flac', 'noise-only.flac', 'enrol-2.flac'];
    const recordings = [...(await Promise.all(names.map((name) => fixture(bench, name)))), await bench.upload(tone)];
    const refused = (await bench.useCases
      .enrol({ speakerId: 'a', consentId: 'consent-1', recordings })
      .catch((error: unknown) => error)) as HeshengError;
    t.equal(refused.code, 'ENROLMENT_REFUSED');
    t.same(
      refused.faults.map(({ pointer }) => pointer),
      ['audio/1', 'audio/3'],
    );
    t.match(refused.detail, /^Recording 2 of 4 .* 第 2 段录音（共 4 段）：.*\nRecording 4 of 4 /);
    const again = [await fixture(bench, 'enrol-1.flac')];
    const enrolment = { speakerId: 'a', consentId: 'consent-1', recordings: again };
    const validUntil = new Date(Date.now() + 366 * 86_400_000).toISOString();
    await t.rejects(bench.useCases.enrol({ ...enrolment, validUntil }), { code: 'VALIDITY_INVALID' });
  },
);

t.test('enrolling again takes the place of the template and keeps the record', async (t) => {
  const bench = await openEnrolmentBench();
  t.teardown(() => bench.close());
  const enrol = async (consentId: string) =>
    bench.useCases.enrol({ speakerId: 'a', consentId, recordings: [await fixture(bench, 'enrol-1.flac')] });
  const first = await enrol('consent-1');
  const second = await enrol('consent-2');
  t.same((await bench.useCases.speaker('a')).enrolments, [second, { ...first, state: 'superseded' }]);
  t.equal((await bench.store.speakers.activeTemplate('a'))?.enrolmentId, second.id);
  await bench.useCases.deleteSpeaker('a');
  await t.rejects(bench.useCases.speaker('a'), { code: 'SPEAKER_NOT_FOUND' });
});

t.test('what makes no voiceprint is refused, and nothing is stored', async (t) => {
  const bench = await openEnrolmentBench();
  t.teardown(() => bench.close());
  const good = (): Promise<ReceivedAudio> => fixture(bench, 'enrol-1.flac');
  const tone = wav(Array.from({ length: 64_000 }, (_, index) => 8000 * Math.sin((2 * Math.PI * 440 * index) / 16_000)));
  const cases = [
    ['CONSENT_REQUIRED', ' ', [await good()]],
    ['AUDIO_MISSING', 'consent-1', []],
    ['ENROLMENT_REFUSED', 'consent-1', [await good(), await good()]],
    ['ENROLMENT_REFUSED', 'consent-1', [await good(), await bench.upload(tone)]],
    ['AUDIO_SILENT', 'consent-1', [await bench.upload(wav(new Array<number>(32_000).fill(0)))]],
    ['AUDIO_UNSUPPORTED', 'consent-1', [await bench.upload(createHash('sha512').update('x').digest())]],
  ] as const;
  for (const [code, consentId, recordings] of cases) {
    await t.rejects(bench.useCases.enrol({ speakerId: 'a', consentId, recordings }), { code }, code);
    for (const { path } of recordings) await t.rejects(access(path), { code: 'ENOENT' });
  }
  await t.rejects(bench.useCases.speaker('a'), { code: 'SPEAKER_NOT_FOUND' });
});
