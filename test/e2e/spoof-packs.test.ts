import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import t from 'tap';
import { createService } from '../../src/main.js';
import { fixtureNamed } from '../golden/fixtures.js';
import { tinySpoof } from '../models/tiny/spoof-models.js';
import { writeTinyPack } from '../models/tiny/tiny-pack.js';
import { openActivationBench } from '../recognisers/support/activation-bench.js';
import { ACTOR, judgeAudio, receivedIn } from './support/replay-bench.js';

// Tiny spoof models through real onnxruntime, activated by the command line under a service that runs.
t.setTimeout(240_000);

t.test('an active spoof model can only raise a review, and a replay asks those that were asked', async (t) => {
  const { config, dataDir, models } = await openActivationBench(t);
  const service = await createService(config);
  t.teardown(() => service.close());
  await service.engine.ready();
  const received = receivedIn(dataDir);
  const judge = async () => {
    const { file, clause_text: text, critical_terms: criticalTerms } = fixtureNamed('honest.wav');
    const clause = { kind: 'inline', text, criticalTerms } as const;
    return judgeAudio(service, { clause, outerBusinessId: 'one-case' }, received(file));
  };
  const activate = async (bias: number): Promise<void> => {
    const folder = join(dataDir, `new${bias}`);
    await writeTinyPack(folder, tinySpoof({ bias, perPower: 0 }));
    t.match(await models('add', folder), { code: 0 });
    t.match(await models('activate', 'tiny-spoof-waveform', '--without-canary'), { code: 0 });
  };

  const before = await judge();
  t.match(before.judgement, { verdict: 'pass' });
  t.equal(before.judgement.spoofs, undefined);

  await activate(-3);
  while (service.packs.packs.length === 0) await sleep(50);
  const calm = await judge();
  t.match(calm.judgement, { verdict: 'pass', reasons: [], spoofs: [{ id: 'tiny-spoof-waveform', failure: null }] });
  t.match(await service.useCases.replay(calm.id, ACTOR), { outcome: 'identical', differences: [] });
  t.match(await service.useCases.replay(before.id, ACTOR), { outcome: 'identical', differences: [] });

  t.match(await models('deactivate', 'tiny-spoof-waveform'), { code: 0 });
  while (service.packs.packs.length > 0) await sleep(50);
  t.match(await models('remove', 'tiny-spoof-waveform'), { code: 0 });
  await activate(3);
  while (service.packs.packs.length === 0) await sleep(50);
  const alarmed = await judge();
  t.match(alarmed.judgement, { verdict: 'review', reasons: [{ code: 'SPOOF_SUSPECTED' }] });
  t.ok(alarmed.judgement.spoofs![0]!.score! > 0.9);
});
