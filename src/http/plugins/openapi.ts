import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance, FastifySchema } from 'fastify';
import fp from 'fastify-plugin';
import { VERIFICATION_EXAMPLE } from '../examples.js';
import { ChallengeRequestBody, ChallengeResource } from '../schemas/challenge.js';
import { ClauseBody, ClauseList, ClauseResource } from '../schemas/clause.js';
import { Health } from '../schemas/health.js';
import { ModelList } from '../schemas/model.js';
import { PolicyList, PolicyResource } from '../schemas/policy.js';
import { Problem } from '../schemas/problem.js';
import { ReplayResource } from '../schemas/replay.js';
import {
  DeletionReceiptResource,
  EnrolmentRequestBody,
  EnrolmentResource,
  OptInBody,
  SpeakerResource,
} from '../schemas/speaker.js';
import { VerificationResource } from '../schemas/verification.js';
import { VerificationRequestBody } from '../schemas/verification-request.js';

/** The parts of a multipart body, for the document; the body itself is validated as it streams in. */
export interface FormDocs {
  /** Name of the shared schema of the `request` part. */
  readonly request: string;
  readonly maxRecordings: number;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    readonly form?: FormDocs;
  }
}

const SHARED = [
  Problem,
  Health,
  VerificationRequestBody,
  { ...VerificationResource, examples: [VERIFICATION_EXAMPLE] },
  ChallengeRequestBody,
  ChallengeResource,
  ClauseBody,
  ClauseResource,
  ClauseList,
  EnrolmentRequestBody,
  EnrolmentResource,
  OptInBody,
  SpeakerResource,
  DeletionReceiptResource,
  PolicyResource,
  PolicyList,
  ModelList,
  ReplayResource,
];

const INTRODUCTION = `Verifies that a customer read a clause aloud, in Mandarin or dialect, and that the voice is theirs.

\`status\` says what happened to the job, \`verdict\` what was heard: a technical failure is never a verdict. Scores are 0 to 1,
times are integer milliseconds, instants are RFC 3339. Errors are problem documents (RFC 9457) with a stable \`code\`.`;

const TAGS = [
  { name: 'verifications', description: 'Readings and what was heard' },
  { name: 'challenges', description: 'One-time phrases against old recordings' },
  { name: 'clauses', description: 'What is to be read' },
  { name: 'speakers', description: 'Voiceprints' },
  { name: 'policies', description: 'Thresholds of the judge' },
  { name: 'models', description: 'What listens' },
  { name: 'operations', description: 'Health and metrics' },
];

const recordingSchema = { type: 'string', format: 'binary', description: 'The recording as it came' };

const formSchema = ({ request, maxRecordings }: FormDocs): object => ({
  type: 'object',
  required: ['audio', 'request'],
  additionalProperties: false,
  properties: {
    audio:
      maxRecordings === 1
        ? recordingSchema
        : { type: 'array', minItems: 1, maxItems: maxRecordings, items: recordingSchema },
    request: { $ref: `${request}#` },
  },
});

const withForm = (schema: FastifySchema, form: FormDocs | undefined): FastifySchema =>
  form ? { ...schema, consumes: ['multipart/form-data'], body: formSchema(form) } : schema;

/** The OpenAPI document, made from the very schemas that validate and serialise, at /openapi.json; a page at /docs. */
export const openapi = fp(async (app: FastifyInstance, { version }: { version: string }) => {
  for (const schema of SHARED) app.addSchema(schema);
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Hesheng', version, description: INTRODUCTION },
      tags: TAGS,
      components: {
        securitySchemes: {
          apiKey: {
            type: 'http',
            scheme: 'bearer',
            bearerFormat: 'hsk_...',
            description: 'Made by `hesheng keys create`',
          },
        },
      },
    },
    refResolver: { buildLocalReference: (json, _base, _fragment, index) => String(json.$id ?? `schema-${index}`) },
    transform: ({ schema, url, route }) => ({ schema: withForm(schema, route.config?.form), url }),
  });
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    uiConfig: { deepLinking: true, docExpansion: 'list', validatorUrl: null },
  });
  app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger());
});
