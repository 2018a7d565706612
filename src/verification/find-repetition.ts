import type { Samples } from '../audio/pcm.js';
import { FINGERPRINT, fingerprint, type Match } from '../fingerprint/fingerprint.js';
import { isRepeated } from '../fingerprint/repeated.js';
import type { NumberedPrint } from '../store/fingerprint-store.js';
import type { Store } from '../store/store.js';
import { NOT_REPEATED, type ReplayEvidence } from '../verdict/repeated-recording.js';
import { compareWithHistory } from './compare-with-history.js';
import type { ReadingInput } from './evaluation.js';
import type { Judgement, Verification } from './verification.js';

/** Earlier recordings with the same bytes that are looked at: is one of another case among them? */
const MOST_SAME = 50;

type Asked = Pick<Verification, 'id' | 'audio' | 'request'>;
type Found = Omit<ReplayEvidence, 'sameCase'>;

const exact = ({ subject }: NumberedPrint): Found => ({
  kind: 'exact',
  earlier: subject,
  similarity: 1,
  speed: 1,
  offsetMs: 0,
});

const near = ({ subject }: NumberedPrint, { similarity, speed, offsetMs }: Match): Found => ({
  kind: 'near',
  earlier: subject,
  similarity,
  speed,
  offsetMs: Math.round(offsetMs),
});

/** A recording may come twice for the same: sent again by the backend, or in place of the one that it names. */
const isSameCase = async (
  { verifications }: Pick<Store, 'verifications'>,
  { request }: Asked,
  earlier: Found['earlier'],
): Promise<boolean> => {
  if (earlier?.kind !== 'verification') return false;
  const before = (await verifications.find(earlier.id))?.request;
  if (before === undefined) return false;
  const case_ = request.outerBusinessId !== null && request.outerBusinessId === before.outerBusinessId;
  return (
    (case_ || request.supersedes === earlier.id) &&
    request.speakerId === before.speakerId &&
    request.clauseId === before.clauseId &&
    request.clauseText === before.clauseText
  );
};

/** What was found then, whatever was posted or deleted since: for judging again. */
export const recordedHistory = ({ replay }: Pick<Judgement, 'replay'>): Pick<ReadingInput, 'history'> =>
  replay === undefined ? {} : { history: async () => replay };

/**
 * Makes the recording of a verification known, and looks for one that was known before it: the first of another case, else
 * one of the same. It becomes known before it is looked up, in a transaction of its own, so of two copies that are judged at the
 * same moment the later sees the earlier, and only that. Another attempt at the same verification sees what the first one saw.
 */
export const findRepetition =
  (store: Store, asked: Asked) =>
  async (samples: Samples): Promise<ReplayEvidence> => {
    const heard = fingerprint(samples);
    const { sha256 } = asked.audio;
    const subject = { kind: 'verification', id: asked.id } as const;
    const print = { subject, audioSha256: sha256, method: FINGERPRINT, sketch: heard.sketch };
    const number = await store.transaction((tx) => tx.fingerprints.add(print));
    const same = await store.fingerprints.sameBytes(sha256, number, MOST_SAME);
    const compared = await compareWithHistory(store.fingerprints, heard, number);
    const alike = compared.filter(([{ audioSha256 }, match]) => audioSha256 !== sha256 && isRepeated(match));
    const found = [...same.map(exact), ...alike.map(([one, match]) => near(one, match))];
    let again: ReplayEvidence | null = null;
    for (const one of found) {
      const sameCase = await isSameCase(store, asked, one.earlier);
      if (!sameCase) return { ...one, sameCase };
      again ??= { ...one, sameCase };
    }
    return again ?? NOT_REPEATED;
  };
