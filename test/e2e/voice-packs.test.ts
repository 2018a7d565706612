import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import t, { type Test } from 'tap';
import { createService } from '../../src/main.js';
import { packDigest } from '../../src/model/pack/pack-digest.js';
import { readPack } from '../../src/model/pack/pack-store.js';
import { toWav } from '../engine/support/wav.js';
import { fixtureNamed } from '../golden/fixtures.js';
import { type TinyModel, writeTinyPack } from '../models/tiny/tiny-pack.js';
import { tiny3dSpeaker, tinyWeSpeaker } from '../models/tiny/voice-models.js';
import { openActivationBench } from '../recognisers/support/activation-bench.js';
import { ACTOR, judgeAudio, receivedIn } from './support/replay-bench.js';

// Tiny voice models through real sherpa-onnx, exchanged by the command line under a service that runs.
t.setTimeout(240_000);

const TAKES = ['enrol-1.flac', 'enrol-2.flac', 'enrol-3.flac'];

const openServed = async (t: Test) => {
  const bench = await openActivationBench(t);
  const service = await createService(bench.config);
  t.teardown(() => service.close());
  await service.engine.ready();
  const received = receivedIn(bench.dataDir);
  const add = async (model: TinyModel): Promise<void> => {
    const folder = join(bench.dataDir, 'new', model.family);
    await writeTinyPack(folder, model);
    t.match(await bench.models('add', folder), { code: 0 });
  };
  const runs = async (...ids: readonly string[]): Promise<void> => {
    while (service.packs.packs.map(({ id }) => id).join() !== ids.join()) await sleep(50);
  };
  const enrol = (speakerId: string) =>
    service.useCases.enrol({ speakerId, consentId: 'consent-1', recordings: TAKES.map(received) });
  const judge = async (speakerId: string) => {
    const { file, clause_text: text, critical_terms: criticalTerms } = fixtureNamed('honest.wav');
    const clause = { kind: 'inline', text, criticalTerms } as const;
    return judgeAudio(
      service,
      { clause, speakerId, consentId: 'consent-1', outerBusinessId: 'one-case' },
      received(file),
    );
  };
  return { ...bench, service, add, runs, enrol, judge };
};

t.test(
  'a voice model takes the place of the embedded one, and each template is compared by its own alone',
  async (t) => {
    const { service, packs, models, add, runs, enrol, judge } = await openServed(t);
    const embedded = service.engine.models().find(({ role }) => role === 'voice')!.sha256;
    t.match(await enrol('before'), { voiceModel: embedded });
    const first = await judge('before');
    t.type(first.judgement.speaker.score, 'number');

    await add(tiny3dSpeaker());
    t.match(await models('activate', 'tiny-3d-speaker'), { code: 1, err: /PACK_UNPROVEN/ });
    t.match(await models('activate', 'tiny-3d-speaker', '--shadow', '--without-canary'), {
      code: 1,
      err: /PACK_UNSUITABLE/,
    });
    t.match(await models('activate', 'tiny-3d-speaker', '--without-canary'), { code: 0, out: /NOT PROVED/ });
    await runs('tiny-3d-speaker');
    const pack = packDigest(await readPack(packs, 'tiny-3d-speaker'));

    t.match((await judge('before')).judgement, { verdict: 'review', speaker: { decision: 'EXPIRED', score: null } });
    t.match(await enrol('after'), { voiceModel: pack });
    const second = await judge('after');
    t.type(second.judgement.speaker.score, 'number');
    t.match(second.judgement.models.at(-1), { role: 'voice', id: 'tiny-3d-speaker', sha256: pack });
    t.equal(
      second.judgement.models.filter(({ role }) => role === 'voice').length,
      2,
      'and the one that finds two voices',
    );

    for (const { id } of [first, second]) {
      t.match(await service.useCases.replay(id, ACTOR), { outcome: 'identical', differences: [] });
    }

    t.comment('another one makes room for itself');
    await add(tinyWeSpeaker());
    t.match(await models('activate', 'tiny-wespeaker', '--without-canary'), { code: 0 });
    await runs('tiny-wespeaker');
    t.match((await judge('after')).judgement, { speaker: { decision: 'EXPIRED' } });
    await t.rejects(service.useCases.replay(second.id, ACTOR), { code: 'REPLAY_PIN_MISSING' });

    t.match(await models('rollback'), { code: 0 });
    await runs('tiny-3d-speaker');
    t.match((await judge('after')).judgement.speaker, { score: second.judgement.speaker.score });
    t.match(await models('deactivate', 'tiny-3d-speaker'), { code: 0 });
    await runs();
    t.match((await judge('before')).judgement.speaker, { score: first.judgement.speaker.score });
  },
);

t.test('a voice model must tell the voices of its canaries apart', async (t) => {
  const { dataDir, models, add } = await openServed(t);
  await add(tiny3dSpeaker());
  const tone = (hz: number, level: number): Buffer =>
    toWav(
      Float32Array.from(
        { length: 24_000 },
        (_, at) => level * Math.sin((2 * Math.PI * hz * at) / 16_000 + Math.sin(at / 900)),
      ),
    );
  const folder = async (names: readonly string[]): Promise<string> => {
    const canaries = join(dataDir, `canaries-${names.join('')}`);
    await mkdir(canaries);
    for (const [at, name] of names.entries()) {
      await writeFile(
        join(canaries, `${at}.wav`),
        [tone(300, 0.1), tone(300, 0.2), tone(2_400, 0.1), tone(2_400, 0.2)][at]!,
      );
      await writeFile(join(canaries, `${at}.txt`), name);
    }
    return canaries;
  };
  t.match(await models('activate', 'tiny-3d-speaker', '--canary', await folder(['a', 'b', 'a', 'b'])), {
    code: 1,
    err: /PACK_UNPROVEN.*more like another voice/,
  });
  t.match(await models('activate', 'tiny-3d-speaker', '--canary', await folder(['a', 'a', 'b', 'b'])), {
    code: 0,
    out: /active {2}proved/,
  });
});

t.test('a voice model of another shape is refused before anything is exchanged', async (t) => {
  const { models, add, service, enrol } = await openServed(t);
  await add(tiny3dSpeaker({ bands: 40 }));
  t.match(await models('activate', 'tiny-3d-speaker', '--without-canary'), {
    code: 1,
    out: '',
    err: /ENGINE_|MODEL_INVALID/,
  });
  t.strictSame(service.packs.packs, []);
  t.match(await enrol('anyone'), { recordings: 3 });
});
