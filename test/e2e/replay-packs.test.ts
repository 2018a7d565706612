import t from 'tap';
import { createPackPool } from '../../src/engine/pack-pool.js';
import type { Service } from '../../src/main.js';
import { packDigest } from '../../src/model/pack/pack-digest.js';
import { PackRoster } from '../../src/recognisers/pack-roster.js';
import { EMPTY_ROSTER, type Roster } from '../../src/recognisers/roster.js';
import { fixtureNamed } from '../golden/fixtures.js';
import { tinyFireRedCtc, tinySenseVoice } from '../models/tiny/ctc-models.js';
import type { TinyModel } from '../models/tiny/tiny-pack.js';
import { tinyPackFolder } from '../models/with-tiny-pack.js';
import { ACTOR, judgeAudio, openReplayBench } from './support/replay-bench.js';

// Real models, packs, store and recordings; each service is a restart over the same data folder.
t.setTimeout(400_000);

const { withService, received } = openReplayBench(t);
const withPacks = <T>(roster: Roster, use: (service: Service) => Promise<T>): Promise<T> =>
  withService(use, {}, { roster });

const judge = (service: Service, speakerId: string | null) => {
  const { file, clause_text: text, critical_terms: criticalTerms } = fixtureNamed('honest.wav');
  const clause = { kind: 'inline', text, criticalTerms } as const;
  return judgeAudio(service, { clause, speakerId, consentId: speakerId && 'consent-1' }, received(file));
};

const runningPack = async (model: TinyModel, dialects: readonly string[]) => {
  const { dir, pack } = await tinyPackFolder(t, model);
  const roster = new PackRoster({ start: () => createPackPool({ modelsDir: dir }), prove: async () => {} });
  t.teardown(() => roster.close());
  await roster.change([
    {
      role: 'asr',
      id: pack.id,
      sha256: packDigest(pack),
      ability: 'posteriors',
      dialects,
      languages: ['zh'],
      mode: 'active',
    },
  ]);
  return { roster, id: pack.id };
};

t.test('a reading that packs heard is replayed with the same packs, and with no others', async (t) => {
  const first = await runningPack(tinySenseVoice(), ['mandarin', 'wu']);
  const judged = await withPacks(first.roster, async (service) => {
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

  await withPacks(EMPTY_ROSTER, async ({ useCases }) => {
    await t.rejects(useCases.replay(judged.known.id, ACTOR), { code: 'REPLAY_PIN_MISSING' });
  });

  const other = await runningPack(tinyFireRedCtc(), ['mandarin', 'wu']);
  await withPacks(other.roster, async (service) => {
    await t.rejects(service.useCases.replay(judged.stranger.id, ACTOR), { code: 'REPLAY_PIN_MISSING' });
  });
});
