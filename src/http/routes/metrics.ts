import type { App, AppOptions } from '../app-options.js';
import { problemResponses } from '../schemas/problem.js';

const schema = {
  operationId: 'metrics',
  summary: 'Metrics for Prometheus',
  description: 'Listed in docs/metrics.md. No label holds an id of a person or case, or any text.',
  tags: ['operations'],
  response: {
    200: { description: 'Text exposition format', content: { 'text/plain': { schema: { type: 'string' } } } },
    ...problemResponses(['INTERNAL']),
  },
};

export const metricsRoutes = (app: App, { metrics }: Pick<AppOptions, 'metrics'>): void => {
  app.get('/metrics', { schema }, async (_request, reply) => {
    const { contentType, text } = await metrics.render();
    return reply.type(contentType).send(text);
  });
};
