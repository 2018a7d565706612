/**
 * Short readings recognised as they are, and with silence around them.
 *
 *   npm run bench:context -- --data DIR
 *
 * DIR is a folder with a manifest.tsv. Every recording of less than three seconds is judged against its own text, and against
 * that text with one character left out: the policy tolerates one extra syllable, so some of these pass too.
 */
import { parseArgs } from 'node:util';
import type { RecognitionContext } from '../../src/asr/recognition-context.js';
import { loadConfig } from '../../src/config.js';
import { createReader } from '../../src/reader.js';
import { wilson } from '../../src/recognisers/wilson.js';
import { shippedPolicies } from '../../src/verdict/policies.js';
import { type HeardReading, hearReading } from '../../src/verification/hear-reading.js';
import { judgeReading } from '../../src/verification/judge-reading.js';
import { readManifest } from '../verdicts/recordings.js';

const { data } = parseArgs({ options: { data: { type: 'string' } } }).values;
if (!data) throw new Error('--data DIR: a folder with a manifest.tsv');

const SHORT_MS = 3_000;
const CONTEXTS: readonly RecognitionContext[] = ['none', 'silence'];
const stopwatch = (): number => performance.now();
const NOBODY = { kind: 'not_requested' } as const;

const judged = (heard: HeardReading, clauseText: string) =>
  judgeReading(heard, { clauseText, criticalTerms: [], dialectHint: null }, shippedPolicies()[0]!, NOBODY, stopwatch);

/** The text without one of its characters, each in turn. */
const shortened = (text: string): readonly string[] => {
  const characters = Array.from(text.replaceAll(/\s/g, ''));
  return characters.map((_, at) => characters.filter((_character, other) => other !== at).join(''));
};

interface Tally {
  pass: number;
  review: number;
  fail: number;
  editCost: number;
  wrongPasses: number;
  wrong: number;
  passed: Set<string>;
}

const main = async (): Promise<void> => {
  const reader = createReader({ ...loadConfig().config, engineProcesses: 1, engineThreads: 1 });
  await reader.engine.ready();
  const tallies = new Map<RecognitionContext, Tally>(
    CONTEXTS.map((context) => [
      context,
      { pass: 0, review: 0, fail: 0, editCost: 0, wrongPasses: 0, wrong: 0, passed: new Set() },
    ]),
  );
  let readings = 0;
  for (const { path, text } of readManifest(data)) {
    const { durationMs } = await reader.decoder.decode(path, reader.decodeLimits);
    if (durationMs >= SHORT_MS) continue;
    readings++;
    for (const context of CONTEXTS) {
      const tally = tallies.get(context)!;
      const heard = await hearReading({ ...reader, stopwatch }, path, { voice: false, context });
      const { verdict, content } = judged(heard, text);
      tally[verdict]++;
      tally.editCost += content.scores.editCostPerToken;
      if (verdict === 'pass') tally.passed.add(path);
      for (const other of shortened(text)) {
        tally.wrong++;
        if (judged(heard, other).verdict === 'pass') tally.wrongPasses++;
      }
    }
  }
  await reader.close();
  console.log(`${data}: ${readings} recordings of less than 3 s, human`);
  for (const [context, { pass, review, fail, editCost, wrongPasses, wrong }] of tallies) {
    const { low, high } = wilson(pass, readings);
    console.log(
      `  context ${context.padEnd(7)} pass ${pass} [${(100 * low).toFixed(1)} %, ${(100 * high).toFixed(1)} %]  review ${review}  fail ${fail}  edit cost per token ${(editCost / readings).toFixed(3)}  passes with a character fewer ${wrongPasses} of ${wrong}`,
    );
  }
  const [none, silence] = CONTEXTS.map((context) => tallies.get(context)!.passed);
  const only = (a: Set<string>, b: Set<string>): number => [...a].filter((path) => !b.has(path)).length;
  console.log(`  pass without silence only ${only(none!, silence!)}, with silence only ${only(silence!, none!)}`);
};

await main();
