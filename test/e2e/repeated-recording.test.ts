import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import type { Service } from '../../src/main.js';
import type { ReceivedAudio } from '../../src/verification/use-cases.js';
import { fixtureNamed, fixturePath } from '../golden/fixtures.js';
import { ACTOR, judgeAudio, openReplayBench } from './support/replay-bench.js';

// Real models, store and recordings.
t.setTimeout(400_000);

const { folder, withService, received } = openReplayBench(t);

/** The fixture as ffmpeg makes it anew. */
const remade = (file: string, name: string, options: readonly string[]): ReceivedAudio => {
  const path = join(folder, name);
  const from = fixturePath(fixtureNamed(file));
  execFileSync('ffmpeg', ['-nostdin', '-v', 'error', '-y', '-i', from, ...options, path]);
  const bytes = readFileSync(path);
  return {
    path,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    bytes: bytes.length,
    contentType: 'audio/wav',
  };
};

const judge = (service: Service, audio: ReceivedAudio, case_: string, added: Record<string, unknown> = {}) => {
  const { clause_text: text, critical_terms: criticalTerms } = fixtureNamed('honest.wav');
  const clause = { kind: 'inline', text, criticalTerms } as const;
  return judgeAudio(service, { clause, outerBusinessId: case_, ...added }, audio);
};

const codes = ({ judgement }: Awaited<ReturnType<typeof judge>>) => judgement.reasons.map(({ code }) => code);

t.test('a recording counts once', async (t) => {
  await withService(async (service) => {
    const first = await judge(service, received('honest.wav'), 'case-1');
    t.equal(first.judgement.verdict, 'pass');
    t.match(first.judgement.replay, { kind: 'none', earlier: null, sameCase: false });

    await t.test('sent again for the same case it is judged as before, and the evidence tells', async (t) => {
      const again = await judge(service, received('honest.wav'), 'case-1');
      t.equal(again.judgement.verdict, 'pass');
      t.match(again.judgement.replay, { kind: 'exact', earlier: { id: first.id }, sameCase: true });
    });

    await t.test('for another case it is for review', async (t) => {
      const other = await judge(service, received('honest.wav'), 'case-2');
      t.equal(other.judgement.verdict, 'review');
      t.same(codes(other), ['RECORDING_REPEATED']);
      t.match(other.judgement.replay, { kind: 'exact', similarity: 1, sameCase: false });
    });

    await t.test('encoded again and faster, too; and a replay of the judgement comes out the same', async (t) => {
      const copy = remade('honest.wav', 'copy.wav', [
        '-af',
        'volume=-8dB,atempo=1.02',
        '-ar',
        '8000',
        '-c:a',
        'pcm_mulaw',
      ]);
      const other = await judge(service, copy, 'case-3');
      t.not(other.judgement.verdict, 'pass');
      t.ok(codes(other).includes('RECORDING_REPEATED'));
      const { replay } = other.judgement;
      t.equal(replay?.kind, 'near');
      t.ok(Math.abs(replay!.speed! - 1.02) < 0.006, String(replay!.speed));
      const [entry] = (await service.store.audit.about(other.id)).slice(-1);
      t.match(entry?.entry.detail, { replay: { kind: 'near' }, reasons: codes(other) });
      t.match(await service.useCases.replay(other.id, ACTOR), { outcome: 'identical', differences: [] });
    });

    await t.test('another speaker who reads the clause is new', async (t) => {
      const other = await judge(service, received('other-speaker.flac'), 'case-4');
      t.equal(other.judgement.replay?.kind, 'none');
      t.notOk(codes(other).includes('RECORDING_REPEATED'));
    });

    await t.test('a recording that a speaker was enrolled with is no reading', async (t) => {
      const speaker = { speakerId: 'demo', consentId: 'consent-1' };
      const takes = ['enrol-1.flac', 'enrol-2.flac', 'enrol-3.flac'].map(received);
      const enrolment = await service.useCases.enrol({ ...speaker, recordings: takes });
      const other = await judge(service, received('enrol-1.flac'), 'case-5');
      t.ok(codes(other).includes('RECORDING_REPEATED'));
      t.match(other.judgement.replay, { kind: 'exact', earlier: { kind: 'enrolment', id: enrolment.id } });
      await service.useCases.deleteSpeaker('demo');
      t.equal(
        await service.store.fingerprints.remove({ kind: 'enrolment', id: enrolment.id }),
        0,
        'forgotten with them',
      );
    });

    await t.test('two copies at the same moment do not both pass', async (t) => {
      const copies = [1, 2].map((n) => remade('accent-southwestern.wav', `twin-${n}.wav`, ['-af', `volume=-${n}dB`]));
      const judged = await Promise.all(copies.map((copy, n) => judge(service, copy, `case-twin-${n}`)));
      t.same(judged.map(({ judgement }) => judgement.replay?.kind).sort(), ['near', 'none']);
    });
  });
});
