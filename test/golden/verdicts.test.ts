import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import t, { type Test } from 'tap';
import { loadConfig } from '../../src/config.js';
import { createReader } from '../../src/reader.js';
import type { Judgement } from '../../src/verification/verification.js';
import { FIXTURE_FACTS } from './fixture-facts.js';
import { FIXTURES, type Fixture, fixtureBytes, fixtureNamed, fixturePath, verificationRequest } from './fixtures.js';
import {
  GOLDEN_FOLDER,
  type GoldenRecord,
  goldenName,
  goldenRecord,
  readGolden,
  tokenDistance,
  writeGolden,
} from './golden-record.js';

/** `UPDATE_GOLDEN=1` rewrites the golden files instead of comparing with what they were. */
const UPDATING = process.env.UPDATE_GOLDEN === '1';
const WHEN_CHANGED =
  'Evidence is as committed. If it changed on purpose: UPDATE_GOLDEN=1, and a line tagged [verdict] in CHANGELOG.md.';

/**
 * Tokens that noise of half a quantisation step turns (an accent that is heard or just not, a syllable between sure and
 * unsure), and so may another processor's arithmetic: measured with four seeds, and one to spare.
 */
const HAIR_BREADTH: Readonly<Record<string, number>> = {
  'accent-southwestern.wav': 3,
  'accent-cantonese.flac': 2,
  'noisy.flac': 2,
  'long.flac': 3,
};

// Real ffmpeg, engine process and models; three minutes of recordings.
t.setTimeout(300_000);

const reader = createReader(loadConfig({}).config);
t.teardown(() => reader.close());

const judge = (fixture: Fixture): Promise<Judgement> =>
  reader.evaluateReading({
    path: fixturePath(fixture),
    request: verificationRequest(fixture),
    speaker: { kind: 'not_requested' },
  });

const compare = (t: Test, file: string, record: GoldenRecord): void => {
  const golden = readGolden(file);
  if (!golden) return void t.fail(`${file} has no golden file. UPDATE_GOLDEN=1 makes it.`);
  const tolerated = HAIR_BREADTH[file] ?? 0;
  const changed = tokenDistance(record.tokens, golden.tokens);
  t.ok(changed <= tolerated, WHEN_CHANGED, { found: record.tokens, wanted: golden.tokens });
  t.same({ ...record, tokens: null }, { ...golden, tokens: null }, WHEN_CHANGED);
};

for (const fixture of FIXTURES) {
  const { file, sha256, expected } = fixture;
  t.test(`${file} is judged as expected, with the evidence that is committed`, async (t) => {
    t.equal(
      createHash('sha256').update(fixtureBytes(fixture)).digest('hex'),
      sha256,
      'the recording is the one listed',
    );
    const judgement = await judge(fixture);
    t.ok(expected.verdicts.includes(judgement.verdict), `${judgement.verdict} is one of ${expected.verdicts}`);
    FIXTURE_FACTS[file]?.(t, judgement);
    const record = goldenRecord(judgement);
    if (UPDATING) writeGolden(file, record);
    compare(t, file, record);
  });
}

t.test('every golden file and every fact belongs to a fixture', async (t) => {
  const golden = readdirSync(GOLDEN_FOLDER).filter((name) => name.endsWith('.json'));
  t.same(golden.toSorted(), FIXTURES.map(({ file }) => goldenName(file)).toSorted());
  for (const file of Object.keys(FIXTURE_FACTS)) t.ok(fixtureNamed(file));
});

t.test('the same recording and clause give the same judgement but for the time it took', async (t) => {
  const withoutTiming = async () => {
    const { timingMs, ...judgement } = await judge(fixtureNamed('honest.wav'));
    t.ok(timingMs.total > 0);
    return judgement;
  };
  t.strictSame(await withoutTiming(), await withoutTiming());
});
