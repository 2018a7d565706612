import fc from 'fast-check';
import t from 'tap';
import { decideSpeaker, type HeardVoice, type SpeakerState } from './decide-speaker.js';
import type { SpeakerDecision } from './decision.js';

const LIMITS = { speakerAccept: 0.8, speakerReject: 0.6, speakerSpeechMsMin: 1500 };
const enrolled: SpeakerState = {
  kind: 'enrolled',
  template: Float32Array.of(1, 0),
  templateId: 'enr_1',
  voiceModel: 'v',
};
/** A unit vector with this cosine to the template. */
const at = (score: number): Float32Array => Float32Array.of(score, Math.sqrt(1 - score ** 2));
const heard = (score: number, change: Partial<HeardVoice> = {}): HeardVoice => ({
  voice: at(score),
  speechMs: 3000,
  multipleSpeakers: false,
  ...change,
});

interface Case {
  readonly says: string;
  readonly state?: SpeakerState;
  readonly heard: HeardVoice;
  readonly dialect?: 'validated' | 'review_only';
  readonly decision: SpeakerDecision;
}

const CASES: readonly Case[] = [
  { says: 'like', heard: heard(0.9), decision: 'ACCEPT' },
  { says: 'in between', heard: heard(0.7), decision: 'UNSURE' },
  { says: 'unlike', heard: heard(0.5), decision: 'REJECT' },
  { says: 'like, in dialect', heard: heard(0.9), dialect: 'review_only', decision: 'ACCEPT' },
  { says: 'unlike, in dialect', heard: heard(0.5), dialect: 'review_only', decision: 'UNSURE' },
  { says: 'short', heard: heard(0.9, { speechMs: 1499 }), decision: 'NOT_ENOUGH_SPEECH' },
  { says: 'of unknown length', heard: heard(0.9, { speechMs: Number.NaN }), decision: 'NOT_ENOUGH_SPEECH' },
  { says: 'silent', heard: heard(0.9, { voice: null }), decision: 'NOT_ENOUGH_SPEECH' },
  { says: 'two people', heard: heard(0.9, { multipleSpeakers: true }), decision: 'MULTIPLE_SPEAKERS' },
  { says: 'a zero vector', heard: heard(0, { voice: Float32Array.of(0, 0) }), decision: 'UNSURE' },
  { says: 'not asked for', state: { kind: 'not_requested' }, heard: heard(0.9), decision: 'NOT_REQUESTED' },
  { says: 'not enrolled', state: { kind: 'not_enrolled' }, heard: heard(0.9), decision: 'NOT_ENROLLED' },
  { says: 'opted out', state: { kind: 'opted_out' }, heard: heard(0.9), decision: 'OPTED_OUT' },
  { says: 'expired', state: { kind: 'expired' }, heard: heard(0.9), decision: 'EXPIRED' },
];

for (const { says, state = enrolled, heard, dialect = 'validated', decision } of CASES) {
  t.test(`${says}: ${decision}`, async (t) => {
    const evidence = decideSpeaker(state, heard, LIMITS, dialect);
    t.equal(evidence.decision, decision);
    t.same(evidence.thresholds, { accept: 0.8, reject: 0.6 });
    t.equal(
      evidence.score === null,
      state !== enrolled || heard.voice === null,
      'a score only where voices were compared',
    );
  });
}

const RANK: Readonly<Partial<Record<SpeakerDecision, number>>> = { REJECT: 0, UNSURE: 1, ACCEPT: 2 };

t.test('a more similar voice is never judged worse', async () => {
  const score = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(score, score, fc.constantFrom('validated', 'review_only'), (a, b, dialect) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)].map((value) =>
        decideSpeaker(enrolled, heard(value), LIMITS, dialect),
      );
      return RANK[low!.decision]! <= RANK[high!.decision]!;
    }),
  );
});

t.test('what was decided before stands, whatever is heard now', async (t) => {
  const evidence = { decision: 'REJECT', score: 0.41, thresholds: { accept: 0.7, reject: 0.5 } } as const;
  t.equal(decideSpeaker({ kind: 'recorded', evidence }, heard(0.9), LIMITS, 'validated'), evidence);
});
