import { challengeRead } from './challenge-gate.js';
import { CONTENT_GATES } from './content-gates.js';
import type { Finding } from './finding.js';
import type { Gate, JudgeInput } from './gate.js';
import type { Policy } from './policy.js';
import { REASON_CODES, type Reason, type ReasonCode } from './reason.js';
import { reason } from './reasons.js';
import { recordingChecks, validatedDialect } from './recording-gates.js';
import { sameSpeaker } from './speaker-gate.js';
import { unfamiliarAccent } from './unfamiliar-accent.js';
import { compareSeverity, type VerdictName, worstOf } from './verdict.js';

/** Version of the gates and of how findings make a verdict; another one whenever a verdict or a reason can change. */
export const JUDGE = 'hesheng-judge/4';

/** Every demand on a pass. A reading passes when no gate has anything against it. */
export const GATES: Readonly<Record<string, Gate>> = {
  ...CONTENT_GATES,
  validatedDialect,
  recordingChecks,
  sameSpeaker,
  challengeRead,
};

const POOR_SIGNAL: readonly ReasonCode[] = [
  'AUDIO_QUALITY',
  'NOT_ENOUGH_SPEECH',
  'ACCENT_UNFAMILIAR',
  'DIALECT_NOT_VALIDATED',
];
const CUT: readonly ReasonCode[] = ['RECORDING_TRUNCATED'];

/**
 * What else could have caused a finding. A fail needs evidence that has no innocent cause: a poor signal or an accent
 * that the recogniser does not know or the thresholds were not validated for can make any text or voice look wrong, a cut recording can only lack
 * words. Such a fail becomes a review. It never becomes a pass, as each cause is itself a finding. Fast speech is no
 * excuse: leaving words out makes the clause rate high.
 */
export const EXPLAINED_BY: Readonly<Partial<Record<ReasonCode, readonly ReasonCode[]>>> = {
  WRONG_TEXT: [...POOR_SIGNAL, ...CUT],
  SENTENCE_MISSING: [...POOR_SIGNAL, ...CUT],
  WORDS_MISSING: [...POOR_SIGNAL, ...CUT],
  WORDS_CHANGED: POOR_SIGNAL,
  CRITICAL_TERM_MISSING: [...POOR_SIGNAL, ...CUT],
  CRITICAL_TERM_CONTRADICTED: POOR_SIGNAL,
  ANSWER_CONTRADICTED: [...POOR_SIGNAL, ...CUT],
  SPEAKER_MISMATCH: POOR_SIGNAL,
  // The phrase may have been read in another place than the asked one.
  CHALLENGE_NOT_READ: [...POOR_SIGNAL, ...CUT, 'EXTRA_SPEECH'],
};

/** Findings that something else explains become doubts. */
export const softened = (findings: readonly Finding[]): readonly Finding[] => {
  const present = new Set(findings.map(({ code }) => code));
  const explained = ({ code }: Finding) => EXPLAINED_BY[code]?.some((cause) => present.has(cause)) ?? false;
  return findings.map((found) => (explained(found) ? { ...found, severity: 'review' } : found));
};

/** What a finding makes superfluous: the details of a text that is another one, doubt where there is certainty. */
const DETAILS: readonly ReasonCode[] = [
  'SENTENCE_MISSING',
  'WORDS_MISSING',
  'WORDS_CHANGED',
  'EXTRA_SPEECH',
  'CRITICAL_TERM_MISSING',
  'CRITICAL_TERM_UNSURE',
  'CONTENT_UNSURE',
];
const COVERS: Readonly<Partial<Record<ReasonCode, readonly ReasonCode[]>>> = {
  WRONG_TEXT: DETAILS,
  ANSWER_SILENT: ['NOT_ENOUGH_SPEECH', 'SPEECH_TOO_FAST'],
  SENTENCE_MISSING: ['CONTENT_UNSURE'],
  WORDS_MISSING: ['CONTENT_UNSURE'],
  WORDS_CHANGED: ['CONTENT_UNSURE'],
};

/** Drops findings that another, at least as severe, covers; the worst severity stays. */
const withoutCovered = (findings: readonly Finding[]): readonly Finding[] =>
  findings.filter(
    ({ code, severity }) =>
      !findings.some((other) => COVERS[other.code]?.includes(code) && compareSeverity(other.severity, severity) >= 0),
  );

const byWeight = (a: Finding, b: Finding): number =>
  compareSeverity(b.severity, a.severity) || REASON_CODES.indexOf(a.code) - REASON_CODES.indexOf(b.code);

/** Verdict of findings: the worst of them. One more finding never makes it better. */
export const conclude = (
  findings: readonly Finding[],
): { readonly verdict: VerdictName; readonly reasons: readonly Reason[] } => ({
  verdict: worstOf(findings.map(({ severity }) => severity)),
  reasons: withoutCovered(findings)
    .toSorted(byWeight)
    .map(({ code, tokens, params }) => reason(code, tokens, params)),
});

/**
 * Judges one reading: `pass` when every gate is met, `fail` on strong evidence that nothing else explains, `review`
 * otherwise. Reasons are sorted by severity, then in the order of REASON_CODES; a pass has none.
 */
export const judge = (input: JudgeInput, { thresholds }: Pick<Policy, 'thresholds'>): ReturnType<typeof conclude> => {
  const findings = softened(Object.values(GATES).flatMap((gate) => gate(input, thresholds)));
  return conclude(softened([...findings, ...unfamiliarAccent(findings, input, thresholds)]));
};
