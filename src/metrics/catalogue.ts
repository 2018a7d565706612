import type { GaugeName } from './metrics.js';

interface MetricEntry {
  readonly type: 'counter' | 'histogram' | 'gauge';
  readonly help: string;
  readonly labels: readonly string[];
  /** Upper bounds, in the unit of the name. */
  readonly buckets?: readonly number[];
}

/** Every metric of our own; docs/metrics.md is generated from it. Labels are closed lists or route patterns. */
export const METRICS = {
  hesheng_http_request_seconds: {
    type: 'histogram',
    help: 'Time from request to answer, waiting included',
    labels: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
  },
  hesheng_verifications_total: {
    type: 'counter',
    help: 'Settled verifications by outcome: pass, review, fail, or failed (technical, no verdict)',
    labels: ['outcome'],
  },
  hesheng_reasons_total: {
    type: 'counter',
    help: 'Reasons of verdicts; a verdict can have several',
    labels: ['code'],
  },
  hesheng_failures_total: {
    type: 'counter',
    help: 'Verifications that failed technically, by error code',
    labels: ['code'],
  },
  hesheng_stage_seconds: {
    type: 'histogram',
    help: 'Time per stage of a judgement: decode, vad, asr, voice, align, total',
    labels: ['stage'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
  },
  hesheng_recording_seconds_total: {
    type: 'counter',
    help: 'Duration of the recordings that were judged',
    labels: [],
  },
} as const satisfies Record<string, MetricEntry>;

/** Read when the metrics are rendered. */
export const GAUGES = {
  jobs_waiting: 'Readings that wait for a worker',
  jobs_running: 'Readings that a worker holds',
  jobs_parked: 'Readings that were given up after repeated technical failures',
  engine_processes_warm: 'Engine processes that are loaded, the busy ones among them',
  engine_processes_busy: 'Engine processes at work',
  engine_jobs_queued: 'Recordings that wait for an engine process',
  engine_restarts: 'Engine processes started again after a fault, since the start',
  engine_recycled: 'Engine processes replaced on purpose, since the start',
  engine_timeouts: 'Recordings that took an engine process too long, since the start',
  engine_resident_bytes: 'Resident memory of the engine processes',
} as const satisfies Record<GaugeName, string>;

export const gaugeMetric = (name: GaugeName): string => `hesheng_${name}`;
