import { type Static, Type } from 'typebox';
import type { ReplayEvidence } from '../../verdict/repeated-recording.js';
import { Maybe, roundedOrNull, Strict, Word } from './common.js';

export const Repetition = Type.Object(
  {
    kind: Word(['none', 'exact', 'near'], 'exact: the same bytes as an earlier recording; near: the same sound again'),
    verification_id: Maybe('string', 'The earlier recording, when it was posted as a reading'),
    enrolment_id: Maybe('string', 'The earlier recording, when it was one that a speaker was enrolled with'),
    similarity: Maybe('number', 'How alike the two are, 1 at most; null for none'),
    speed: Maybe('number', 'How much faster than the earlier one this one runs'),
    offset_ms: Maybe('integer', 'Where the earlier one begins in this one'),
    same_case: Type.Boolean({
      description: 'Same speaker, clause and case as the earlier one: sent twice, which is no reason for review',
    }),
  },
  { ...Strict, description: 'Whether the recording was known before; null where nobody looked' },
);

export const repetitionJson = (replay: ReplayEvidence | undefined): Static<typeof Repetition> | null => {
  if (replay === undefined) return null;
  const { kind, earlier, similarity, speed, offsetMs, sameCase } = replay;
  return {
    kind,
    verification_id: earlier?.kind === 'verification' ? earlier.id : null,
    enrolment_id: earlier?.kind === 'enrolment' ? earlier.id : null,
    similarity: roundedOrNull(similarity),
    speed: roundedOrNull(speed),
    offset_ms: offsetMs,
    same_case: sameCase,
  };
};
