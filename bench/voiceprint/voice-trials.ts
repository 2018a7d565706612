import type { Thresholds } from '../../src/verdict/policy.js';
import { decideSpeaker } from '../../src/voiceprint/decide-speaker.js';
import type { Trial } from '../report/result.js';
import type { VoicePair } from './trials.js';

/** What the pairs of one corpus have in common. */
export interface PairFacts {
  readonly system: string;
  readonly corpus: string;
  readonly voice: Trial['voice'];
  readonly thresholds: Thresholds;
}

/** A pair as results keep it: decided as the service would, the enrolled speaker as the one whose pairs belong together. */
export const voiceTrial = ({ enrolment, test, genuine }: VoicePair, facts: PairFacts): Trial => {
  const enrolled = enrolment.takes.map(({ id }) => id).join(', ');
  const { decision, score } = decideSpeaker(
    { kind: 'enrolled', template: enrolment.template, templateId: enrolled, voiceModel: '' },
    { voice: test.voice, speechMs: test.speechMs, multipleSpeakers: false },
    facts.thresholds,
    'validated',
  );
  return {
    id: `${facts.corpus}: ${enrolled} > ${test.id}`,
    system: facts.system,
    dataset: facts.corpus,
    speaker: enrolment.takes[0]!.speaker,
    voice: facts.voice,
    kind: `${genuine ? 'genuine' : 'impostor'}, ${enrolment.takes.length} ${enrolment.takes.length === 1 ? 'take' : 'takes'}`,
    wanted: genuine ? 'accept' : 'reject',
    outcome: decision,
    score,
    detail: score === null ? '' : `similarity ${score.toFixed(3)}`,
  };
};
