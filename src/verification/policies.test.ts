import t from 'tap';
import { POLICY } from '../verdict/honest-reading.fixture.js';
import { findPolicy, policiesInForce, policyVersion } from './policies.js';

const at = (id: string, version: number) => ({ ...POLICY, id, version });
const ALL = [at('default', 2), at('elder', 1), at('default', 10), at('default', 9)];

t.test('of an id the highest version is in force, and the others stay to be found', async (t) => {
  t.same(
    policiesInForce(ALL).map(({ id, version }) => `${id}/${version}`),
    ['default/10', 'elder/1'],
  );
  t.equal(findPolicy(ALL, 'default').version, 10);
  t.equal(findPolicy(ALL, 'default', 2).version, 2);
  t.equal(policyVersion(ALL, 'default', 9)?.version, 9);
  t.equal(policyVersion(ALL, 'default', 3), null);
});

t.test('what is not there is said so', async (t) => {
  t.throws(() => findPolicy(ALL, 'strict'), { code: 'POLICY_NOT_FOUND' });
  t.throws(() => findPolicy(ALL, 'elder', 2), { code: 'POLICY_NOT_FOUND' });
});
