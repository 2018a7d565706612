import { type BackOffSettings, backOffMs } from '../engine/back-off.js';
import { type ErrorCode, HeshengError } from '../errors.js';
import type { ActivationStore } from '../store/activation-store.js';
import type { Activation } from './activation.js';

/** What became of a generation. */
export type FollowOutcome =
  | { readonly kind: 'swapped'; readonly activation: Activation }
  | {
      readonly kind: 'failed';
      readonly activation: Activation;
      readonly code: ErrorCode;
      readonly cause: unknown;
      /** How often it failed here, this time included. */
      readonly failures: number;
    };

export interface FollowNeeds {
  readonly activations: Pick<ActivationStore, 'current'>;
  /** Makes the packs of a generation run; rejects, and everything is as it was, when one of them cannot. */
  readonly change: (activation: Activation) => Promise<void>;
  /** Told of every attempt. */
  readonly onOutcome: (outcome: FollowOutcome) => Promise<void>;
  /** The activations could not be read, or an outcome not be written. */
  readonly onFault: (error: unknown) => void;
  /** Milliseconds, monotonic. */
  readonly clock: () => number;
  /** Resolves after so many milliseconds, or at once when the signal is aborted. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly pollMs: number;
  /** Between attempts at one generation. */
  readonly backOff: BackOffSettings;
}

export interface Follower {
  /** That runs; 0 before the first. */
  readonly generation: () => number;
  /** Begins nothing more, and resolves when the change in hand is over. */
  stop(): Promise<void>;
}

interface Failing {
  readonly generation: number;
  readonly failures: number;
  readonly retryAtMs: number;
}

/** Why no process could start says more than that none could. */
const codeOf = (error: unknown): ErrorCode => {
  if (!(error instanceof HeshengError)) return 'INTERNAL';
  return error.code === 'ENGINE_UNAVAILABLE' && error.cause instanceof HeshengError ? error.cause.code : error.code;
};

/**
 * Makes what runs follow what is activated, from now on and in the background.
 *
 *   newest generation:   is what runs -> wait
 *                        failed, and its time has not come -> wait
 *                        else change to it -> runs | failed, next try after 1, 2, 4 ... times the first wait
 *
 * A generation that failed is only tried again while it is the newest one.
 */
export const followActivations = (needs: FollowNeeds): Follower => {
  const stopping = new AbortController();
  let running = 0;
  let failing: Failing | null = null;

  const attempt = async (activation: Activation): Promise<void> => {
    const { generation } = activation;
    try {
      await needs.change(activation);
    } catch (cause) {
      // What a stop cut short is no fault of the packs.
      if (stopping.signal.aborted) return;
      const failures: number = (failing?.generation === generation ? failing.failures : 0) + 1;
      failing = { generation, failures, retryAtMs: needs.clock() + backOffMs(failures, needs.backOff) };
      await needs.onOutcome({ kind: 'failed', activation, code: codeOf(cause), cause, failures });
      return;
    }
    running = generation;
    failing = null;
    await needs.onOutcome({ kind: 'swapped', activation });
  };

  const look = async (): Promise<void> => {
    const newest = await needs.activations.current();
    if (stopping.signal.aborted || newest === null || newest.generation === running) return;
    if (failing?.generation === newest.generation && needs.clock() < failing.retryAtMs) return;
    await attempt(newest);
  };

  const follow = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await look().catch(needs.onFault);
      await needs.sleep(needs.pollMs, stopping.signal);
    }
  };

  const ended = follow();
  return {
    generation: () => running,
    stop: () => {
      stopping.abort();
      return ended;
    },
  };
};
