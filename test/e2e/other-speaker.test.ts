import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { enrolmentOf, readingOf, WAIT } from './support/readings.js';
import { makeKey, startService, untilReady } from './support/running-service.js';

// The program as it is shipped, with real models and recordings of two synthetic voices. Neither was enrolled with what is read.
t.setTimeout(240_000);

const folder = mkdtempSync(join(tmpdir(), 'hesheng-other-speaker-'));
const dataDir = join(folder, 'data');
const token = await makeKey(dataDir);
const service = await startService(dataDir, token);
t.teardown(async () => {
  await service.end('SIGKILL');
  rmSync(folder, { recursive: true });
});

const TAKES = ['enrol-1.flac', 'enrol-2.flac', 'enrol-3.flac'];
const read = async (file: string, fields: Record<string, string>) =>
  (await service.ask('/v1/verifications', readingOf(file, { headers: WAIT, outer_business_id: 'case-1', ...fields })))
    .json;

t.test('somebody who is not enrolled is recorded, and no doubt', async (t) => {
  await untilReady(service);
  const reading = await read('honest.wav', { other_speaker_id: 'sales' });
  t.match(reading, {
    verdict: 'pass',
    request: { other_speaker_id: 'sales' },
    other_speaker: { decision: 'NOT_ENROLLED', score: null, template: null },
  });
  t.equal((await read('honest.wav', {})).other_speaker, null, 'nobody was named');
});

t.test('a reading by the salesperson is for review, one by somebody else is not', async (t) => {
  t.equal((await service.ask('/v1/speakers/sales/enrolments', enrolmentOf(TAKES, 'consent-1'))).status, 201);
  const theirs = await read('honest.wav', { other_speaker_id: 'sales' });
  t.match(theirs, { verdict: 'review', reasons: [{ code: 'OTHER_SPEAKER_READS' }] });
  t.equal(theirs.reasons.length, 1);
  t.match(theirs.other_speaker, { decision: 'MAY_BE_THE_READER', template: /^enr_/ });
  t.ok(theirs.other_speaker.score >= theirs.other_speaker.threshold);
  t.match(theirs.speaker, { decision: 'NOT_REQUESTED', score: null });

  const others = await read('other-speaker.flac', { other_speaker_id: 'sales' });
  t.match(others.other_speaker, { decision: 'NOT_THE_READER' });
  t.notOk(others.reasons.some(({ code }: { readonly code: string }) => code === 'OTHER_SPEAKER_READS'));
  t.ok(others.other_speaker.score < others.other_speaker.threshold);

  const replayed = await service.ask(`/v1/verifications/${theirs.id}/replay`, { method: 'POST' });
  t.match(replayed, { status: 200, json: { outcome: 'identical' } });

  await t.test('deleted, they are named as not enrolled; what was found of them stands in a replay', async (t) => {
    t.equal((await service.ask('/v1/speakers/sales', { method: 'DELETE' })).status, 200);
    t.match(await read('honest.wav', { other_speaker_id: 'sales' }), {
      verdict: 'pass',
      other_speaker: { decision: 'NOT_ENROLLED' },
    });
    const after = (await service.ask(`/v1/verifications/${theirs.id}/replay`, { method: 'POST' })).json;
    t.match(after, {
      outcome: 'incomplete',
      verdict: { recorded: 'review', replayed: 'review' },
      differences_total: 0,
    });
    const pin = after.pins.find(({ name }: { readonly name: string }) => name === 'other_speaker_template');
    t.match(pin, { recorded: theirs.other_speaker.template, present: null });
  });
});

t.test('nobody is both the reader and the one who must not read', async (t) => {
  const both = { speaker_id: 'demo', consent_id: 'consent-1', other_speaker_id: 'demo' };
  const answer = await service.ask('/v1/verifications', readingOf('honest.wav', { headers: WAIT, ...both }));
  t.match(answer, { status: 400, json: { code: 'BAD_REQUEST', errors: [{ pointer: '/other_speaker_id' }] } });
});
