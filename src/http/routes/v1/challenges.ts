import type { App, RouteContext } from '../../app-options.js';
import { callerOf } from '../../plugins/authentication.js';
import { ChallengeParams, ChallengeRequestBody, challengeJson, toChallengeInput } from '../../schemas/challenge.js';
import { jsonResponse, v1Problems } from '../../schemas/responses.js';

const tags = ['challenges'];

const issueSchema = {
  operationId: 'issueChallenge',
  summary: 'Get a one-time phrase',
  description:
    'The customer reads the phrase and the clause one after the other in one recording; `challenge_id` of the reading names it. ' +
    'Only this answer holds the phrase.',
  tags,
  body: ChallengeRequestBody,
  response: {
    201: jsonResponse('Challenge', 'Given', { Location: { type: 'string', description: 'Path of the challenge' } }),
    ...v1Problems('UNSUPPORTED_MEDIA_TYPE', 'CHALLENGE_LIMIT'),
  },
};

const readSchema = {
  operationId: 'getChallenge',
  summary: 'What became of a challenge',
  tags,
  params: ChallengeParams,
  response: { 200: jsonResponse('Challenge', 'Without its phrase'), ...v1Problems('CHALLENGE_NOT_FOUND') },
};

export const challengeRoutes = (app: App, { useCases }: RouteContext): void => {
  app.post('/challenges', { schema: issueSchema, config: { scope: 'submit' } }, async (request, reply) => {
    const challenge = await useCases.issueChallenge(toChallengeInput(request.body), callerOf(request).id);
    return reply
      .code(201)
      .header('location', `/v1/challenges/${challenge.id}`)
      .header('cache-control', 'no-store')
      .send(challengeJson(challenge));
  });

  app.get('/challenges/:id', { schema: readSchema, config: { scope: 'read' } }, async ({ params }) =>
    challengeJson(await useCases.challenge(params.id)),
  );
};
