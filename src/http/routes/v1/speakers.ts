import type { App, RouteContext } from '../../app-options.js';
import { jsonResponse, UPLOAD_ERRORS, v1Problems } from '../../schemas/responses.js';
import {
  EnrolmentRequestBody,
  enrolmentJson,
  OptInBody,
  ReceiptParams,
  receiptJson,
  SpeakerParams,
  speakerJson,
} from '../../schemas/speaker.js';
import { receiveUpload } from '../../uploads/receive-upload.js';
import { compileValidator } from '../../validation.js';

const tags = ['speakers'];
/** More recordings than this make no better voiceprint. */
const MAX_RECORDINGS = 5;
const FORM = { validate: compileValidator(EnrolmentRequestBody), maxRecordings: MAX_RECORDINGS };

const enrolSchema = {
  operationId: 'enrolSpeaker',
  summary: 'Make a voiceprint',
  description: `Multipart parts in any order: 1 to ${MAX_RECORDINGS} \`audio\` parts and \`request\` (JSON).`,
  tags,
  params: SpeakerParams,
  response: {
    201: jsonResponse('Enrolment', 'Enrolled', { Location: { type: 'string', description: 'Path of the speaker' } }),
    ...v1Problems(
      ...UPLOAD_ERRORS,
      'CONSENT_REQUIRED',
      'CONSENT_WITHDRAWN',
      'SPEAKER_OPTED_OUT',
      'VALIDITY_INVALID',
      'ENROLMENT_REFUSED',
      'AUDIO_SILENT',
      'AUDIO_UNREADABLE',
      'AUDIO_TOO_LONG',
      'AUDIO_TOO_SHORT',
      'AUDIO_DECODE_TIMEOUT',
      'DECODER_MISSING',
      'ENGINE_BUSY',
      'ENGINE_TIMEOUT',
      'ENGINE_FAILURE',
      'ENGINE_UNAVAILABLE',
      'KEY_SERVICE_UNAVAILABLE',
    ),
  },
};

const readSchema = {
  operationId: 'getSpeaker',
  summary: 'A speaker and the enrolments',
  tags,
  params: SpeakerParams,
  response: { 200: jsonResponse('Speaker', 'The speaker'), ...v1Problems('SPEAKER_NOT_FOUND', 'ENGINE_UNAVAILABLE') },
};

const deleteSchema = {
  operationId: 'deleteSpeaker',
  summary: 'Delete a speaker with every template',
  tags,
  params: SpeakerParams,
  description: 'The keys of the templates are destroyed before anything else. Readings of this speaker are kept.',
  response: { 200: jsonResponse('DeletionReceipt', 'What was destroyed'), ...v1Problems('SPEAKER_NOT_FOUND') },
};

const optOutSchema = {
  operationId: 'optOutSpeaker',
  summary: 'Withdraw the consent to a voiceprint',
  description:
    'Destroys every template of the speaker as a deletion does, and remembers the wish, whether they were enrolled or not: readings ' +
    'answer `OPTED_OUT` (review) and enrolments are refused until they opt in. Sent again, it answers with the first receipt.',
  tags,
  params: SpeakerParams,
  response: { 200: jsonResponse('DeletionReceipt', 'What was destroyed'), ...v1Problems() },
};

const optInSchema = {
  operationId: 'optInSpeaker',
  summary: 'Let a speaker who opted out be enrolled again',
  tags,
  params: SpeakerParams,
  body: OptInBody,
  response: {
    200: jsonResponse('Speaker', 'The speaker, not enrolled yet'),
    ...v1Problems(
      'SPEAKER_NOT_FOUND',
      'CONFLICT',
      'CONSENT_WITHDRAWN',
      'BODY_TOO_LARGE',
      'UNSUPPORTED_MEDIA_TYPE',
      'ENGINE_UNAVAILABLE',
    ),
  },
};

const receiptSchema = {
  operationId: 'getDeletionReceipt',
  summary: 'Proof of a deletion',
  tags,
  params: ReceiptParams,
  response: { 200: jsonResponse('DeletionReceipt', 'What was destroyed'), ...v1Problems('NOT_FOUND') },
};

export const speakerRoutes = (app: App, { useCases, uploads }: RouteContext): void => {
  app.post(
    '/speakers/:id/enrolments',
    {
      schema: enrolSchema,
      config: { scope: 'submit', form: { request: 'EnrolmentRequest', maxRecordings: MAX_RECORDINGS } },
    },
    async (request, reply) => {
      const enrolment = await receiveUpload(
        request,
        FORM,
        uploads,
        ({ request: { consent_id: consentId, dialect_hint: dialect, valid_until: validUntil }, recordings }) =>
          useCases.enrol({
            speakerId: request.params.id,
            consentId,
            ...(dialect === undefined ? {} : { dialect }),
            ...(validUntil === undefined ? {} : { validUntil }),
            recordings,
          }),
      );
      return reply.code(201).header('location', `/v1/speakers/${enrolment.speakerId}`).send(enrolmentJson(enrolment));
    },
  );

  app.get('/speakers/:id', { schema: readSchema, config: { scope: 'read' } }, async ({ params }) =>
    speakerJson(await useCases.speaker(params.id)),
  );

  app.delete('/speakers/:id', { schema: deleteSchema, config: { scope: 'admin' } }, async ({ params }) =>
    receiptJson(await useCases.deleteSpeaker(params.id)),
  );

  app.post('/speakers/:id/opt-out', { schema: optOutSchema, config: { scope: 'submit' } }, async ({ params }) =>
    receiptJson(await useCases.optOut(params.id)),
  );

  app.post('/speakers/:id/opt-in', { schema: optInSchema, config: { scope: 'submit' } }, async ({ params, body }) =>
    speakerJson(await useCases.optIn(params.id, body.consent_id)),
  );

  app.get('/deletion-receipts/:id', { schema: receiptSchema, config: { scope: 'read' } }, async ({ params }) =>
    receiptJson(await useCases.deletionReceipt(params.id)),
  );
};
