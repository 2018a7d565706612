import { Type } from 'typebox';
import type { App, RouteContext } from '../../app-options.js';
import { callerOf } from '../../plugins/authentication.js';
import { Id, Strict } from '../../schemas/common.js';
import { replayJson } from '../../schemas/replay.js';
import { jsonResponse, v1Problems } from '../../schemas/responses.js';

const schema = {
  operationId: 'replayVerification',
  summary: 'Judge a stored reading again and compare',
  description:
    'Recomputes the verdict from the stored recording with the pinned models, rules and policy. The stored verdict never ' +
    'changes; the audit log gets an entry.',
  tags: ['verifications'],
  params: Type.Object({ id: Id('Verification') }, Strict),
  response: {
    200: jsonResponse('Replay', 'Whether it came out the same'),
    ...v1Problems(
      'NOT_FOUND',
      'CONFLICT',
      'REPLAY_PIN_MISSING',
      'AUDIO_GONE',
      'TEMPLATE_UNREADABLE',
      'KEY_SERVICE_UNAVAILABLE',
      'DECODER_MISSING',
      'ENGINE_BUSY',
      'ENGINE_TIMEOUT',
      'ENGINE_FAILURE',
      'ENGINE_UNAVAILABLE',
    ),
  },
};

export const replayRoutes = (app: App, { useCases }: RouteContext): void => {
  app.post('/verifications/:id/replay', { schema, config: { scope: ['review', 'admin'] } }, async (request) =>
    replayJson(await useCases.replay(request.params.id, { kind: 'key', id: callerOf(request).id })),
  );
};
