import { join } from 'node:path';
import t from 'tap';
import { readDataset } from '../../bench/dataset/read-dataset.js';
import { openListener } from '../../bench/run/listener.js';
import { policyAt, soundStrictness, strictnessOf, textStrictness } from '../../bench/verdicts/strictness.js';
import { INSTALLATION_DIR } from '../../src/config/installation.js';
import { loadConfig } from '../../src/config.js';
import { shippedPolicies } from '../../src/verdict/policies.js';
import { judgeScored } from '../../src/verification/judge-reading.js';
import { type ScoredReading, scoreReading } from '../../src/verification/score-reading.js';

t.setTimeout(120_000);

const POLICY = shippedPolicies()[0]!;
const listener = await openListener({ config: loadConfig({}).config, cacheDir: null, voice: false });
t.teardown(() => listener.close());
const { utterances } = await readDataset(join(INSTALLATION_DIR, 'fixtures'));

const score = async (file: string): Promise<ScoredReading> => {
  const utterance = utterances.find(({ id }) => id === `fixtures/${file}`)!;
  const hearing = await listener.hear(utterance);
  if (hearing.kind === 'failed') throw new Error(hearing.code);
  const { transcript, criticalTerms, dialectHint } = utterance;
  return scoreReading(hearing.heard, { clauseText: transcript!, criticalTerms, dialectHint });
};

const GRID = Array.from({ length: 41 }, (_, at) => at / 40);
const passes = (scored: ScoredReading, at: number): boolean =>
  judgeScored(scored, policyAt(POLICY, at), { kind: 'not_requested' }).verdict === 'pass';

for (const file of ['enrol-1.flac', 'word-replaced.flac', 'negation-added.flac', 'number-changed.flac']) {
  t.test(`${file} passes up to its strictness and nowhere beyond`, async (t) => {
    const scored = await score(file);
    const strictness = strictnessOf(scored, POLICY);
    t.same(
      GRID.map((at) => passes(scored, at)),
      GRID.map((at) => at < strictness),
    );
  });
}

t.test('an honest reading stands a stricter judge than a misreading, for every witness', async (t) => {
  const [honest, wrong] = [await score('enrol-1.flac'), await score('negation-added.flac')];
  t.ok(strictnessOf(honest, POLICY) > 0.5);
  t.ok(strictnessOf(wrong, POLICY) < 0.5);
  t.ok(soundStrictness(honest, POLICY.thresholds) > soundStrictness(wrong, POLICY.thresholds));
  t.ok(textStrictness(honest.content, POLICY.thresholds) > textStrictness(wrong.content, POLICY.thresholds));
});
