import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clustersBy } from '../../bench/statistics/cluster-bootstrap.js';
import { type ClauseKind, kindOf } from '../../src/clause/clause.js';
import { loadConfig } from '../../src/config.js';
import { HeshengError } from '../../src/errors.js';
import { createReader, type Reader } from '../../src/reader.js';
import type { TokenEvidence } from '../../src/verdict/evidence.js';
import { shippedPolicies } from '../../src/verdict/policies.js';
import type { Policy } from '../../src/verdict/policy.js';
import type { VerdictName } from '../../src/verdict/verdict.js';
import { CONTEXTS, type HeardReading, hearReading } from '../../src/verification/hear-reading.js';
import { judgeReply, judgeScored } from '../../src/verification/judge-reading.js';
import { type JudgedRequest, scoreReading, scoreReply } from '../../src/verification/score-reading.js';
import type { Asked, Case } from './case.js';
import { askedOf, readingPath } from './readings.js';
import { makeSound, type SoundNeeds } from './sound/sound-maker.js';

export interface Outcome {
  readonly of: Case;
  /** `none`: the recording could not be judged at all, a technical fault without a verdict. */
  readonly verdict: VerdictName | 'none';
  /** Reasons, or the code of the fault. */
  readonly reasons: readonly string[];
}

const POLICY = shippedPolicies()[0]!;
const NOBODY = { kind: 'not_requested' } as const;

/** The same thresholds, with every accent profile taken as validated. */
const VALIDATED: Policy = {
  ...POLICY,
  profiles: Object.fromEntries(
    Object.entries(POLICY.profiles).map(([id, profile]) => [id, { ...profile, support: 'validated' as const }]),
  ),
};

const requestOf = ({ text, terms, hint }: Asked): JudgedRequest => ({
  clauseText: text,
  criticalTerms: terms,
  dialectHint: hint,
  previousText: null,
});

const judgeCase = (heard: HeardReading, one: Case): Outcome => {
  const policy = one.asValidated ? VALIDATED : POLICY;
  const request = requestOf(one.asked);
  const { verdict, reasons } = one.asked.answer
    ? judgeReply(scoreReply(heard, request, one.asked.answer), policy, NOBODY)
    : judgeScored(scoreReading(heard, request), policy, NOBODY);
  return { of: one, verdict, reasons: reasons.map(({ code }) => code) };
};

const unjudged = (one: Case, error: unknown): Outcome => {
  if (!(error instanceof HeshengError)) throw error;
  return { of: one, verdict: 'none', reasons: [error.code] };
};

const hear = (reader: Reader, path: string, kind: ClauseKind): Promise<HeardReading> =>
  hearReading({ ...reader, stopwatch: () => performance.now() }, path, { voice: false, context: CONTEXTS[kind] });

/** Remembers what was made for each key. */
const remembered = <T>(make: (key: string) => Promise<T>): ((key: string) => Promise<T>) => {
  const known = new Map<string, Promise<T>>();
  return (key) => {
    const made = known.get(key) ?? make(key);
    known.set(key, made);
    return made;
  };
};

const soundNeeds = (reader: Reader, folder: string): SoundNeeds => ({
  folder,
  samplesOf: remembered(async (file) => (await reader.decoder.decode(readingPath(file), reader.decodeLimits)).samples),
  tokensOf: remembered(async (file): Promise<readonly TokenEvidence[]> => {
    const heard = await hear(reader, readingPath(file), 'reading');
    return judgeScored(scoreReading(heard, requestOf(askedOf(file))), POLICY, NOBODY).content.tokens;
  }),
});

const bySound = (cases: readonly Case[]): readonly (readonly Case[])[] =>
  clustersBy(cases, ({ asked, sound }) => `${kindOf(asked)} ${JSON.stringify(sound)}`);

/**
 * Makes and hears each sound once, with the real decoder, engine and models, and judges every case on it under the
 * default policy. Outcomes come in the order of the cases.
 */
export const runGate = async (
  cases: readonly Case[],
  onSound: (done: number, of: number) => void = () => {},
): Promise<readonly Outcome[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'hesheng-gate-'));
  const reader = createReader(loadConfig({}).config);
  const needs = soundNeeds(reader, folder);
  const outcomes = new Map<Case, Outcome>();
  try {
    const sounds = bySound(cases);
    for (const [index, group] of sounds.entries()) {
      const path = await makeSound(needs, group[0]!.sound, `sound-${index}`);
      const heard = await hear(reader, path, kindOf(group[0]!.asked)).catch((error: unknown) => error);
      for (const one of group) {
        const judged = heard instanceof Error ? unjudged(one, heard) : judgeCase(heard as HeardReading, one);
        outcomes.set(one, judged);
      }
      onSound(index + 1, sounds.length);
    }
  } finally {
    await reader.close();
    rmSync(folder, { recursive: true, force: true });
  }
  return cases.map((one) => outcomes.get(one)!);
};
