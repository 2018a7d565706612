import type { App, Readiness } from '../app-options.js';
import { RequestFault } from '../problem.js';
import { problemResponses } from '../schemas/problem.js';
import { jsonResponse } from '../schemas/responses.js';

const tags = ['operations'];

const liveSchema = {
  operationId: 'live',
  summary: 'The process answers',
  tags,
  response: { 200: jsonResponse('Health', 'It does') },
};

const readySchema = {
  operationId: 'ready',
  summary: 'Readings can be taken: engine, store and disk work',
  tags,
  response: {
    200: jsonResponse('Health', 'They can'),
    ...problemResponses(['NOT_READY', 'SHUTTING_DOWN', 'INTERNAL']),
  },
};

const requireReady = async (readiness: () => Promise<Readiness>): Promise<void> => {
  const failed = Object.entries(await readiness()).filter(([, state]) => state === 'failed');
  if (failed.length === 0) return;
  const faults = failed.map(([pointer]) => ({ pointer, detail: 'is not ready' }));
  throw new RequestFault('NOT_READY', `Not ready: ${failed.map(([part]) => part).join(', ')}.`, faults);
};

export const healthRoutes = (app: App, readiness: () => Promise<Readiness>): void => {
  app.get('/livez', { schema: liveSchema }, async () => ({ status: 'ok' }));

  app.get('/readyz', { schema: readySchema }, async () => {
    await requireReady(readiness);
    return { status: 'ready' };
  });
};
