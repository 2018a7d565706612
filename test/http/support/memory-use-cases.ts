import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { type ErrorCode, HeshengError } from '../../../src/errors.js';
import type {
  ApiKey,
  Challenge,
  EnrolInput,
  ReceivedAudio,
  Scope,
  StoredAnswer,
  Submission,
  UseCases,
} from '../../../src/verification/use-cases.js';
import type { Verification } from '../../../src/verification/verification.js';
import { CLAUSE, completed, ENROLMENT, failed, POLICY, queued, RECEIPT, REPLAY, SPEAKER } from './samples.js';

interface Received {
  readonly audio: ReceivedAudio;
  readonly bytes: Buffer;
}

/** UseCases in memory that settle by the clause text, remember what they were given, and can be told to fail. */
export interface MemoryUseCases extends UseCases {
  readonly submissions: (Received & { readonly input: Submission })[];
  readonly enrolments: { readonly input: EnrolInput; readonly bytes: readonly Buffer[] }[];
  readonly answers: Map<string, StoredAnswer>;
  /** The next call of any method but `authenticate` rejects with this code, or with an unknown fault. */
  failNext(fault: ErrorCode | Error): void;
  /** Held until this resolves. */
  holdWaits(until: Promise<void>): void;
}

const KEY_SCOPES: readonly Scope[] = ['submit', 'read', 'review', 'admin'];

export const tokenOf = (...scopes: readonly string[]): string => `hsk_test-token-of-${scopes.join('-')}-0000`;
export const ALL_SCOPES_TOKEN = tokenOf(...KEY_SCOPES);

const keyOf = (token: string): ApiKey | null => {
  const names = /^hsk_test-token-of-(.*)-0000$/.exec(token)?.[1]?.split('-');
  if (!names) return null;
  const scopes = KEY_SCOPES.filter((scope) => names.includes(scope));
  return { id: `key_${names.join('.')}`, name: 'test', scopes, createdAt: '2026-01-01T00:00:00.000Z', revokedAt: null };
};

const settled = (id: string): Verification => {
  if (id.includes('slow')) return queued(id);
  return id.includes('failed') ? failed(id) : completed(id);
};

const idFor = (input: Submission): string => {
  const text = input.clause.kind === 'inline' ? input.clause.text : input.clause.id;
  if (text.includes('slow')) return 'ver_slow';
  return text.includes('undecodable') ? 'ver_failed' : 'ver_1';
};

const receive = async (audio: ReceivedAudio): Promise<Received> => ({ audio, bytes: await readFile(audio.path) });

const known = (id: string): Verification => {
  if (!id.startsWith('ver_')) throw new HeshengError('NOT_FOUND', 'There is no such verification.');
  return settled(id);
};

export const CHALLENGE: Challenge = {
  id: 'chl_1',
  status: 'open',
  kind: 'digits',
  position: 'before',
  phrase: null,
  prompt: null,
  nonce: 'ab'.repeat(16),
  phraseSha256: 'cd'.repeat(32),
  outerBusinessId: 'case-1',
  speakerId: null,
  issuedAt: '2026-01-02T03:04:05.000Z',
  expiresAt: '2026-01-02T03:06:05.000Z',
  usedAt: null,
  verificationId: null,
  signature: 'c2ln',
  publicKey: 'a2V5',
};

export const memoryUseCases = (): MemoryUseCases => {
  const faults: (ErrorCode | Error)[] = [];
  let hold: Promise<void> = Promise.resolve();
  const check = (): void => {
    const fault = faults.shift();
    if (fault instanceof Error) throw fault;
    if (fault) throw new HeshengError(fault, 'As the test wants it.');
  };
  const checked = async <T>(value: T): Promise<T> => {
    check();
    return value;
  };
  const submissions: MemoryUseCases['submissions'] = [];
  const enrolments: MemoryUseCases['enrolments'] = [];
  const answers = new Map<string, StoredAnswer>();
  const clauses = new Map([[`${CLAUSE.id}/${CLAUSE.version}`, CLAUSE]]);

  return {
    submissions,
    enrolments,
    answers,
    failNext: (fault) => void faults.push(fault),
    holdWaits: (until) => {
      hold = until;
    },
    submit: async (input, audio, { idempotencyKey }) => {
      check();
      submissions.push({ input, ...(await receive(audio)) });
      const answer = idempotencyKey === null ? undefined : answers.get(idempotencyKey);
      if (answer) return { kind: 'replayed', answer };
      return { kind: 'created', verification: queued(idFor(input)) };
    },
    rememberAnswer: async ({ idempotencyKey }, answer) => void answers.set(idempotencyKey, answer),
    verification: async (id) => checked(known(id)),
    waitFor: async (id) => {
      await hold;
      return checked(known(id));
    },
    openAudio: async (id) => {
      check();
      known(id);
      const bytes = Buffer.from('RIFF0123456789abcdef');
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      return {
        stream: Readable.from([bytes.subarray(0, 7), bytes.subarray(7)]),
        bytes: bytes.length,
        contentType: 'audio/wav',
        sha256,
      };
    },
    putClause: async (clause) => {
      check();
      const key = `${clause.id}/${clause.version}`;
      const created = !clauses.has(key);
      clauses.set(key, clause);
      return { created };
    },
    clause: async (id, version) => {
      const found = [...clauses.values()].find(
        (clause) => clause.id === id && (version ?? clause.version) === clause.version,
      );
      if (!found) throw new HeshengError('CLAUSE_NOT_FOUND', 'There is no such clause version.');
      return checked(found);
    },
    clauses: async () => checked([...clauses.values()]),
    enrol: async (input) => {
      check();
      enrolments.push({ input, bytes: await Promise.all(input.recordings.map(({ path }) => readFile(path))) });
      return { ...ENROLMENT, speakerId: input.speakerId, recordings: input.recordings.length, state: 'active' };
    },
    speaker: async (id) => {
      if (id !== ENROLMENT.speakerId) throw new HeshengError('SPEAKER_NOT_FOUND', 'There is no such speaker.');
      return checked(SPEAKER);
    },
    deleteSpeaker: async (id) => {
      if (id !== ENROLMENT.speakerId) throw new HeshengError('SPEAKER_NOT_FOUND', 'There is no such speaker.');
      return checked(RECEIPT);
    },
    optOut: async () => checked({ ...RECEIPT, occasion: 'opt_out' }),
    optIn: async (id) => {
      if (id !== SPEAKER.id) throw new HeshengError('SPEAKER_NOT_FOUND', 'There is no such speaker.');
      return checked(SPEAKER);
    },
    deletionReceipt: async (id) => {
      if (id !== RECEIPT.id) throw new HeshengError('NOT_FOUND', 'There is no such receipt.');
      return checked(RECEIPT);
    },
    policies: () => [POLICY],
    policy: (id, version) => {
      if (id !== POLICY.id || (version ?? POLICY.version) !== POLICY.version)
        throw new HeshengError('POLICY_NOT_FOUND', 'There is no such policy.');
      return POLICY;
    },
    replay: async (id) => checked({ ...REPLAY, verificationId: known(id).id }),
    issueChallenge: async (input) =>
      checked({ ...CHALLENGE, ...input, prompt: '请朗读：三九五二七四', phrase: '三九五二七四' }),
    challenge: async (id) => {
      if (id !== CHALLENGE.id) throw new HeshengError('CHALLENGE_NOT_FOUND', 'There is no such challenge.');
      return checked(CHALLENGE);
    },
    authenticate: async (token) => keyOf(token),
    createKey: async (name, scopes) => ({ key: { ...keyOf(tokenOf(...scopes))!, name }, token: tokenOf(...scopes) }),
    revokeKey: async () => undefined,
    keys: async () => [keyOf(ALL_SCOPES_TOKEN)!],
  };
};
