/**
 * Features for scripts/train-tones, one JSON line per syllable:
 *
 *   node dist/bench/tone/dump-features.js --cache FILE ... > features.jsonl
 */
import { parseArgs } from 'node:util';
import { readCache } from './extract.js';
import { toneSamples } from './samples.js';

const { positionals } = parseArgs({ allowPositionals: true });
for (const sample of toneSamples(positionals.flatMap(readCache))) {
  const { path: _path, reading: _reading, ...row } = sample;
  if (row.features)
    console.log(JSON.stringify({ ...row, features: row.features.map((value) => Math.round(value * 1e4) / 1e4) }));
}
