import type { ErrorCode } from '../errors.js';
import type { Judgement } from '../verification/verification.js';

export interface AnsweredRequest {
  readonly method: string;
  /** Pattern of the route, never the path. */
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
}

/** Figures that are read when somebody looks. */
export type GaugeName =
  | 'jobs_waiting'
  | 'jobs_running'
  | 'jobs_parked'
  | 'engine_processes_warm'
  | 'engine_processes_busy'
  | 'engine_jobs_queued'
  | 'engine_restarts'
  | 'engine_recycled'
  | 'engine_timeouts'
  | 'engine_resident_bytes';

export type GaugeReader = () => Promise<Readonly<Partial<Record<GaugeName, number>>>>;

/** Port: what the service counts. Nothing that names a person, a case or a word may reach it. */
export interface Metrics {
  requestAnswered(request: AnsweredRequest): void;
  judged(judgement: Pick<Judgement, 'verdict' | 'reasons' | 'timingMs' | 'recording'>): void;
  failed(code: ErrorCode): void;
  /** Asked at every rendering; one that rejects leaves its gauges as they were. */
  readGauges(reader: GaugeReader): void;
  render(): Promise<{ readonly contentType: string; readonly text: string }>;
}
