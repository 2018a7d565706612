import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { residentBytes } from '../../test/e2e/support/processes.js';
import { makeKey, type RunningService, startService, untilReady } from '../../test/e2e/support/running-service.js';
import type { Utterance } from '../dataset/utterance.js';

/** One reading over HTTP: as the caller waits for it, and as the service counts it. */
export interface RoundTrip {
  readonly wholeMs: number;
  readonly insideMs: number;
}

export interface ServiceTimes {
  readonly warm: readonly RoundTrip[];
  /** Resident memory after the last reading, bytes. */
  readonly apiBytes: number;
  readonly engineBytes: number;
}

const SPEAKER = 'bench';
const WARM_UP = 3;

const part = (path: string, request: object): FormData => {
  const form = new FormData();
  form.append('audio', new Blob([new Uint8Array(readFileSync(path))]), basename(path));
  form.append('request', new Blob([JSON.stringify(request)], { type: 'application/json' }));
  return form;
};

const enrol = async (service: RunningService, { path }: Utterance): Promise<void> => {
  const body = part(path, { consent_id: 'bench' });
  const { status } = await service.ask(`/v1/speakers/${SPEAKER}/enrolments`, { method: 'POST', body });
  if (status >= 300) throw new Error(`enrolment answered ${status}`);
};

const post = async (service: RunningService, { path, transcript }: Utterance): Promise<RoundTrip> => {
  const body = part(path, { clause_text: transcript, speaker_id: SPEAKER });
  const begun = performance.now();
  const { status, json } = await service.ask('/v1/verifications', {
    method: 'POST',
    headers: { prefer: 'wait=60' },
    body,
  });
  const wholeMs = performance.now() - begun;
  if (status !== 201 || json.status !== 'completed') throw new Error(`answered ${status} ${json?.status}`);
  return { wholeMs, insideMs: json.timing_ms.total };
};

const measure = async (service: RunningService, utterance: Utterance, rounds: number, step: () => void) => {
  await enrol(service, utterance);
  const trips: RoundTrip[] = [];
  for (let round = -WARM_UP; round < rounds; round++) {
    const trip = await post(service, utterance);
    if (round >= 0) trips.push(trip);
    step();
  }
  return trips;
};

/** A real `hesheng serve` with one engine process of one thread, readings posted one after the other, a voice to compare. */
export const timeService = async (
  utterance: Utterance,
  rounds: number,
  step: () => void,
  modelsDir: string | null,
): Promise<ServiceTimes> => {
  const folder = mkdtempSync(join(tmpdir(), 'hesheng-speed-'));
  const service = await startService(folder, await makeKey(folder), {
    HESHENG_RATE_LIMIT_PER_MINUTE: '1000000',
    HESHENG_ENGINE_PROCESSES: '1',
    HESHENG_ENGINE_THREADS: '1',
    ...(modelsDir === null ? {} : { HESHENG_MODELS_DIR: modelsDir }),
  });
  try {
    await untilReady(service);
    const warm = await measure(service, utterance, rounds, step);
    const engineBytes = service.engines().reduce((sum, pid) => sum + (residentBytes(pid) ?? 0), 0);
    return { warm, apiBytes: residentBytes(service.pid) ?? 0, engineBytes };
  } finally {
    await service.end('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  }
};

/** Round trips that come after the first few, which warm the service up. */
export const roundsOf = (rounds: number): number => rounds + WARM_UP;
