import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import type { AnswerSpec } from '../../src/clause/answer.js';
import { loadConfig } from '../../src/config.js';
import { createService, type Service } from '../../src/main.js';
import { openSqliteDatabase } from '../../src/store/sqlite-database.js';
import type { ReplayReport } from '../../src/verification/replay-report.js';
import { fixtureNamed, fixturePath } from '../golden/fixtures.js';

// Real models, store and recordings.
t.setTimeout(400_000);

const LONGEST_MS = 120_000;
const ACTOR = { kind: 'key', id: 'key_reviewer' } as const;
const folder = mkdtempSync(join(tmpdir(), 'hesheng-replay-answer-'));
const dataDir = join(folder, 'data');
t.teardown(() => rmSync(folder, { recursive: true }));
const { config } = loadConfig({ HESHENG_DATA_DIR: dataDir, HESHENG_LOG_LEVEL: 'silent' });

const withService = async (use: (service: Service) => Promise<void>, engineThreads = 1): Promise<void> => {
  const service = await createService({ ...config, engineThreads });
  try {
    await use(service);
  } finally {
    await service.close();
  }
};

/** The fixture from this second on: somebody says 我不同意 at its end. */
const reply = (fromSeconds: number) => {
  const path = join(folder, `reply-${fromSeconds}.wav`);
  const source = fixturePath(fixtureNamed('extra-speech.flac'));
  const room = ['-af', 'adelay=500,apad=pad_dur=0.5'];
  execFileSync('ffmpeg', ['-nostdin', '-v', 'error', '-y', '-ss', String(fromSeconds), '-i', source, ...room, path]);
  const bytes = readFileSync(path);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { path, sha256, bytes: bytes.length, contentType: 'audio/wav' };
};

const ask = async ({ useCases }: Service, fromSeconds: number, expected: AnswerSpec['expected']) => {
  const outcome = await useCases.submit(
    {
      speakerId: null,
      consentId: null,
      clause: {
        kind: 'inline',
        text: '您是否同意？',
        criticalTerms: [],
        answer: { expected, acceptedPhrases: [], rejectedPhrases: [] },
      },
      slots: {},
      outerBusinessId: null,
      dialectHint: null,
      attemptNo: 1,
      supersedes: null,
      policyId: 'default',
    },
    reply(fromSeconds),
    { keyId: 'key_test', idempotencyKey: null },
  );
  if (outcome.kind !== 'created') throw new Error('nothing was posted before');
  const settled = await useCases.waitFor(outcome.verification.id, LONGEST_MS);
  if (settled.status !== 'completed') throw new Error(`the reply is ${settled.status}`);
  return settled;
};

const brokenIn = ({ pins }: ReplayReport) =>
  pins.filter(({ recorded, present }) => recorded !== present).map(({ name }) => name);

const REPLIES = [
  { name: 'a denial', fromSeconds: 5.85, verdict: 'fail', outcome: 'negative', form: '我不同意' },
  { name: 'consent', fromSeconds: 6.305, verdict: 'pass', outcome: 'affirmative', form: '同意' },
] as const;
const ids = new Map<string, string>();

t.test('an answer is judged again at once: the same verdict, reasons and answer', async (t) => {
  await withService(async (service) => {
    for (const { name, fromSeconds, verdict, outcome, form } of REPLIES) {
      const { id, judgement } = await ask(service, fromSeconds, 'affirmative');
      ids.set(name, id);
      t.match(judgement, { verdict, hearing: 'hesheng-hear/1 silence', content: { answer: { outcome, form } } }, name);
      const report = await service.useCases.replay(id, ACTOR);
      t.match(report, { outcome: 'identical', recordedVerdict: verdict, replayedVerdict: verdict, differences: [] });
      t.same(brokenIn(report), [], name);
      const names = report.pins.map((pin) => pin.name);
      for (const pin of ['hearing', 'tone_model', 'tone_contraries', 'answer_lexicon'] as const) {
        t.ok(names.includes(pin), pin);
      }
    }
  });
});

t.test('after a restart with another number of threads too', async (t) => {
  await withService(async ({ useCases }) => {
    for (const [name, id] of ids) t.match(await useCases.replay(id, ACTOR), { outcome: 'identical' }, name);
  }, 2);
});

/** Changes what is stored, as an older release or a hand in the database would leave it. */
const rewritten = (name: string, from: string, to: string): void => {
  const database = openSqliteDatabase(join(dataDir, 'hesheng.db'));
  const changed = database
    .prepare('update verifications set judgement = replace(judgement, ?, ?) where id = ?')
    .run([from, to, ids.get(name)!]);
  database.close();
  if (Number(changed.changes) !== 1) throw new Error('nothing was changed');
};

t.test('an answer that was recognised in another manner is not judged again', async (t) => {
  rewritten('a denial', '"hearing":"hesheng-hear/1 silence"', '"hearing":"hesheng-hear/0 silence"');
  await withService(async ({ useCases }) => {
    await t.rejects(useCases.replay(ids.get('a denial')!, ACTOR), {
      code: 'REPLAY_PIN_MISSING',
      detail: 'hearing hesheng-hear/0 silence: now hesheng-hear/1 silence',
    });
  });
});

t.test(
  'one that does not say how it was recognised is: the manner is unknown, and the log tells what was taken out',
  async (t) => {
    rewritten('consent', '"hearing":"hesheng-hear/1 silence",', '');
    await withService(async ({ useCases }) => {
      const report = await useCases.replay(ids.get('consent')!, ACTOR);
      t.match(report, { differences: [], replayedVerdict: 'pass' });
      t.same(brokenIn(report), ['judgement', 'hearing']);
      t.match(
        report.pins.find(({ name }) => name === 'hearing'),
        { recorded: null, present: 'hesheng-hear/1 silence' },
      );
      const read = await useCases.verification(ids.get('consent')!);
      t.match(read, { status: 'completed', judgement: { verdict: 'pass' } });
    });
  },
);
