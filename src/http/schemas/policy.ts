import { type Static, Type } from 'typebox';
import type { Policy } from '../../verdict/policy.js';
import { Id, NumberMap, Strict, snakeKeys, Text } from './common.js';

export const PolicyParams = Type.Object({ id: Id('Policy') }, Strict);

export const PolicyResource = Type.Object(
  {
    id: Text('Policy'),
    version: Type.Integer(),
    thresholds: NumberMap('Thresholds of the judge by name; log values are nats'),
  },
  { ...Strict, $id: 'Policy', description: 'Thresholds of the judge as versioned data' },
);

export const PolicyList = Type.Object(
  { policies: Type.Array(Type.Unsafe<Static<typeof PolicyResource>>({ $ref: 'Policy#' })) },
  { ...Strict, $id: 'PolicyList', description: 'Every policy' },
);

export const policyJson = (policy: Policy): Static<typeof PolicyResource> => ({
  id: policy.id,
  version: policy.version,
  thresholds: snakeKeys({ ...policy.thresholds }),
});
