// Reads a TAP stream, shows what failed, and ends with 'N passed, N failed'. Exits 1 when anything failed or nothing ran.
import { readFileSync } from 'node:fs';

const [file, tapExit, failedSteps] = process.argv.slice(2);
const lines = readFileSync(file, 'utf8').split('\n');
// A parent's line repeats its children's result: count only the assertions, which have no subtest line before them.
const isResult = (line) => /^\s*(not )?ok \d+/.test(line);
const isParent = (line) => / # time=/.test(line) || /\{$/.test(line);
const results = lines.filter((line) => isResult(line) && !isParent(line) && !/# (skip|todo)/i.test(line));
const failures = lines.filter((line) => /^\s*not ok \d+/.test(line) && !/# (skip|todo)/i.test(line));
const skipped = lines.filter((line) => isResult(line) && /# skip/i.test(line)).length;

let shown = false;
for (const line of lines) {
  if (/^\s*not ok \d+/.test(line)) shown = true;
  else if (isResult(line) || /^\s*# Subtest/.test(line)) shown = false;
  if (shown) console.log(line);
}
const passed = results.filter((line) => !/^\s*not ok/.test(line)).length;
const broken = failures.filter((line) => !isParent(line)).length;
// A file that dies, times out or asserts nothing has no failed assertion of its own: it still counts as one failure.
const silent = broken === 0 && Number(tapExit) !== 0 ? 1 : 0;
const failed = broken + silent + Number(failedSteps);
if (silent) console.log(`tap ended with ${tapExit}; see .tap/output.tap and .tap/errors.txt`);
if (skipped > 0) console.log(`${skipped} skipped`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
