import type { LeasedJob } from '../jobs/job-queue.js';
import { authenticate, createKey, revokeKey } from './api-keys.js';
import { createCompletions } from './completions.js';
import { deleteSpeaker, findReceipt } from './delete-speaker.js';
import type { Dependencies } from './dependencies.js';
import { enrolSpeaker } from './enrol-speaker.js';
import { evaluateVerification } from './evaluate-verification.js';
import { findSpeaker } from './find-speaker.js';
import { createInFlight } from './in-flight.js';
import { findChallenge, issueChallenge } from './issue-challenge.js';
import { findVerification, openAudio } from './open-audio.js';
import { optIn, optOut } from './opt-out.js';
import { findPolicy, policiesInForce } from './policies.js';
import { putClause } from './put-clause.js';
import { replayVerification } from './replay-verification.js';
import { findClause } from './resolve-clause.js';
import { submitVerification } from './submit-verification.js';
import type { UseCases } from './use-cases.js';
import { waitForVerification } from './wait-for-verification.js';

export interface Service {
  readonly useCases: UseCases;
  /** Handler of the worker of this process; those who wait for a verification hear of it at once. */
  readonly evaluate: (job: LeasedJob) => Promise<void>;
}

/** Composes every use case from ports. */
export const createUseCases = (deps: Dependencies): Service => {
  const { store, policies, settings, clock } = deps;
  const completions = createCompletions();
  const inFlight = createInFlight(clock, settings.longestAnswerMs);
  const find = findVerification(deps);

  const useCases: UseCases = {
    submit: submitVerification({ ...deps, inFlight }),
    rememberAnswer: async (caller, answer) => {
      await store.idempotency.remember(caller, answer);
      inFlight.end(caller);
    },
    verification: find,
    waitFor: waitForVerification({ find, completions, pollMs: settings.waitPollMs, clock }),
    openAudio: openAudio(deps),
    putClause: putClause(deps),
    clause: (id, version) => findClause(store.clauses, id, version),
    clauses: () => store.clauses.list(),
    enrol: async (input) => ({ ...(await enrolSpeaker(deps)(input)), state: 'active' }),
    speaker: findSpeaker(deps),
    deleteSpeaker: deleteSpeaker(deps),
    optOut: optOut(deps),
    optIn: optIn(deps),
    deletionReceipt: findReceipt(deps),
    policies: () => policiesInForce(policies),
    policy: (id, version) => findPolicy(policies, id, version),
    replay: replayVerification(deps),
    issueChallenge: issueChallenge(deps),
    challenge: findChallenge(deps),
    authenticate: authenticate(deps),
    createKey: createKey(deps),
    revokeKey: revokeKey(deps),
    keys: () => store.keys.list(),
  };
  return { useCases, evaluate: evaluateVerification({ ...deps, completions }) };
};
