import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import t from 'tap';
import { chartTable } from './chart-table.js';
import { formatCell, formatNumber } from './format.js';
import { escapeHtml } from './html/escape.js';
import { axisScale } from './html/scale.js';
import { nestingFaults } from './html/well-formed.fixture.js';
import { htmlReport } from './html-report.js';
import { readResult } from './read-result.js';
import type { BenchResult, Block } from './result.js';
import { SAMPLE_RESULT } from './sample-result.fixture.js';
import { terminalReport } from './terminal-report.js';

const HTML = htmlReport(SAMPLE_RESULT);
const withBlocks = (blocks: readonly Block[]): BenchResult => ({
  ...SAMPLE_RESULT,
  sections: [{ id: 'one', title: 'One', voice: 'human', blocks }],
});

t.test('the page is well formed, with one main heading and sections under it', async (t) => {
  t.same(nestingFaults(HTML), []);
  t.equal(HTML.match(/<h1/g)?.length, 1);
  const levels = [...HTML.matchAll(/<h([1-6])/g)].map(([, level]) => Number(level));
  t.ok(
    levels.slice(1).every((level, at) => level - levels[at]! <= 1),
    'no level is skipped',
  );
  t.match(HTML, /<html lang="en">/);
  t.match(HTML, /name="viewport" content="width=device-width/);
});

t.test('nothing is fetched and nothing runs', async (t) => {
  t.notMatch(HTML, /<script|<link|<iframe|@import|url\(|\son[a-z]+=/i);
  t.same(
    [...HTML.matchAll(/\s(?:src|href)="([^"]*)"/g)].filter(([, at]) => !/^(#|data:audio\/)/.test(at!)),
    [],
  );
});

t.test('text of data sets is escaped', async (t) => {
  t.notMatch(HTML, /<script>alert/);
  t.match(HTML, /&lt;script&gt;alert/);
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const page = htmlReport(
        withBlocks([
          { type: 'table', title: text, columns: [{ title: text, unit: 'text' }], rows: [[text]], note: text },
          { type: 'audio', title: text, items: [{ title: text, lines: [text], source: null }] },
        ]),
      );
      return nestingFaults(page).length === 0 && !/[<>"']/.test(escapeHtml(text));
    }),
    { numRuns: 200 },
  );
});

t.test('every chart has its numbers in a table, and says how intervals were made', async (t) => {
  const charts = SAMPLE_RESULT.sections[0]!.blocks.filter(({ type }) => ['line', 'bar', 'heat'].includes(type));
  t.equal(HTML.match(/<details>/g)?.length, charts.length);
  t.match(HTML, /resampled by speaker/);
  t.match(HTML, /rule of three/);
  const [line] = charts;
  t.equal(line?.type === 'line' && chartTable(line).rows.length, 5);
});

t.test('voices are named in every section, and training data is marked', async (t) => {
  t.match(HTML, /class="tag human">human voices/);
  t.match(HTML, /YES: the models were trained on it/);
});

t.test('a terminal shows the same figures', async (t) => {
  const text = terminalReport(SAMPLE_RESULT).join('\n');
  t.match(text, /92\.0 % \[87\.0 %, 97\.0 %\]/);
  t.match(text, /0\.0 % \[0\.0 %, 3\.0 %\]/);
  t.match(text, /== Rates by <accent> \(human voices\)/);
  t.match(text, /THE MODELS WERE TRAINED ON IT/);
  const rows = Array.from({ length: 60 }, (_, at) => [`row ${at}`]);
  const long = withBlocks([{ type: 'table', title: 'Long', columns: [{ title: '', unit: 'text' }], rows }]);
  t.match(terminalReport(long).join('\n'), /and 20 more rows/);
});

t.test('numbers are written for people', async (t) => {
  t.equal(formatNumber(0.0004, 'share'), '0.04 %');
  t.equal(formatNumber(0, 'share'), '0.0 %');
  t.equal(formatNumber(1234.4, 'ms'), '1,234');
  t.equal(formatNumber(-3.456, 'nats'), '-3.46');
  t.equal(formatNumber(Number.NaN, 'share'), '–');
  t.equal(formatNumber(12.6, 'MiB'), '13');
  t.equal(formatNumber(1234, 'number'), '1234');
  t.equal(formatNumber(1.234, 'ratio'), '1.23');
  t.equal(formatCell(null, 'count'), '–');
});

t.test('values on an axis keep their order, inside the drawing', async () => {
  const scales = fc.constantFrom('linear' as const, 'log' as const, 'probit' as const);
  fc.assert(
    fc.property(
      scales,
      fc.array(
        fc.nat(1000).map((count) => count / 1000),
        { minLength: 1 },
      ),
      (scale, values) => {
        const axis = axisScale({ title: '', unit: 'share', scale }, values, [0, 100]);
        const sorted = values.toSorted((a, b) => a - b).map(axis.place);
        return sorted.every((at, i) => at >= -1e-6 && at <= 100 + 1e-6 && (i === 0 || at >= sorted[i - 1]! - 1e-9));
      },
    ),
    { examples: [['log', [0]]] },
  );
});

t.test('a chart without points is an empty drawing', async (t) => {
  const empty = withBlocks([
    { type: 'line', title: 'None', x: { title: 'x', unit: 'share' }, y: { title: 'y', unit: 'share' }, series: [] },
    { type: 'bar', title: 'None', value: { title: 'v', unit: 'count' }, bars: [] },
  ]);
  t.same(nestingFaults(htmlReport(empty)), []);
  t.notMatch(htmlReport(empty), /NaN/);
});

t.test('a result is read back as it was written; anything else is refused', async (t) => {
  const folder = t.testdir({
    'not.json': '{',
    'other.json': '{"schema":"x"}',
    'bare.json': '{"schema":"hesheng-bench/1"}',
  });
  const file = join(folder, 'result.json');
  writeFileSync(file, JSON.stringify(SAMPLE_RESULT));
  t.same(await readResult(file), SAMPLE_RESULT);
  const code = 'DATASET_INVALID';
  await t.rejects(readResult(join(folder, 'not.json')), { code, detail: /no readable JSON/ });
  await t.rejects(readResult(join(folder, 'other.json')), { code, detail: /not a result/ });
  await t.rejects(readResult(join(folder, 'bare.json')), { code, detail: /datasets, systems, sections, trials/ });
});
