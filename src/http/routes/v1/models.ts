import type { App, RouteContext } from '../../app-options.js';
import { modelJson } from '../../schemas/model.js';
import { jsonResponse, v1Problems } from '../../schemas/responses.js';

const listSchema = {
  operationId: 'listModels',
  summary: 'The models that judge',
  tags: ['models'],
  response: { 200: jsonResponse('ModelList', 'By role, with their hashes'), ...v1Problems() },
};

export const modelRoutes = (app: App, { models }: RouteContext): void => {
  app.get('/models', { schema: listSchema, config: { scope: 'read' } }, async () => ({
    models: models().map(modelJson),
  }));
};
