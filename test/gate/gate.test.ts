import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { INSTALLATION_DIR } from '../../src/config/installation.js';
import { classOf } from './case.js';
import { CASES } from './cases/all-cases.js';
import { readGolden, writeGolden } from './golden-verdicts.js';
import { readingPath, SUITE_FIXTURES } from './readings.js';
import { violation } from './rules.js';
import { runGate } from './run-gate.js';

const MINUTE = 60_000;
// Real ffmpeg, engine process and models on some eighty sounds; a minute of one idle core.
t.setTimeout(15 * MINUTE);

/** What the gate must at least try, whatever is done to the lists of cases. */
const CLASSES = {
  adversarial: [
    'wrong-clause',
    'previous-version',
    'misread',
    'phrase-skipped',
    'phrase-dropped',
    'phrases-swapped',
    'negation-added',
    'negation-dropped',
    'number-changed',
    'unit-changed',
    'term-swapped',
    'altered-accent',
    'mumble',
    'silence',
    'noise',
    'music',
    'two-speakers',
    'spliced',
    'clipped',
    'telephone',
    'truncated',
    'fast',
    'answers',
  ],
  fair: [
    'as-written',
    'accent',
    'self-correction',
    'fillers',
    'slow',
    'number-read',
    'number-written',
    'punctuation',
    'pauses',
    'erhua',
    'room',
    'other-voice',
    'answers',
  ],
} as const;

t.test('the gate tries every kind of attack and every kind of honest reading', async (t) => {
  for (const side of ['adversarial', 'fair'] as const) {
    const tried = new Set(CASES.filter((one) => one.side === side).map(classOf));
    for (const name of CLASSES[side]) t.ok(tried.has(name), `${side}: ${name}`);
  }
  t.equal(new Set(CASES.map(({ id }) => id)).size, CASES.length, 'every case has a name of its own');
});

t.test('the recordings made for the gate are those listed', async (t) => {
  for (const { file, sha256 } of SUITE_FIXTURES) {
    t.equal(
      createHash('sha256')
        .update(readFileSync(readingPath(file)))
        .digest('hex'),
      sha256,
      file,
    );
  }
  const onDisk = readdirSync(join(INSTALLATION_DIR, 'fixtures', 'suites')).filter((name) => name !== 'fixtures.json');
  t.same(onDisk.map((name) => join('suites', name)).toSorted(), SUITE_FIXTURES.map(({ file }) => file).toSorted());
});

t.test('no adversarial case passes and no fair case fails', async (t) => {
  const outcomes = await runGate(CASES);
  if (process.env.UPDATE_GOLDEN === '1') writeGolden(outcomes);
  const golden = readGolden();
  for (const outcome of outcomes) {
    const wrong = violation(outcome, golden);
    t.equal(wrong, null, `${outcome.of.side} ${outcome.of.id}: ${outcome.verdict} ${outcome.reasons.join(' ')}`);
  }
  const fair = CASES.filter(({ side, gap }) => side === 'fair' && !gap).map(({ id }) => id);
  t.same(Object.keys(golden).toSorted(), fair.toSorted(), 'the committed verdicts are those of the fair cases');
});
