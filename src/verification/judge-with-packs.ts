import { toLattice } from '../align/clause-lattice.js';
import type { ClauseToken } from '../align/clause-token.js';
import { compareText, readAs } from '../align/text-opinion.js';
import type { SpokenChallenge } from '../challenge/challenge.js';
import { findCriticalTerms } from '../clause/critical-terms.js';
import { HeshengError } from '../errors.js';
import type { RosterLease } from '../recognisers/roster.js';
import type { RosterPack } from '../recognisers/roster-pack.js';
import { expectedDialect, ROUTES, type Route, type RouteSource, routeReading } from '../recognisers/route.js';
import type { AccentProfile } from '../text/accent-profile.js';
import { clauseLanguage } from '../text/clause-language.js';
import { toSpokenForm } from '../text/to-spoken-form.js';
import {
  combineRecognisers,
  findingOfText,
  findingOfVerdict,
  type Second,
  type SecondFinding,
  verdictOfFinding,
} from '../verdict/combine-recognisers.js';
import { EMBEDDED, supportOf } from '../verdict/effective-thresholds.js';
import type { Policy } from '../verdict/policy.js';
import type { ConsultedRecogniser, RecognitionEvidence } from '../verdict/recognition-evidence.js';
import { validatedWith } from '../verdict/validated-with.js';
import type { VerdictName } from '../verdict/verdict.js';
import type { SpeakerState } from '../voiceprint/decide-speaker.js';
import { chooseProfile } from './choose-profile.js';
import { type Consulted, consultPacks, heardBy, type Sound, writtenText } from './consult-packs.js';
import { judgeReading } from './judge-reading.js';
import { challengeLattice } from './score-challenge.js';
import type { JudgedRequest } from './score-reading.js';

type Judged = ReturnType<typeof judgeReading>;

/** Everything that a reading is judged by, beside the packs. */
export interface ReadingToJudge extends Sound {
  readonly request: JudgedRequest;
  readonly policy: Policy;
  readonly speaker: SpeakerState;
  /** The accent that the speaker is known for. */
  readonly speakerDialect: string | null;
}

interface Asked {
  readonly reading: ReadingToJudge;
  readonly stopwatch: () => number;
}

const judgeAsHeardBy = (
  { reading, stopwatch }: Asked,
  consulted: Consulted | null,
  policy = reading.policy,
): Judged | null => {
  const heard = consulted === null ? reading.heard : heardBy(reading.heard, consulted);
  return heard && judgeReading(heard, reading.request, policy, reading.speaker, stopwatch);
};

/** All that was to be read, in its order. */
const withPhrase = (
  clause: readonly ClauseToken[],
  challenge: SpokenChallenge | undefined,
  profile: AccentProfile,
): readonly ClauseToken[] => {
  if (challenge === undefined) return clause;
  const phrase = readAs(challengeLattice(challenge, profile), []);
  return challenge.position === 'before' ? [...phrase, ...clause] : [...clause, ...phrase];
};

/** What was written against the clause as it was read; answers are many words, and a text alone does not choose among them. */
const findingOfWritten = ({ reading }: Asked, first: Judged, consulted: Consulted): SecondFinding | null => {
  const { clauseText, criticalTerms, dialectHint, answer, challenge } = reading.request;
  if (answer !== undefined || consulted.hearing === null) return null;
  const form = toSpokenForm(clauseText);
  const { profile } = chooseProfile(dialectHint);
  const lattice = toLattice(form, findCriticalTerms(form, criticalTerms), profile);
  const characters = first.content.tokens.flatMap(({ ref }) => (ref === null ? [] : [ref]));
  const { editPass, editFail, deletionRunFail } = first.policy.thresholds;
  const limits = { editPass: editPass!, editFail: editFail!, deletionRunFail: deletionRunFail! };
  return findingOfText(
    compareText(withPhrase(readAs(lattice, characters), challenge, profile), writtenText(consulted.hearing)),
    limits,
  );
};

const findingOf = (asked: Asked, first: Judged, consulted: Consulted): SecondFinding | null => {
  const policy = validatedWith(asked.reading.policy, [first.dialect.label], [consulted.pack.sha256]);
  const judged = judgeAsHeardBy(asked, consulted, policy);
  return judged ? findingOfVerdict(judged.verdict) : findingOfWritten(asked, first, consulted);
};

const evidenceOf = (
  { pack: { id, sha256, ability }, hearing, failure }: Consulted,
  part: ConsultedRecogniser['part'],
  finding: SecondFinding | null,
): ConsultedRecogniser => ({
  id,
  sha256,
  ability,
  part,
  finding,
  transcript: hearing && writtenText(hearing),
  failure,
});

const combine = async (
  asked: Asked,
  lease: RosterLease,
  embedded: Judged,
  { primary, seconds, embeddedIsSecond, opinions }: Route,
): Promise<{
  readonly judged: Judged;
  readonly recognition: Omit<RecognitionEvidence, 'routes' | 'dialect' | 'source'>;
}> => {
  const { policy } = asked.reading;
  const isValidated = ({ sha256 }: RosterPack) => supportOf(policy, embedded.dialect.label, sha256) === 'validated';
  const consulted = await consultPacks(lease, primary ? [primary, ...seconds] : seconds, asked.reading);
  const leading = primary === null ? null : consulted[0]!;
  const own = leading === null ? null : judgeAsHeardBy(asked, leading);
  const first = own ?? embedded;
  const others = (own === null ? consulted : consulted.slice(1)).map((one) => ({
    consulted: one,
    finding: one.failure === null ? findingOf(asked, first, one) : null,
  }));
  const embeddedFinding = embeddedIsSecond && own !== null ? findingOfVerdict(embedded.verdict) : null;
  const findings: readonly Second[] = [
    ...others.flatMap(({ consulted: { pack }, finding }) =>
      finding === null ? [] : [{ finding, validated: isValidated(pack) }],
    ),
    ...(embeddedFinding === null ? [] : [{ finding: embeddedFinding, validated: true }]),
  ];
  const missing = consulted.filter(({ failure }) => failure !== null).length;
  const judged = combineRecognisers(first, findings, missing);
  // A pass needs no reader's help.
  const written = judged.verdict === 'pass' ? [] : await consultPacks(lease, opinions, asked.reading);
  return {
    judged,
    recognition: {
      primary: own === null ? EMBEDDED : leading!.pack.id,
      embedded: embeddedFinding,
      recognisers: [
        ...(own === null ? [] : [evidenceOf(leading!, 'primary', null)]),
        ...others.map(({ consulted: one, finding }) => evidenceOf(one, 'second', finding)),
        ...written.map((one) => evidenceOf(one, 'opinion', null)),
      ],
    },
  };
};

const withModels = (judged: Judged, recognition: RecognitionEvidence): Judged => ({
  ...judged,
  models: [
    ...judged.models,
    ...recognition.recognisers.map(({ id, sha256 }) => ({ role: 'asr' as const, id, sha256 })),
  ],
  recognition,
});

/** The reading in the accent that is known of it, and where that is known from. */
const inExpectedDialect = (
  reading: ReadingToJudge,
  packs: readonly RosterPack[],
): { readonly reading: ReadingToJudge; readonly source: RouteSource } => {
  const { dialectHint: hint, clauseText } = reading.request;
  const expected = expectedDialect({
    hint,
    speaker: reading.speakerDialect,
    // Without packs a clause in another Chinese is judged as it always was.
    language: packs.length > 0 ? clauseLanguage(clauseText) : 'cmn',
  });
  if (expected === null) return { reading, source: 'heard' };
  const request = { ...reading.request, dialectHint: expected.dialect, dialectSource: expected.source };
  return { reading: { ...reading, request }, source: expected.source };
};

/**
 * What one pack would make of a reading if the policy were validated with it: its own verdict where it has probabilities;
 * else `pass` or `fail` as its text supports or contradicts the clause, and `review` where it does neither or has no say.
 * @throws HeshengError ENGINE_* when it does not hear the recording
 */
export const verdictOfPack = async (
  lease: RosterLease,
  pack: RosterPack,
  given: ReadingToJudge,
  stopwatch: () => number,
): Promise<VerdictName> => {
  const { reading } = inExpectedDialect(given, [pack]);
  const asked = { reading, stopwatch };
  const [consulted] = await consultPacks(lease, [pack], reading);
  if (consulted!.failure !== null) throw new HeshengError(consulted!.failure, `${pack.id} did not hear the recording`);
  const finding = findingOf(asked, judgeAsHeardBy(asked, null)!, consulted!);
  return finding === null ? 'review' : verdictOfFinding(finding);
};

/**
 * Judges a recording that the embedded models have heard, and has the packs that serve its accent hear it too. Without packs
 * it is the judgement of the embedded recogniser. Records who was asked and why.
 * @throws HeshengError ENGINE_BUSY, SHUTTING_DOWN: to be judged again later
 */
export const judgeWithPacks = async (
  lease: RosterLease,
  reading: ReadingToJudge,
  stopwatch: () => number,
): Promise<Judged> => {
  const packs = lease.packs.filter(({ mode }) => mode === 'active');
  const { reading: expected, source } = inExpectedDialect(reading, packs);
  const asked = { reading: expected, stopwatch };
  const embedded = judgeAsHeardBy(asked, null)!;
  if (packs.length === 0) return embedded;
  const dialect = embedded.dialect.label;
  const route = routeReading({
    dialect,
    packs,
    isValidated: (sha256) => supportOf(reading.policy, dialect, sha256 ?? EMBEDDED) === 'validated',
  });
  const { judged, recognition } = await combine(asked, lease, embedded, route);
  return withModels(judged, { routes: ROUTES, dialect, source, ...recognition });
};
