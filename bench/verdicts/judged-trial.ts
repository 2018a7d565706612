import type { Utterance } from '../dataset/utterance.js';
import type { System, Trial } from '../report/result.js';
import { hasLetters } from './audible.js';
import { type Case, type CaseKind, HONEST } from './cases.js';
import type { JudgedCase } from './judge-cases.js';

/** One case as one system judged it; `failed` is a technical failure, which is no verdict but no pass either. */
export interface JudgedTrial {
  readonly utterance: Utterance;
  readonly case: Case;
  readonly system: System;
  readonly judged: JudgedCase | null;
  readonly outcome: 'pass' | 'review' | 'fail' | 'failed';
  readonly detail: string;
}

export const isHonest = ({ case: { kind } }: { readonly case: { readonly kind: CaseKind } }): boolean =>
  kind === HONEST;
export const isPass = ({ outcome }: JudgedTrial): boolean => outcome === 'pass';
export const speakerOf = ({ utterance }: JudgedTrial): string => utterance.speaker;

/** Clauses that the recogniser cannot judge are a stratum of their own: they can only be reviewed. */
export const isLatin = ({ utterance }: JudgedTrial): boolean => hasLetters(utterance.transcript ?? '');

/** A trial as results keep it. */
export const toTrial = (trial: JudgedTrial): Trial => ({
  id: trial.case.id,
  system: trial.system.id,
  dataset: trial.utterance.dataset,
  speaker: trial.utterance.speaker,
  voice: trial.utterance.voice,
  kind: trial.case.kind,
  wanted: isHonest(trial) ? 'accept' : 'reject',
  outcome: trial.outcome,
  score: trial.judged?.strictness.both ?? null,
  detail: trial.detail,
});
