import type { App, RouteContext } from '../../app-options.js';
import { PolicyParams, policyJson } from '../../schemas/policy.js';
import { jsonResponse, v1Problems } from '../../schemas/responses.js';

const tags = ['policies'];

const listSchema = {
  operationId: 'listPolicies',
  summary: 'Every policy',
  tags,
  response: { 200: jsonResponse('PolicyList', 'All of them'), ...v1Problems() },
};

const readSchema = {
  operationId: 'getPolicy',
  summary: 'The thresholds of one policy',
  tags,
  params: PolicyParams,
  response: { 200: jsonResponse('Policy', 'The policy in force'), ...v1Problems('POLICY_NOT_FOUND') },
};

export const policyRoutes = (app: App, { useCases }: RouteContext): void => {
  app.get('/policies', { schema: listSchema, config: { scope: 'read' } }, async () => ({
    policies: useCases.policies().map(policyJson),
  }));

  app.get('/policies/:id', { schema: readSchema, config: { scope: 'read' } }, async ({ params }) =>
    policyJson(useCases.policy(params.id)),
  );
};
