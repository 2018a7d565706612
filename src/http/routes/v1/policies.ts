import type { App, RouteContext } from '../../app-options.js';
import { PolicyParams, PolicyQuery, policyJson } from '../../schemas/policy.js';
import { jsonResponse, v1Problems } from '../../schemas/responses.js';

const tags = ['policies'];

const listSchema = {
  operationId: 'listPolicies',
  summary: 'The policies in force',
  tags,
  response: { 200: jsonResponse('PolicyList', 'Of every id the highest version'), ...v1Problems() },
};

const readSchema = {
  operationId: 'getPolicy',
  summary: 'One policy, in force or of an earlier version',
  tags,
  params: PolicyParams,
  querystring: PolicyQuery,
  response: { 200: jsonResponse('Policy', 'The policy'), ...v1Problems('POLICY_NOT_FOUND') },
};

export const policyRoutes = (app: App, { useCases }: RouteContext): void => {
  app.get('/policies', { schema: listSchema, config: { scope: 'read' } }, async () => ({
    policies: useCases.policies().map(policyJson),
  }));

  app.get('/policies/:id', { schema: readSchema, config: { scope: 'read' } }, async ({ params, query }) =>
    policyJson(useCases.policy(params.id, query.version ?? null)),
  );
};
