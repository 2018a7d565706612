import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { INSTALLATION_DIR } from '../../src/config/installation.js';
import type { VerdictName } from '../../src/verdict/verdict.js';
import type { VerificationRequest } from '../../src/verification/verification.js';

/** One entry of fixtures/fixtures.json, as far as tests use it. */
export interface Fixture {
  readonly file: string;
  readonly sha256: string;
  readonly clause_text: string;
  readonly critical_terms: readonly string[];
  readonly dialect_hint: string | null;
  readonly expected: {
    readonly verdicts: readonly VerdictName[];
    /** Every op that is no plain match; null where no single alignment is right. */
    readonly ops: readonly { readonly ref: string | null; readonly op: string; readonly rule: string | null }[] | null;
  };
}

const FOLDER = join(INSTALLATION_DIR, 'fixtures');

const listIn = (folder: string) =>
  JSON.parse(readFileSync(join(folder, 'fixtures.json'), 'utf8')) as readonly Fixture[];

export const FIXTURES = listIn(FOLDER);

/** A fixture of a set in a folder of its own. */
export const fixtureOf = (set: 'suites' | 'challenges', file: string): Fixture => {
  const fixture = listIn(join(FOLDER, set)).find((one) => one.file === file);
  if (!fixture) throw new Error(`${file} is not in fixtures/${set}`);
  return { ...fixture, file: join(set, file) };
};

/** @throws Error for a name that is not listed. */
export const fixtureNamed = (file: string): Fixture => {
  const fixture = FIXTURES.find((one) => one.file === file);
  if (!fixture) throw new Error(`${file} is not in fixtures.json`);
  return fixture;
};

export const fixturePath = ({ file }: Pick<Fixture, 'file'>): string => join(FOLDER, file);
export const fixtureBytes = (fixture: Pick<Fixture, 'file'>): Buffer => readFileSync(fixturePath(fixture));

/** The request of the API that goes with the recording. */
export const requestBody = ({ clause_text, critical_terms, dialect_hint }: Fixture) => ({
  clause_text,
  critical_terms,
  ...(dialect_hint === null ? {} : { dialect_hint }),
});

/** The same as the use cases see it. */
export const verificationRequest = (fixture: Fixture): VerificationRequest => ({
  clauseId: null,
  clauseVersion: null,
  clauseText: fixture.clause_text,
  criticalTerms: fixture.critical_terms,
  outerBusinessId: null,
  speakerId: null,
  consentId: null,
  dialectHint: fixture.dialect_hint,
  attemptNo: 1,
  supersedes: null,
  policyId: 'default',
});
