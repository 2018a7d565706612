import type { AnswerEvidence } from './answer-evidence.js';
import { finding } from './finding.js';
import type { Gate, JudgeInput } from './gate.js';
import { conclude, softened } from './judge.js';
import type { Policy } from './policy.js';
import { recordingChecks, validatedDialect } from './recording-gates.js';
import { sameSpeaker } from './speaker-gate.js';

const against = ({ outcome, expected, form }: AnswerEvidence) => {
  if (outcome === expected) return [];
  if (outcome === 'silence') return [finding('ANSWER_SILENT', 'review')];
  if (outcome === 'unclear') return [finding('ANSWER_UNCLEAR', 'review')];
  return [finding('ANSWER_CONTRADICTED', 'fail', [], form === null ? {} : { words: form })];
};

/** Only the expected answer, clearly given, is consent. */
const answerGate: Gate = ({ content: { answer } }) =>
  answer === undefined ? [finding('ANSWER_UNCLEAR', 'review')] : against(answer);

/** Every demand on a passing answer. */
const ANSWER_GATES: Readonly<Record<string, Gate>> = {
  answerGate,
  validatedDialect,
  recordingChecks,
  sameSpeaker,
};

/**
 * Judges the answer to a question: `pass` when the expected answer was clearly given and nothing speaks against the
 * recording, `fail` when the contrary was, `review` otherwise. Silence, coughs and other speech are never consent.
 */
export const judgeAnswer = (
  input: JudgeInput,
  { thresholds }: Pick<Policy, 'thresholds'>,
): ReturnType<typeof conclude> =>
  conclude(softened(Object.values(ANSWER_GATES).flatMap((gate) => gate(input, thresholds))));
