// Line coverage floors: 95 % over all, 100 % in the pure folders.
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';

const PURE = /^src\/(clause|text|align|verdict|audit|challenge)\//;
const summary = JSON.parse(readFileSync('.tap/report/coverage-summary.json', 'utf8'));
const files = Object.entries(summary)
  .filter(([name]) => name !== 'total')
  .map(([name, { lines }]) => ({ name: relative(process.cwd(), name), ...lines }))
  .filter(({ name }) => name.startsWith('src/') && !/\.(test|fixture)\.ts$/.test(name));
const total = files.reduce(
  (sum, { total: lines, covered }) => ({ lines: sum.lines + lines, covered: sum.covered + covered }),
  { lines: 0, covered: 0 },
);
const share = (100 * total.covered) / Math.max(1, total.lines);
const lacking = files.filter(({ name, pct }) => PURE.test(name) && pct < 100);
console.error(`   ${share.toFixed(1)} % of ${total.lines} lines in ${files.length} files`);
for (const { name, pct } of lacking) console.error(`   pure file below 100 %: ${name} ${pct} %`);
process.exitCode = share < 95 || lacking.length > 0 || files.length === 0 ? 1 : 0;
