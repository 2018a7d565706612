import t, { type Test } from 'tap';
import type { Service } from '../../src/main.js';
import { type Fixture, fixtureOf } from '../golden/fixtures.js';
import { readingOf, WAIT } from './support/readings.js';
import { ACTOR, openReplayBench } from './support/replay-bench.js';
import type { Answer } from './support/running-service.js';
import { scriptedDraw } from './support/scripted-draw.js';

// Real models, store, server and recordings; chance and time alone are ours.
t.setTimeout(400_000);

const SPOKEN = '三九五二七四';
const OTHER = '八六四零八零';
const ONE_CASE = 'case-1';
const WITH_PHRASE = fixtureOf('challenges', 'phrase-before.flac');
const CLAUSE_ALONE = fixtureOf('suites', 'risk.flac');

const { withService } = openReplayBench(t, { HESHENG_PORT: '0', HESHENG_MAX_EVENT_LOOP_DELAY_MS: '60000' });

const callerOf = async (service: Service) => {
  const origin = await service.listen();
  const { token } = await service.useCases.createKey('e2e', ['submit', 'read']);
  const ask = async (path: string, init: RequestInit = {}): Promise<Pick<Answer, 'status' | 'json'>> => {
    const headers = { authorization: `Bearer ${token}`, ...init.headers };
    const answer = await fetch(`${origin}${path}`, { ...init, headers });
    return { status: answer.status, json: await answer.json() };
  };
  return {
    ask,
    issue: async (asked: Record<string, unknown> = {}) => {
      const body = JSON.stringify({ kind: 'digits', outer_business_id: ONE_CASE, ...asked });
      const headers = { 'content-type': 'application/json' };
      return (await ask('/v1/challenges', { method: 'POST', body, headers })).json;
    },
    read: (fixture: Fixture, added: Record<string, unknown>) =>
      ask('/v1/verifications', readingOf(fixture, { headers: WAIT, outer_business_id: ONE_CASE, ...added })),
  };
};

const codesOf = ({ reasons }: { readonly reasons: readonly { readonly code: string }[] }) =>
  reasons.map(({ code }) => code);

t.test('a reading with a challenge, from the phrase to the verdict and its replay', async (t) => {
  let ahead = 0;
  const clock = () => Date.now() + ahead;
  const randomBytes = scriptedDraw([SPOKEN, OTHER, OTHER, SPOKEN, SPOKEN]);
  await withService(
    async (service) => {
      const { ask, issue, read } = await callerOf(service);
      const replays = async (t: Test, id: string) =>
        t.match(await service.useCases.replay(id, ACTOR), { outcome: 'identical', differences: [] });
      const first = await issue();
      t.equal(first.phrase, SPOKEN);

      await t.test('the phrase and the clause are read: the verdict is that of the clause', async (t) => {
        const { json } = await read(WITH_PHRASE, { challenge_id: first.id });
        t.match(json, { status: 'completed', verdict: 'pass', reasons: [] });
        t.match(json.challenge, { id: first.id, outcome: 'read', phrase: SPOKEN });
        t.match(json.content, { coverage: 1, accuracy: 1, insertions: 0 }, 'the phrase is no speech of the clause');
        t.match((await ask(`/v1/challenges/${first.id}`)).json, { status: 'used', verification_id: json.id });
        await replays(t, json.id);
      });

      await t.test('a second reading with it is refused', async (t) => {
        t.match(await read(WITH_PHRASE, { challenge_id: first.id }), { status: 409, json: { code: 'CHALLENGE_USED' } });
      });

      await t.test('another phrase was asked for', async (t) => {
        const { json } = await read(WITH_PHRASE, { challenge_id: (await issue()).id });
        t.match(json, { verdict: 'fail', challenge: { outcome: 'not_read', phrase: OTHER } });
        t.ok(codesOf(json).includes('CHALLENGE_NOT_READ'));
        await replays(t, json.id);
      });

      await t.test('no phrase was read', async (t) => {
        const { json } = await read(CLAUSE_ALONE, { challenge_id: (await issue()).id });
        t.match(json, { verdict: 'fail', challenge: { outcome: 'not_read' } });
        t.same(codesOf(json), ['CHALLENGE_NOT_READ']);
      });

      await t.test('the phrase was asked for after the clause', async (t) => {
        const { json } = await read(WITH_PHRASE, { challenge_id: (await issue({ position: 'after' })).id });
        t.equal(json.challenge.outcome, 'not_read');
        t.not(json.verdict, 'pass');
      });

      await t.test('the phrase of another case, and one that is 120 seconds old', async (t) => {
        const { id } = await issue();
        t.match(await read(WITH_PHRASE, { challenge_id: id, outer_business_id: 'case-2' }), {
          status: 422,
          json: { code: 'CHALLENGE_MISMATCH' },
        });
        ahead = 120_000;
        t.match(await read(WITH_PHRASE, { challenge_id: id }), { status: 422, json: { code: 'CHALLENGE_EXPIRED' } });
        t.match((await ask(`/v1/challenges/${id}`)).json, { status: 'expired' });
      });
    },
    {},
    { clock, randomBytes },
  );
});
