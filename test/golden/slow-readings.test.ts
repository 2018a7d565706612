import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { loadConfig } from '../../src/config.js';
import { createReader } from '../../src/reader.js';
import type { Judgement } from '../../src/verification/verification.js';
import { type Fixture, fixtureNamed, fixturePath, verificationRequest } from './fixtures.js';

// Slow reading and long pauses cost nothing. The voices are synthetic and slowed by a filter: this shows that nothing
// here counts time against a reader, and nothing about how well elderly people are understood.
t.setTimeout(300_000);

const folder = mkdtempSync(join(tmpdir(), 'hesheng-slow-'));
const reader = createReader(loadConfig({ HESHENG_LOG_LEVEL: 'silent', HESHENG_DATA_DIR: folder }).config);
t.teardown(async () => {
  await reader.close();
  rmSync(folder, { recursive: true });
});

let made = 0;
/** The recording after an ffmpeg filter. */
const filtered = (fixture: Fixture, filter: string): string => {
  const path = join(folder, `${++made}.wav`);
  const output = ['-filter_complex', `[0:a]${filter}[out]`, '-map', '[out]', '-ar', '16000', path];
  execFileSync('ffmpeg', ['-nostdin', '-loglevel', 'error', '-i', fixturePath(fixture), ...output]);
  return path;
};

const judge = (fixture: Fixture, path: string, policyId: string): Promise<Judgement> =>
  reader.evaluateReading({
    path,
    request: { ...verificationRequest(fixture), policyId },
    speaker: { kind: 'not_requested' },
  });

const SLOW = 'atempo=0.6';
const POLICIES = ['default', 'elder'] as const;

/** A filter that stops for `pauseMs` at each of these places; the pauses are digital silence. */
const pausesAt = (placesMs: readonly number[], pauseMs: number): string => {
  const ends = [...placesMs, null];
  const parts = ends.map((end, index) => {
    const from = index === 0 ? 0 : placesMs[index - 1]! / 1000;
    const trim = end === null ? `atrim=start=${from}` : `atrim=start=${from}:end=${end / 1000}`;
    const pad = end === null ? '' : `,apad=pad_dur=${pauseMs / 1000}`;
    return `[in${index}]${trim},asetpts=PTS-STARTPTS${pad}[part${index}]`;
  });
  const inputs = ends.map((_, index) => `[in${index}]`).join('');
  const outputs = ends.map((_, index) => `[part${index}]`).join('');
  return `asplit=${ends.length}${inputs};${parts.join(';')};${outputs}concat=n=${ends.length}:v=0:a=1`;
};

/** Middles of the stretches inside the recording in which nobody speaks, ms: commas, full stops, closed lips. */
const gapsIn = (fixture: Fixture, leastS = 0.06): readonly number[] => {
  const filter = ['-af', `silencedetect=noise=-35dB:d=${leastS}`, '-f', 'null', '-'];
  const { stderr } = spawnSync('ffmpeg', ['-nostdin', '-i', fixturePath(fixture), ...filter], { encoding: 'utf8' });
  const found = [...stderr.matchAll(/silence_end: ([\d.]+) \| silence_duration: ([\d.]+)/g)];
  // The first and the last lie before and after the speech.
  return found.slice(1, -1).map(([, end, length]) => Math.round(1000 * (Number(end) - Number(length) / 2)));
};

t.test('an honest reading at six tenths of its speed passes', async (t) => {
  for (const file of ['honest.wav', 'number-reading.flac']) {
    const fixture = fixtureNamed(file);
    const path = filtered(fixture, SLOW);
    for (const policyId of POLICIES) {
      const { verdict, reasons } = await judge(fixture, path, policyId);
      t.same({ verdict, reasons }, { verdict: 'pass', reasons: [] }, `${file} ${policyId}`);
    }
  }
});

t.test('pauses of seconds between and inside sentences cost nothing', async (t) => {
  const fixture = fixtureNamed('honest.wav');
  const places = gapsIn(fixture);
  t.ok(places.length >= 6);
  const recordings = [
    filtered(fixture, pausesAt(places, 4_000)),
    filtered(fixture, `${pausesAt(gapsIn(fixture, 0.2), 4_000)},atempo=0.7`),
  ];
  for (const path of recordings) {
    for (const policyId of POLICIES) {
      const { verdict, reasons, recording } = await judge(fixture, path, policyId);
      t.ok(recording.durationMs > 30_000);
      t.same({ verdict, reasons }, { verdict: 'pass', reasons: [] }, policyId);
    }
  }
});

t.test('slower still, with pauses of nearly seven seconds: no onset after a pause is missed', async (t) => {
  const fixture = fixtureNamed('honest.wav');
  const path = filtered(fixture, `${pausesAt(gapsIn(fixture, 0.2), 4_000)},${SLOW}`);
  for (const policyId of POLICIES) {
    const { verdict, reasons } = await judge(fixture, path, policyId);
    t.same({ verdict, reasons }, { verdict: 'pass', reasons: [] }, policyId);
  }
});

t.test('what was changed stays changed, however slowly it is read', async (t) => {
  for (const file of ['negation-dropped.wav', 'number-changed.flac', 'sentence-missing.wav']) {
    const fixture = fixtureNamed(file);
    const { verdict } = await judge(fixture, filtered(fixture, SLOW), 'elder');
    t.not(verdict, 'pass', file);
  }
});
