/** What every bench takes from the command line. */
export interface BenchOptions {
  /** Data set specs; bench/dataset/read-dataset.ts says what they may be. */
  readonly data: readonly string[];
  /** Model folders to compare; empty: the configured one. */
  readonly models: readonly string[];
  /** Policy ids or files to compare. */
  readonly policy: readonly string[];
  /** Names of the data sets that the models were trained on. */
  readonly trainedOn: readonly string[];
  /** At most so many readings of a data set, drawn with the seed; null: all. */
  readonly limit: number | null;
  /** At most so many speakers of a data set; null: all. */
  readonly speakers: number | null;
  readonly seed: number;
  /** Engine processes and recordings in hand. */
  readonly jobs: number;
  /** Folder of cached hearings; null keeps none. */
  readonly cache: string | null;
  /** Accent profile for readings whose data set names none. */
  readonly dialect: string | null;
  /** The command line, for the report. */
  readonly command: string;
  /** True when the report will be a page: clips of recordings are made for it. */
  readonly clips: boolean;
  /** `speed`: the curve of time against the length of the clause as well; `presentation`: that against the history. */
  readonly curve?: boolean;
}
