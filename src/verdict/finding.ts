import type { ReasonCode } from './reason.js';
import type { Severity } from './verdict.js';

/** What a reason's sentences name: everything is optional, each sentence reads well without. */
export interface ReasonParams {
  /** Words of the clause that this is about. */
  readonly words?: string;
  /** Sentence number, counted from 0. */
  readonly sentence?: number;
  /** Place in the recording. */
  readonly atMs?: number;
  /** What the customer can do, one sentence each. */
  readonly advice?: readonly string[];
}

/** What one gate has against passing this reading. */
export interface Finding {
  readonly code: ReasonCode;
  readonly severity: Severity;
  /** Indices into the content evidence's tokens. */
  readonly tokens: readonly number[];
  readonly params: ReasonParams;
}

export const finding = (
  code: ReasonCode,
  severity: Severity,
  tokens: readonly number[] = [],
  params: ReasonParams = {},
): Finding => ({ code, severity, tokens, params });
