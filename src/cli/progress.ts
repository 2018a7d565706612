import { type Options, SingleBar } from 'cli-progress';

/** Nothing is shown of work that is over sooner. */
const PATIENCE_MS = 1_000;

const createBar = (format: string, more: Options = {}): SingleBar =>
  new SingleBar({
    format,
    barCompleteChar: '#',
    barIncompleteChar: '.',
    stream: process.stderr,
    clearOnComplete: true,
    hideCursor: true,
    ...more,
  });

export interface Progress {
  /** One step is done; the next one is called `label`. */
  step(label: string): void;
}

/**
 * Runs work of `total` steps and shows how far it is: on a terminal's stderr only, and only when it takes more than a
 * second. Standard output stays clean for pipes.
 */
export const withProgress = async <T>(
  first: string,
  total: number,
  work: (progress: Progress) => Promise<T>,
): Promise<T> => {
  const bar = createBar('{bar} {value}/{total} {label}  {duration_formatted}');
  let done = 0;
  let label = first;
  let shown = false;
  const patience = setTimeout(() => {
    shown = process.stderr.isTTY === true;
    if (shown) bar.start(total, done, { label });
  }, PATIENCE_MS);
  const step = (next: string): void => {
    done++;
    label = next;
    if (shown) bar.update(done, { label });
  };
  try {
    return await work({ step });
  } finally {
    clearTimeout(patience);
    if (shown) bar.stop();
  }
};

const MIB = 1_024 ** 2;
const FOREVER = 0;

/** Shows that `done` of `total` bytes of `label` are there; a total of null is unknown. */
export type ShowBytes = (label: string, done: number, total: number | null) => void;

/** Like withProgress, for work that is measured in bytes and changes what it works at. */
export const withByteProgress = async <T>(work: (show: ShowBytes) => Promise<T>): Promise<T> => {
  const bar = createBar('{bar} {done} of {all} MiB  {label}  {duration_formatted}', { fps: 4 });
  const patient = performance.now() + PATIENCE_MS;
  let shown = false;
  const show: ShowBytes = (label, done, total) => {
    if (process.stderr.isTTY !== true || performance.now() < patient) return;
    const words = { label, done: (done / MIB).toFixed(1), all: total === null ? '?' : (total / MIB).toFixed(1) };
    if (!shown) bar.start(total ?? FOREVER, done, words);
    shown = true;
    bar.setTotal(total ?? FOREVER);
    bar.update(done, words);
  };
  try {
    return await work(show);
  } finally {
    if (shown) bar.stop();
  }
};
