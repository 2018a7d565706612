import { readFile } from 'node:fs/promises';
import { FINGERPRINT, fingerprint } from '../../src/fingerprint/fingerprint.js';
import { isRepeated, similarityNeeded } from '../../src/fingerprint/repeated.js';
import type { FingerprintStore, NumberedPrint } from '../../src/store/fingerprint-store.js';
import { type Compared, compareWithHistory } from '../../src/verification/compare-with-history.js';
import { sha256 } from '../../src/verification/sha256.js';
import type { Utterance } from '../dataset/utterance.js';
import { readRecording } from '../vad/recordings.js';

/** A recording that was posted when those before it were known. */
export interface Posted {
  readonly utterance: Utterance;
  readonly number: number;
  readonly seconds: number;
  /** Moments that are kept of it. */
  readonly moments: number;
  /** The first with the same bytes, where the data set holds a recording twice. */
  readonly copyOf: string | null;
  /** Taken for a repetition of this one of other bytes. */
  readonly alarm: string | null;
  /** By how much the likest of other bytes falls short of being taken for a repetition; below zero: an alarm. */
  readonly margin: number;
  readonly measureMs: number;
  readonly lookUpMs: number;
}

/** By how much all but one fall short. */
const marginOf = (found: readonly Compared[], but: (print: NumberedPrint) => boolean): number =>
  Math.min(
    1,
    ...found.filter(([print]) => !but(print)).map(([, match]) => similarityNeeded(match.moments) - match.similarity),
  );

export const post = async (store: FingerprintStore, utterance: Utterance): Promise<Posted> => {
  const hash = sha256(await readFile(utterance.path));
  const samples = await readRecording(utterance.path);
  const begun = performance.now();
  const heard = fingerprint(samples);
  const measured = performance.now();
  const subject = { kind: 'verification', id: utterance.id } as const;
  const number = await store.add({ subject, audioSha256: hash, method: FINGERPRINT, sketch: heard.sketch });
  const [same] = await store.sameBytes(hash, number, 1);
  const found = await compareWithHistory(store, heard, number);
  const done = performance.now();
  const isSame = ({ audioSha256 }: NumberedPrint): boolean => audioSha256 === hash;
  const alarm = found.find(([print, match]) => !isSame(print) && isRepeated(match));
  return {
    utterance,
    number,
    seconds: samples.length / 16_000,
    moments: heard.sketch.at.length,
    copyOf: same?.subject.id ?? null,
    alarm: alarm === undefined ? null : alarm[0].subject.id,
    margin: marginOf(found, isSame),
    measureMs: measured - begun,
    lookUpMs: done - measured,
  };
};
