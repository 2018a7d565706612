import type { FastifyReply } from 'fastify';
import type { StoredAnswer, UseCases } from '../../verification/use-cases.js';
import type { Verification } from '../../verification/verification.js';
import { appliedWait } from '../prefer.js';
import { verificationJson } from '../schemas/verification-json.js';

const isOpen = ({ status }: Verification): boolean => status === 'queued' || status === 'processing';

/** 201 with the settled verification, or 202 when it is not settled (or nobody waits for it). */
export const answerSubmission = async (
  reply: FastifyReply,
  accepted: Verification,
  waitMs: number | null,
  { waitFor }: Pick<UseCases, 'waitFor'>,
): Promise<FastifyReply> => {
  const verification = waitMs === null ? accepted : await waitFor(accepted.id, waitMs);
  if (waitMs !== null) reply.header('preference-applied', appliedWait(waitMs));
  reply.header('location', `/v1/verifications/${verification.id}`);
  return reply.code(isOpen(verification) ? 202 : 201).send(verificationJson(verification));
};

/** The very bytes that were sent the first time. */
export const answerReplay = (reply: FastifyReply, answer: StoredAnswer): FastifyReply => {
  if (answer.location !== null) reply.header('location', answer.location);
  reply.header('idempotent-replayed', 'true');
  return reply.code(answer.status).type('application/json; charset=utf-8').send(answer.body);
};
