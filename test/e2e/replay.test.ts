import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import type { Service } from '../../src/main.js';
import { openSqliteDatabase } from '../../src/store/sqlite-database.js';
import { shippedPolicies } from '../../src/verdict/policies.js';
import { fixtureBytes, fixtureNamed } from '../golden/fixtures.js';
import { ACTOR, brokenPins, judgeAudio, openReplayBench } from './support/replay-bench.js';

// Real models, store and recordings; each service is a restart over the same data folder.
t.setTimeout(400_000);

const SPEAKER = { speakerId: 'demo', consentId: 'consent-1' };
const policyDir = mkdtempSync(join(tmpdir(), 'hesheng-replay-policies-'));
t.teardown(() => rmSync(policyDir, { recursive: true }));
const { dataDir, withService, received } = openReplayBench(t, { HESHENG_POLICY_DIR: policyDir });

interface Wanted {
  readonly file: string;
  readonly speaker?: boolean;
  readonly policyId?: string;
}

const judge = (service: Service, { file, speaker = false, policyId = 'default' }: Wanted) => {
  const { clause_text: text, critical_terms: criticalTerms, dialect_hint: dialectHint } = fixtureNamed(file);
  const clause = { kind: 'inline', text, criticalTerms } as const;
  return judgeAudio(service, { clause, dialectHint, policyId, ...(speaker ? SPEAKER : {}) }, received(file));
};

const enrol = ({ useCases }: Service) =>
  useCases.enrol({
    ...SPEAKER,
    recordings: ['enrol-1.flac', 'enrol-2.flac', 'enrol-3.flac'].map(received),
  });

/** Thresholds of an operator, kept as two contents of one version. */
const STRICT = { ...shippedPolicies()[0]!, id: 'strict', version: 3 };
const writeStrict = (snrDbMin: number): void =>
  writeFileSync(
    join(policyDir, 'strict.json'),
    JSON.stringify({ ...STRICT, thresholds: { ...STRICT.thresholds, snrDbMin } }),
  );

/** By what the tests below call them. */
const ids = new Map<string, string>();
const verdicts = new Map<string, string>();
const idOf = (name: string): string => ids.get(name)!;

t.test('a verdict is judged again at once: the same, and the log says so', async (t) => {
  writeStrict(12);
  await withService(async (service) => {
    await enrol(service);
    const readings: readonly (Wanted & { readonly name: string })[] = [
      { name: 'voice', file: 'honest.wav', speaker: true },
      { name: 'nobody', file: 'negation-dropped.wav' },
      { name: 'accent', file: 'accent-southwestern.wav' },
      { name: 'strict', file: 'number-changed.flac', policyId: 'strict' },
    ];
    for (const { name, ...wanted } of readings) {
      const { id, judgement } = await judge(service, wanted);
      ids.set(name, id);
      verdicts.set(name, judgement.verdict);
    }
    const before = await service.store.verifications.find(idOf('voice'));
    const report = await service.useCases.replay(idOf('voice'), ACTOR);
    t.match(report, { outcome: 'identical', recordedVerdict: 'pass', replayedVerdict: 'pass', differences: [] });
    t.same(brokenPins(report), []);
    t.same(await service.store.verifications.find(idOf('voice')), before, 'nothing stored was changed');
    const [last] = (await service.store.audit.about(idOf('voice'))).slice(-1);
    t.match(last?.entry, {
      action: 'verification.replayed',
      actor: ACTOR,
      detail: { outcome: 'identical', differences: 0, changedPins: [] },
    });
  });
});

t.test('after a restart with another number of threads each comes out the same', async (t) => {
  await withService(
    async (service) => {
      for (const name of ids.keys()) {
        const report = await service.useCases.replay(idOf(name), ACTOR);
        t.same(report.differences, [], name);
        t.equal(report.outcome, 'identical', name);
      }
    },
    { engineThreads: 2 },
  );
});

t.test('a voice is compared with the template of then, and taken from the record once that is gone', async (t) => {
  await withService(async (service) => {
    await enrol(service);
    t.equal((await service.useCases.replay(idOf('voice'), ACTOR)).outcome, 'identical', 'enrolled again since');
    await service.useCases.deleteSpeaker(SPEAKER.speakerId);
    const report = await service.useCases.replay(idOf('voice'), ACTOR);
    t.match(report, { outcome: 'incomplete', replayedVerdict: 'pass', differences: [] });
    t.same(brokenPins(report), ['speaker_template']);
  });
});

t.test('a policy that was changed in place is named, and one that is gone refuses', async (t) => {
  writeStrict(55);
  await withService(async (service) => {
    const report = await service.useCases.replay(idOf('strict'), ACTOR);
    t.equal(report.outcome, 'different');
    t.same(brokenPins(report), ['policy']);
    const paths = report.differences.map(({ path }) => path);
    t.ok(paths.includes('policy.sha256') && paths.includes('policy.thresholds.snrDbMin'));
  });
  writeFileSync(join(policyDir, 'strict.json'), JSON.stringify({ ...STRICT, version: 4 }));
  await withService(async (service) => {
    await t.rejects(service.useCases.replay(idOf('strict'), ACTOR), {
      code: 'REPLAY_PIN_MISSING',
      detail: 'policy strict version 3: gone',
    });
  });
});

t.test('a stored judgement or request that somebody changed is found', async (t) => {
  const verdict = verdicts.get('nobody')!;
  const database = openSqliteDatabase(join(dataDir, 'hesheng.db'));
  const change = (column: string, from: string, to: string, id: string): void => {
    const done = database
      .prepare(`update verifications set ${column} = replace(${column}, ?, ?) where id = ?`)
      .run([from, to, id]);
    t.equal(Number(done.changes), 1);
  };
  change('judgement', `"verdict":"${verdict}"`, '"verdict":"pass"', idOf('nobody'));
  change('request', '不保证', '保证', idOf('accent'));
  database.close();
  await withService(async (service) => {
    const judged = await service.useCases.replay(idOf('nobody'), ACTOR);
    t.match(judged, { outcome: 'different', recordedVerdict: 'pass', replayedVerdict: verdict });
    t.same(brokenPins(judged), ['judgement']);
    t.same(judged.differences, [{ path: 'verdict', recorded: 'pass', replayed: verdict }]);
    const asked = await service.useCases.replay(idOf('accent'), ACTOR);
    t.same(brokenPins(asked), ['request']);
    t.equal(asked.outcome, 'different');
  });
});

t.test('other bytes, and none, are no recording to judge again', async (t) => {
  const { sha256 } = fixtureNamed('accent-southwestern.wav');
  const path = join(dataDir, 'blobs', sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  writeFileSync(path, fixtureBytes(fixtureNamed('honest.wav')));
  await withService(async (service) => {
    await t.rejects(service.useCases.replay(idOf('accent'), ACTOR), {
      code: 'REPLAY_PIN_MISSING',
      detail: 'audio: the stored bytes are not those that were judged',
    });
    rmSync(path);
    await t.rejects(service.useCases.replay(idOf('accent'), ACTOR), { code: 'AUDIO_GONE' });
  });
});
