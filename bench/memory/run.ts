/**
 * Whether memory stays flat: resident memory of the API process and of its engine process between the 200th request and
 * the last.
 *
 *   npm run bench:memory -- [--requests 1000]
 *
 * A real `hesheng serve` with one engine process that is never recycled; readings of different lengths in turn, posted over
 * HTTP with a wait and a voice to compare. Memory is read after every request. Every 100th request is a point: the lowest
 * of the 100 samples up to it, because garbage between two collections comes and goes. The ratio is the median of the last
 * three points over the one at request 200; above 1.10 for either process the exit code is 1.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { residentBytes } from '../../test/e2e/support/processes.js';
import { enrolmentOf, readingOf, WAIT } from '../../test/e2e/support/readings.js';
import { makeKey, type RunningService, startService, untilReady } from '../../test/e2e/support/running-service.js';
import { floorAt, growth, type MemorySeries } from './series.js';

const FIRST_POINT = 200;
const STEP = 100;
const LAST_POINTS = 3;
const MOST_GROWTH = 1.1;
const MIB = 1_024 ** 2;
const FILES = ['wrong-clause.flac', 'negation-added.flac', 'enrol-3.flac'] as const;
const SPEAKER = { speaker_id: 'bench', consent_id: 'bench' };

interface Measured {
  readonly api: MemorySeries;
  readonly engine: MemorySeries;
}

const post = async (service: RunningService, request: number): Promise<void> => {
  const file = FILES[request % FILES.length]!;
  const { status, json } = await service.ask('/v1/verifications', readingOf(file, { headers: WAIT, ...SPEAKER }));
  if (status !== 201 || json.status !== 'completed') throw new Error(`request ${request}: ${status} ${json.status}`);
};

const onlyEngineOf = ({ engines }: RunningService): number => {
  const [engine, ...others] = engines();
  if (engine === undefined || others.length > 0) throw new Error('one engine process is expected');
  return engine;
};

const measure = async (service: RunningService, requests: number): Promise<Measured> => {
  const api: number[] = [];
  const engine: number[] = [];
  const enginePid = onlyEngineOf(service);
  await service.ask('/v1/speakers/bench/enrolments', enrolmentOf(['enrol-1.flac', 'enrol-2.flac'], 'bench'));
  for (let request = 1; request <= requests; request++) {
    await post(service, request);
    const now = [residentBytes(service.pid), residentBytes(enginePid)];
    if (now[0] == null || now[1] == null) throw new Error(`a process ended at request ${request}`);
    api.push(now[0]);
    engine.push(now[1]);
    if (process.stderr.isTTY) process.stderr.write(`\r${request}/${requests} requests`);
  }
  if (process.stderr.isTTY) process.stderr.write('\n');
  return { api, engine };
};

const withService = async <T>(use: (service: RunningService) => Promise<T>): Promise<T> => {
  const folder = mkdtempSync(join(tmpdir(), 'hesheng-memory-'));
  const token = await makeKey(folder);
  const service = await startService(folder, token, {
    HESHENG_ENGINE_RECYCLE_JOBS: '1000000',
    HESHENG_RATE_LIMIT_PER_MINUTE: '1000000',
  });
  try {
    await untilReady(service);
    return await use(service);
  } finally {
    await service.end('SIGTERM');
    rmSync(folder, { recursive: true });
  }
};

const mib = (bytes: number): string => (bytes / MIB).toFixed(1).padStart(10);

/** Prints the points; the answer is the larger growth of the two processes. */
const report = ({ api, engine }: Measured): number => {
  const points = api.map((_, index) => index + 1).filter((at) => at >= FIRST_POINT && at % STEP === 0);
  const floors = (series: MemorySeries): readonly number[] => points.map((at) => floorAt(series, at, STEP));
  const [ofApi, ofEngine] = [floors(api), floors(engine)];
  console.log('   request   API MiB  engine MiB');
  points.forEach((at, index) => {
    console.log(`${String(at).padStart(10)}${mib(ofApi[index]!)}  ${mib(ofEngine[index]!)}`);
  });
  const ratios = [growth(ofApi, LAST_POINTS), growth(ofEngine, LAST_POINTS)] as const;
  console.log(`${'ratio'.padStart(10)}${ratios.map((ratio) => ratio.toFixed(3).padStart(10)).join('  ')}`);
  return Math.max(...ratios);
};

const { requests } = parseArgs({ options: { requests: { type: 'string', default: '1000' } } }).values;
if (!(Number(requests) >= FIRST_POINT + STEP)) throw new RangeError(`--requests is at least ${FIRST_POINT + STEP}`);
const grown = report(await withService((service) => measure(service, Number(requests))));
process.exitCode = grown > MOST_GROWTH ? 1 : 0;
