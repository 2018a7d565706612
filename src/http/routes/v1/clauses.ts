import type { App, RouteContext } from '../../app-options.js';
import { ClauseBody, ClauseParams, ClauseVersionParams, clauseJson, toClause } from '../../schemas/clause.js';
import { jsonResponse, v1Problems } from '../../schemas/responses.js';

const tags = ['clauses'];

const putSchema = {
  operationId: 'putClauseVersion',
  summary: 'Store a clause version',
  description: 'Immutable: the same version may be put again only with the same content.',
  tags,
  params: ClauseVersionParams,
  body: ClauseBody,
  response: {
    200: jsonResponse('Clause', 'Stored before, with the same content'),
    201: jsonResponse('Clause', 'Stored now', { Location: { type: 'string', description: 'Path of the version' } }),
    ...v1Problems('CLAUSE_INVALID', 'CLAUSE_EXISTS', 'BODY_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'),
  },
};

const listSchema = {
  operationId: 'listClauses',
  summary: 'Every stored clause version',
  tags,
  response: { 200: jsonResponse('ClauseList', 'All of them'), ...v1Problems() },
};

const readSchema = {
  operationId: 'getClause',
  summary: 'The newest version of a clause',
  tags,
  params: ClauseParams,
  response: { 200: jsonResponse('Clause', 'The newest version'), ...v1Problems('CLAUSE_NOT_FOUND') },
};

const readVersionSchema = {
  ...readSchema,
  operationId: 'getClauseVersion',
  summary: 'One version of a clause',
  params: ClauseVersionParams,
  response: { 200: jsonResponse('Clause', 'This version'), ...v1Problems('CLAUSE_NOT_FOUND') },
};

export const clauseRoutes = (app: App, { useCases }: RouteContext): void => {
  app.put(
    '/clauses/:id/versions/:version',
    { schema: putSchema, config: { scope: 'admin' } },
    async (request, reply) => {
      const clause = toClause(request.params, request.body);
      const { created } = await useCases.putClause(clause);
      if (created) reply.code(201).header('location', `/v1/clauses/${clause.id}/versions/${clause.version}`);
      return clauseJson(clause);
    },
  );

  app.get('/clauses', { schema: listSchema, config: { scope: 'read' } }, async () => ({
    clauses: (await useCases.clauses()).map(clauseJson),
  }));

  app.get('/clauses/:id', { schema: readSchema, config: { scope: 'read' } }, async ({ params }) =>
    clauseJson(await useCases.clause(params.id, null)),
  );

  app.get(
    '/clauses/:id/versions/:version',
    { schema: readVersionSchema, config: { scope: 'read' } },
    async ({ params }) => clauseJson(await useCases.clause(params.id, params.version)),
  );
};
