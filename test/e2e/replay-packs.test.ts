import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { loadConfig } from '../../src/config.js';
import { createPackPool } from '../../src/engine/pack-pool.js';
import { createService, type Service } from '../../src/main.js';
import { packDigest } from '../../src/model/pack/pack-digest.js';
import { PackRoster } from '../../src/recognisers/pack-roster.js';
import { EMPTY_ROSTER, type Roster } from '../../src/recognisers/roster.js';
import type { ReceivedAudio } from '../../src/verification/use-cases.js';
import { fixtureBytes, fixtureNamed, fixturePath } from '../golden/fixtures.js';
import { tinyFireRedCtc, tinySenseVoice } from '../models/tiny/ctc-models.js';
import type { TinyModel } from '../models/tiny/tiny-pack.js';
import { tinyPackFolder } from '../models/with-tiny-pack.js';

// Real models, packs, store and recordings; each service is a restart over the same data folder.
t.setTimeout(400_000);

const LONGEST_MS = 120_000;
const ACTOR = { kind: 'key', id: 'key_reviewer' } as const;
const folder = mkdtempSync(join(tmpdir(), 'hesheng-replay-packs-'));
t.teardown(() => rmSync(folder, { recursive: true }));
const { config } = loadConfig({ HESHENG_DATA_DIR: join(folder, 'data'), HESHENG_LOG_LEVEL: 'silent' });

const withService = async <T>(roster: Roster, use: (service: Service) => Promise<T>): Promise<T> => {
  const service = await createService(config, { roster });
  try {
    return await use(service);
  } finally {
    await service.close();
  }
};

const received = (file: string): ReceivedAudio => {
  const fixture = fixtureNamed(file);
  const path = join(folder, file);
  copyFileSync(fixturePath(fixture), path);
  return { path, sha256: fixture.sha256, bytes: fixtureBytes(fixture).length, contentType: 'audio/flac' };
};

const judge = async ({ useCases }: Service, speakerId: string | null) => {
  const fixture = fixtureNamed('honest.wav');
  const outcome = await useCases.submit(
    {
      speakerId,
      consentId: speakerId && 'consent-1',
      clause: { kind: 'inline', text: fixture.clause_text, criticalTerms: fixture.critical_terms },
      slots: {},
      outerBusinessId: null,
      dialectHint: null,
      attemptNo: 1,
      supersedes: null,
      policyId: 'default',
    },
    received(fixture.file),
    { keyId: 'key_test', idempotencyKey: null },
  );
  if (outcome.kind !== 'created') throw new Error('nothing was posted before');
  const settled = await useCases.waitFor(outcome.verification.id, LONGEST_MS);
  if (settled.status !== 'completed') throw new Error(`the reading is ${settled.status}`);
  return settled;
};

const runningPack = async (model: TinyModel, dialects: readonly string[]) => {
  const { dir, pack } = await tinyPackFolder(t, model);
  const roster = new PackRoster({ start: () => createPackPool({ modelsDir: dir }), prove: async () => {} });
  t.teardown(() => roster.close());
  await roster.change([
    { id: pack.id, sha256: packDigest(pack), ability: 'posteriors', dialects, languages: ['zh'], mode: 'active' },
  ]);
  return { roster, id: pack.id };
};

t.test('a reading that packs heard is replayed with the same packs, and with no others', async (t) => {
  const first = await runningPack(tinySenseVoice(), ['mandarin', 'wu']);
  const judged = await withService(first.roster, async (service) => {
    await service.useCases.enrol({
      speakerId: 'demo',
      consentId: 'consent-1',
      dialect: 'wu',
      recordings: ['enrol-1.flac', 'enrol-2.flac', 'enrol-3.flac'].map(received),
    });
    const known = await judge(service, 'demo');
    t.match(known.judgement, {
      dialect: { label: 'wu', source: 'speaker', support: 'review_only' },
      recognition: { source: 'speaker', primary: first.id },
    });
    t.not(known.judgement.verdict, 'pass');
    const stranger = await judge(service, null);
    t.match(stranger.judgement, {
      dialect: { label: 'mandarin' },
      recognition: { source: 'heard', primary: 'embedded', recognisers: [{ id: first.id, part: 'second' }] },
    });
    for (const { id } of [known, stranger]) {
      const report = await service.useCases.replay(id, ACTOR);
      t.match(report, { outcome: 'identical', differences: [] });
    }
    const [entry] = (await service.store.audit.about(known.id)).filter(
      ({ entry: { action } }) => action === 'verification.judged',
    );
    t.match(entry?.entry.detail, { recognition: { primary: first.id } });
    t.notOk(JSON.stringify(entry).includes(known.judgement.recognition!.recognisers[0]!.transcript!), 'no speech text');
    return { known, stranger };
  });

  await withService(EMPTY_ROSTER, async ({ useCases }) => {
    await t.rejects(useCases.replay(judged.known.id, ACTOR), { code: 'REPLAY_PIN_MISSING' });
  });

  const other = await runningPack(tinyFireRedCtc(), ['mandarin', 'wu']);
  await withService(other.roster, async (service) => {
    await t.rejects(service.useCases.replay(judged.stranger.id, ACTOR), { code: 'REPLAY_PIN_MISSING' });
  });
});
