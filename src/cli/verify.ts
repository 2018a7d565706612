import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { ExpectedAnswer } from '../clause/answer.js';
import { CLAUSE_KINDS, type ClauseKind } from '../clause/clause.js';
import { loadConfig } from '../config.js';
import { HeshengError } from '../errors.js';
import { asCatalogueError } from '../http/problem.js';
import { verificationJson } from '../http/schemas/verification-json.js';
import { createLogger } from '../logger.js';
import type { Judgement, Verification, VerificationRequest } from '../verification/verification.js';
import { EXIT } from './exit-codes.js';
import { withProgress } from './progress.js';
import { printJson, printLines, terminalStyle } from './terminal.js';
import { verificationReport } from './verification-report.js';

interface VerifyOptions {
  readonly clause?: string;
  readonly clauseFile?: string;
  readonly dialect?: string;
  readonly policy: string;
  readonly critical: readonly string[];
  readonly kind: ClauseKind;
  readonly expected: ExpectedAnswer;
  readonly json?: true;
}

const MAX_CLAUSE_CHARACTERS = 2_000;

const clauseText = async ({ clause, clauseFile }: VerifyOptions): Promise<string> => {
  if ((clause === undefined) === (clauseFile === undefined)) {
    throw new HeshengError('BAD_REQUEST', 'Give either --clause or --clause-file.');
  }
  const text = (clause ?? (await readFile(clauseFile!, 'utf8'))).trim();
  if (text.length > 0 && text.length <= MAX_CLAUSE_CHARACTERS) return text;
  throw new HeshengError('CLAUSE_INVALID', `A clause has 1 to ${MAX_CLAUSE_CHARACTERS} characters.`);
};

const toRequest = (text: string, options: VerifyOptions): VerificationRequest => ({
  clauseId: null,
  clauseVersion: null,
  clauseText: text,
  criticalTerms: options.critical,
  ...(options.kind === 'answer'
    ? { answer: { expected: options.expected, acceptedPhrases: [], rejectedPhrases: [] } }
    : {}),
  outerBusinessId: null,
  speakerId: null,
  consentId: null,
  dialectHint: options.dialect ?? null,
  attemptNo: 1,
  supersedes: null,
  policyId: options.policy,
});

type Outcome =
  | { readonly status: 'completed'; readonly judgement: Judgement; readonly queueMs: 0 }
  | { readonly status: 'failed'; readonly failure: { readonly code: HeshengError['code']; readonly detail: string } };

const judge = async (path: string, request: VerificationRequest): Promise<Outcome> => {
  const { config } = loadConfig();
  const [{ createReader }, { openActivePacks }] = await Promise.all([import('../reader.js'), import('../packs.js')]);
  const roster = await openActivePacks(config, createLogger(config.logLevel, process.stderr));
  const reader = createReader(config, { roster });
  try {
    const judgement = await withProgress('starting the engine', 2, async ({ step }) => {
      await reader.engine.ready();
      step('listening');
      return reader.evaluateReading({ path, request, speaker: { kind: 'not_requested' } });
    });
    return { status: 'completed', judgement, queueMs: 0 };
  } catch (error) {
    const { code, detail } = asCatalogueError(error);
    if (code === 'INTERNAL') throw error;
    return { status: 'failed', failure: { code, detail } };
  } finally {
    await reader.close();
    await roster.close();
  }
};

const verify = async (path: string, options: VerifyOptions): Promise<void> => {
  const request = toRequest(await clauseText(options), options);
  const bytes = await readFile(path);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const createdAt = new Date().toISOString();
  const outcome = await judge(path, request);
  const verification: Verification = {
    ...outcome,
    id: 'local',
    request,
    audio: { sha256, bytes: bytes.length, contentType: 'application/octet-stream' },
    createdAt,
    updatedAt: new Date().toISOString(),
    entryHash: '',
  };
  const json = verificationJson(verification);
  if (options.json) printJson(json);
  else printLines(verificationReport(json, terminalStyle()));
  process.exitCode = json.verdict === null ? EXIT.technical : EXIT[json.verdict];
};

const addTerm = (term: string, terms: readonly string[]): readonly string[] => {
  if (term.trim() === '' || term.length > 100) throw new InvalidArgumentError('A term has 1 to 100 characters.');
  return [...terms, term];
};

/** `hesheng verify AUDIO --clause TEXT`. */
export const addVerifyCommand = (program: Command): void => {
  program
    .command('verify')
    .description('verify one recording, without a server; nothing is kept')
    .argument('<audio>', 'the recording')
    .option('--clause <text>', 'the clause that was to be read')
    .option('--clause-file <file>', 'a file that holds it')
    .option('--dialect <id>', 'accent profile of the reader')
    .option('--policy <id>', 'thresholds to judge by', 'default')
    .option('--critical <term>', 'a critical term of the clause; may be repeated', addTerm, [])
    .addOption(
      new Option('--kind <kind>', 'is the clause read aloud, or a question').choices(CLAUSE_KINDS).default('reading'),
    )
    .addOption(
      new Option('--expected <answer>', 'the answer that is consent')
        .choices(['affirmative', 'negative'])
        .default('affirmative'),
    )
    .option('--json', 'print the resource as the API gives it')
    .addHelpText('after', '\nExit codes: 0 pass, 10 review, 11 fail, 1 technical fault (no verdict).')
    .action(verify);
};
