import { Type } from 'typebox';
import { answerReplay, answerSubmission } from '../../answers/submission.js';
import type { App, RouteContext } from '../../app-options.js';
import { callerOf } from '../../plugins/authentication.js';
import { appliedWait, preferredWaitMs } from '../../prefer.js';
import { Id, Strict } from '../../schemas/common.js';
import { jsonResponse, UPLOAD_ERRORS, v1Problems } from '../../schemas/responses.js';
import { verificationJson } from '../../schemas/verification-json.js';
import { toSubmission, VerificationRequestBody } from '../../schemas/verification-request.js';
import { receiveUpload } from '../../uploads/receive-upload.js';
import { compileValidator } from '../../validation.js';

const Prefer = Type.Optional(
  Type.String({ maxLength: 200, description: '`wait=N`: seconds to wait for the verdict, capped by the service' }),
);
const SubmitHeaders = Type.Object({
  prefer: Prefer,
  'idempotency-key': Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 128,
      pattern: '^[\\x21-\\x7e]+$',
      description: 'Makes a repetition safe: it gets the first answer again',
    }),
  ),
});
const Params = Type.Object({ id: Id('Verification') }, Strict);

const APPLIED = { 'Preference-Applied': { type: 'string', description: 'The wait that was applied' } } as const;
const CREATED = {
  Location: { type: 'string', description: 'Path of the verification' },
  'Idempotent-Replayed': { type: 'boolean', description: 'true when this is the answer to an earlier request' },
  ...APPLIED,
} as const;

const FORM = { validate: compileValidator(VerificationRequestBody), maxRecordings: 1 };

const submitSchema = {
  operationId: 'submitVerification',
  summary: 'Post a reading',
  description:
    'Multipart parts in any order: `audio` (the recording) and `request` (JSON). A recording that cannot be judged makes ' +
    'a verification with status `failed`; that is no error of this request.',
  tags: ['verifications'],
  headers: SubmitHeaders,
  response: {
    201: jsonResponse('Verification', 'Settled within the wait: completed, or failed for a technical reason', CREATED),
    202: jsonResponse('Verification', 'Accepted; poll the Location', CREATED),
    ...v1Problems(
      ...UPLOAD_ERRORS,
      'CLAUSE_NOT_FOUND',
      'CLAUSE_INVALID',
      'SLOT_MISSING',
      'POLICY_NOT_FOUND',
      'CONSENT_REQUIRED',
      'CHALLENGE_NOT_FOUND',
      'CHALLENGE_USED',
      'CHALLENGE_EXPIRED',
      'CHALLENGE_MISMATCH',
      'CHALLENGE_INVALID',
      'CONFLICT',
      'IDEMPOTENCY_IN_FLIGHT',
      'IDEMPOTENCY_MISMATCH',
      'QUEUE_FULL',
    ),
  },
};

const readSchema = {
  operationId: 'getVerification',
  summary: 'Read a verification, or wait for it',
  tags: ['verifications'],
  params: Params,
  headers: Type.Object({ prefer: Prefer }),
  response: { 200: jsonResponse('Verification', 'As it is now', APPLIED), ...v1Problems('NOT_FOUND') },
};

export const verificationRoutes = (app: App, { useCases, uploads, maxWaitMs }: RouteContext): void => {
  app.post(
    '/verifications',
    { schema: submitSchema, config: { scope: 'submit', form: { request: 'VerificationRequest', maxRecordings: 1 } } },
    async (request, reply) => {
      const idempotencyKey = request.headers['idempotency-key'] ?? null;
      const caller = { keyId: callerOf(request).id, idempotencyKey };
      const outcome = await receiveUpload(request, FORM, uploads, (upload) =>
        useCases.submit(toSubmission(upload.request), upload.recordings[0]!, caller),
      );
      if (outcome.kind === 'replayed') return answerReplay(reply, outcome.answer);
      if (idempotencyKey !== null) request.rememberFor = { keyId: caller.keyId, idempotencyKey };
      return answerSubmission(
        reply,
        outcome.verification,
        preferredWaitMs(request.headers.prefer, maxWaitMs),
        useCases,
      );
    },
  );

  app.get('/verifications/:id', { schema: readSchema, config: { scope: 'read' } }, async (request, reply) => {
    const waitMs = preferredWaitMs(request.headers.prefer, maxWaitMs);
    if (waitMs === null) return verificationJson(await useCases.verification(request.params.id));
    reply.header('preference-applied', appliedWait(waitMs));
    return verificationJson(await useCases.waitFor(request.params.id, waitMs));
  });
};
