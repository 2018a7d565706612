import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { loadConfig } from '../../src/config.js';
import { createService } from '../../src/main.js';
import type { ReceivedAudio } from '../../src/verification/use-cases.js';
import type { Judgement } from '../../src/verification/verification.js';
import { type Fixture, fixtureBytes, fixtureNamed, fixturePath } from './fixtures.js';

const SPEAKER = { speakerId: 'demo', consentId: 'consent-1' };
const LONGEST_MS = 60_000;

t.setTimeout(180_000);

const folder = mkdtempSync(join(tmpdir(), 'hesheng-voices-'));
const { config } = loadConfig({ HESHENG_DATA_DIR: join(folder, 'data'), HESHENG_LOG_LEVEL: 'silent' });
const service = await createService(config);
t.teardown(async () => {
  await service.close();
  rmSync(folder, { recursive: true });
});

/** A copy, because use cases take over the file that they are given. */
const received = (fixture: Fixture): ReceivedAudio => {
  const path = join(folder, fixture.file);
  copyFileSync(fixturePath(fixture), path);
  const contentType = fixture.file.endsWith('.wav') ? 'audio/wav' : 'audio/flac';
  return { path, sha256: fixture.sha256, bytes: fixtureBytes(fixture).length, contentType };
};

const judgeAsSpeaker = async (fixture: Fixture): Promise<Judgement> => {
  const outcome = await service.useCases.submit(
    {
      ...SPEAKER,
      clause: { kind: 'inline', text: fixture.clause_text, criticalTerms: fixture.critical_terms },
      slots: {},
      // One case: the synthetic voice says the same words with the same sound each time.
      outerBusinessId: 'case-1',
      dialectHint: fixture.dialect_hint,
      attemptNo: 1,
      supersedes: null,
      policyId: 'default',
    },
    received(fixture),
    { keyId: 'key_test', idempotencyKey: null },
  );
  if (outcome.kind !== 'created') throw new Error('nothing was posted before');
  const settled = await service.useCases.waitFor(outcome.verification.id, LONGEST_MS);
  if (settled.status !== 'completed') throw new Error(`the reading is ${settled.status}`);
  return settled.judgement;
};

t.test('the voice that was enrolled is accepted, and passes', async (t) => {
  const takes = ['enrol-1.flac', 'enrol-2.flac', 'enrol-3.flac'].map(fixtureNamed);
  const enrolment = await service.useCases.enrol({ ...SPEAKER, recordings: takes.map(received) });
  t.match(enrolment, { recordings: 3, speakerId: 'demo' });
  t.ok(enrolment.effectiveSpeechMs > 8_000);
  for (const file of ['honest.wav', 'number-reading.flac']) {
    const { verdict, speaker } = await judgeAsSpeaker(fixtureNamed(file));
    t.equal(speaker.decision, 'ACCEPT', file);
    t.equal(verdict, 'pass', file);
  }
});

t.test('another voice that reads the same clause is not accepted, and does not pass', async (t) => {
  const { verdict, speaker, reasons, content } = await judgeAsSpeaker(fixtureNamed('other-speaker.flac'));
  t.match(speaker.decision, /^(REJECT|UNSURE)$/);
  t.not(verdict, 'pass');
  t.ok(content.coverage > 0.9, 'though the clause was read');
  t.ok(
    reasons.some(({ code }) => code.startsWith('SPEAKER_')),
    'and the voice is a reason',
  );
});

t.test('an accent does not make the enrolled voice a stranger', async (t) => {
  const { verdict, speaker } = await judgeAsSpeaker(fixtureNamed('accent-southwestern.wav'));
  t.equal(speaker.decision, 'ACCEPT');
  t.not(verdict, 'fail');
});
