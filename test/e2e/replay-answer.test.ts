import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import type { AnswerSpec } from '../../src/clause/answer.js';
import type { Service } from '../../src/main.js';
import { openSqliteDatabase } from '../../src/store/sqlite-database.js';
import { fixtureNamed, fixturePath } from '../golden/fixtures.js';
import { ACTOR, brokenPins, judgeAudio, openReplayBench } from './support/replay-bench.js';

// Real models, store and recordings.
t.setTimeout(400_000);

const { folder, dataDir, withService } = openReplayBench(t);

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

const ask = (service: Service, fromSeconds: number, expected: AnswerSpec['expected']) => {
  const answer = { expected, acceptedPhrases: [], rejectedPhrases: [] };
  const clause = { kind: 'inline', text: '您是否同意？', criticalTerms: [], answer } as const;
  return judgeAudio(service, { clause }, reply(fromSeconds));
};

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
      t.same(brokenPins(report), [], name);
      const names = report.pins.map((pin) => pin.name);
      for (const pin of ['hearing', 'tone_model', 'tone_contraries', 'answer_lexicon'] as const) {
        t.ok(names.includes(pin), pin);
      }
    }
  });
});

t.test('after a restart with another number of threads too', async (t) => {
  await withService(
    async ({ useCases }) => {
      for (const [name, id] of ids) t.match(await useCases.replay(id, ACTOR), { outcome: 'identical' }, name);
    },
    { engineThreads: 2 },
  );
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
      t.same(brokenPins(report), ['judgement', 'hearing']);
      t.match(
        report.pins.find(({ name }) => name === 'hearing'),
        { recorded: null, present: 'hesheng-hear/1 silence' },
      );
      const read = await useCases.verification(ids.get('consent')!);
      t.match(read, { status: 'completed', judgement: { verdict: 'pass' } });
    });
  },
);
