import { Type } from 'typebox';
import { answerRecording } from '../../answers/recording.js';
import type { App, RouteContext } from '../../app-options.js';
import { Id, Strict } from '../../schemas/common.js';
import { emptyResponse, v1Problems } from '../../schemas/responses.js';
import { MEDIA_TYPES } from '../../uploads/media-types.js';

const bytes = (description: string) => ({
  description,
  content: Object.fromEntries(
    Object.values(MEDIA_TYPES).map((type) => [type, { schema: { type: 'string', format: 'binary' } }]),
  ),
  headers: { ETag: { type: 'string', description: 'SHA-256 of the original bytes, quoted' } },
});

const schema = {
  operationId: 'getRecording',
  summary: 'The original recording, byte for byte',
  tags: ['verifications'],
  params: Type.Object({ id: Id('Verification') }, Strict),
  headers: Type.Object({
    range: Type.Optional(Type.String({ maxLength: 100, description: 'One range of bytes' })),
    'if-none-match': Type.Optional(Type.String({ maxLength: 1_000 })),
  }),
  response: {
    200: bytes('All bytes'),
    206: bytes('The bytes of the range'),
    304: emptyResponse('The caller has these bytes'),
    ...v1Problems('NOT_FOUND', 'AUDIO_GONE'),
  },
};

export const recordingRoutes = (app: App, { useCases }: RouteContext): void => {
  app.get('/verifications/:id/audio', { schema, config: { scope: 'read' } }, async (request, reply) =>
    answerRecording(request, reply, await useCases.openAudio(request.params.id)),
  );
};
