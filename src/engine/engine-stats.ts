/** What the engine pool is doing, for metrics and health. */
export interface EngineStats {
  /** Process ids of the warm processes. */
  readonly pids: readonly number[];
  /** Places for processes, as configured. */
  readonly processes: number;
  /** Processes that are loaded and can take work, the busy ones among them. */
  readonly warm: number;
  readonly busy: number;
  /** Jobs that wait for a process. */
  readonly queued: number;
  /** Processes started again after a crash, a failed start, a timeout or a missed heartbeat. */
  readonly restarts: number;
  /** Processes replaced on purpose after their share of jobs. */
  readonly recycled: number;
  readonly timeouts: number;
  /** Jobs given a second try after a crash. */
  readonly retries: number;
  /** Resident memory of the warm processes as they last told it, bytes. */
  readonly rssBytes: number;
}
