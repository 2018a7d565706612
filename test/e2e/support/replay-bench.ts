import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Config, loadConfig } from '../../../src/config.js';
import { createService, type Service } from '../../../src/main.js';
import type { Overrides } from '../../../src/reader.js';
import type { ReplayReport } from '../../../src/verification/replay-report.js';
import type { ReceivedAudio, Submission } from '../../../src/verification/use-cases.js';
import { fixtureBytes, fixtureNamed, fixturePath } from '../../golden/fixtures.js';

const LONGEST_MS = 120_000;

/** Who asks for replays. */
export const ACTOR = { kind: 'key', id: 'key_reviewer' } as const;

interface Cleanable {
  teardown(clean: () => void): void;
}

/** Copies of fixtures in a folder, as uploads leave them. */
export const receivedIn =
  (folder: string) =>
  (file: string): ReceivedAudio => {
    const fixture = fixtureNamed(file);
    const path = join(folder, file);
    copyFileSync(fixturePath(fixture), path);
    return { path, sha256: fixture.sha256, bytes: fixtureBytes(fixture).length, contentType: 'audio/wav' };
  };

/** A data folder, and services that come and go over it. */
export const openReplayBench = (t: Cleanable, env: Readonly<Record<string, string>> = {}) => {
  const folder = mkdtempSync(join(tmpdir(), 'hesheng-replay-'));
  const dataDir = join(folder, 'data');
  t.teardown(() => rmSync(folder, { recursive: true }));
  const { config } = loadConfig({ HESHENG_DATA_DIR: dataDir, HESHENG_LOG_LEVEL: 'silent', ...env });
  return {
    folder,
    dataDir,
    /** Each time a restart over the same data. */
    withService: async <T>(
      use: (service: Service) => Promise<T>,
      change: Partial<Config> = {},
      overrides: Overrides = {},
    ): Promise<T> => {
      const service = await createService({ ...config, ...change }, overrides);
      try {
        return await use(service);
      } finally {
        await service.close();
      }
    },
    received: receivedIn(folder),
  };
};

type Asked = Pick<Submission, 'clause'> & Partial<Submission>;

/** Submits a recording and waits for its judgement. */
export const judgeAudio = async ({ useCases }: Service, asked: Asked, audio: ReceivedAudio) => {
  const submission: Submission = {
    speakerId: null,
    consentId: null,
    slots: {},
    outerBusinessId: null,
    dialectHint: null,
    attemptNo: 1,
    supersedes: null,
    policyId: 'default',
    ...asked,
  };
  const outcome = await useCases.submit(submission, audio, { keyId: 'key_test', idempotencyKey: null });
  if (outcome.kind !== 'created') throw new Error('nothing was posted before');
  const settled = await useCases.waitFor(outcome.verification.id, LONGEST_MS);
  if (settled.status !== 'completed') throw new Error(`the reading is ${settled.status}`);
  return settled;
};

/** Names of the pins that are not as they were. */
export const brokenPins = ({ pins }: ReplayReport) =>
  pins.filter(({ recorded, present }) => recorded !== present).map(({ name }) => name);
