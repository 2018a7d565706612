import t from 'tap';
import { displayWidth, padDisplay } from '../../src/cli/display-width.js';
import { OP_SIGNS, tokenDifferences, tokenLegend, tokenRows } from '../../src/cli/token-rows.js';
import { verificationReport } from '../../src/cli/verification-report.js';
import { VERIFICATION_EXAMPLE } from '../../src/http/examples.js';
import type { TokenJson } from '../../src/http/schemas/content.js';
import { verificationJson } from '../../src/http/schemas/verification-json.js';
import { completed, failed, queued } from './support/samples.js';

const PLAIN = { columns: 80, colour: false };

const token = (ref: string | null, op: TokenJson['op'], heard: string | null, critical = false): TokenJson => ({
  ref,
  op,
  rule: op === 'accent_variant' ? 'n-l' : null,
  pinyin_ref: ref === null ? null : 'neng2',
  pinyin_heard: heard,
  start_ms: heard === null ? null : 1_000,
  end_ms: heard === null ? null : 1_250,
  score: ref === null ? null : 0.5,
  critical,
});

t.test('wide characters take two columns, combining marks none', async (t) => {
  t.equal(displayWidth('本a'), 3);
  t.equal(displayWidth('，。'), 4);
  t.equal(displayWidth('u\u0308'), 1);
  t.equal(displayWidth('𠮷'), 2);
  t.equal(padDisplay('本', 5), '本   ');
  t.equal(padDisplay('本本本', 5), '本本本');
});

t.test('clause, heard and sign stand in columns', async (t) => {
  const rows = tokenRows(
    [token('能', 'accent_variant', 'leng2'), token('不', 'deletion', null, true), token(null, 'filler', 'e5')],
    PLAIN,
  );
  t.same(rows, ['clause  能    不', 'heard   leng2    e5', 'op      ~     -! ,']);
  const starts = rows.map((row) => displayWidth(row.slice(0, row.search(/[能l~](?!a)/))));
  t.equal(starts[0], 8);
});

t.test('every operation has a sign of its own: colour is not needed', async (t) => {
  t.equal(new Set(Object.values(OP_SIGNS)).size, Object.keys(OP_SIGNS).length);
  for (const sign of Object.values(OP_SIGNS)) t.equal(displayWidth(sign), 1);
});

t.test('colours are there when asked for, and only then', async (t) => {
  const tokens = [token('能', 'substitution', 'ren2')];
  t.notMatch(tokenRows(tokens, PLAIN).join(''), '\u001b[');
  t.match(tokenRows(tokens, { ...PLAIN, colour: true }).join(''), '\u001b[31m');
});

t.test('long clauses are wrapped within the terminal', async (t) => {
  const rows = tokenRows(
    Array.from({ length: 60 }, () => token('能', 'match', 'neng2')),
    { columns: 40, colour: false },
  );
  t.equal(rows.length, 12 * 4 - 1, 'five tokens a row');
  for (const row of rows) t.ok(displayWidth(row) <= 40, row);
  t.same(tokenRows([], PLAIN), []);
});

t.test('differences say what, by which rule and where to listen', async (t) => {
  const tokens = [
    token('能', 'match', 'neng2'),
    token('能', 'accent_variant', 'leng2'),
    token('能', 'deletion', null),
    token(null, 'insertion', 'bu4'),
  ];
  t.same(tokenDifferences(tokens, PLAIN), [
    '~ accent_variant: 能 neng2 -> leng2  n-l  1.00-1.25 s  score 0.50',
    '- deletion: 能 neng2 -> (nothing)  score 0.50',
    '+ insertion: bu4  1.00-1.25 s',
  ]);
  const run = [
    token('不', 'deletion', null),
    token('能', 'deletion', null),
    token('能', 'match', 'neng2'),
    token('能', 'deletion', null),
  ];
  t.same(tokenDifferences(run, PLAIN), [
    '- deletion: 不能 -> (nothing)  2 tokens',
    '- deletion: 能 neng2 -> (nothing)  score 0.50',
  ]);
  t.equal(
    tokenLegend([...tokens, token('不', 'unsure', 'bu4', true)]),
    '= match   ~ accent_variant   - deletion   + insertion   ? unsure   ! critical term',
  );
});

t.test('a report begins with the verdict, or with why there is none', async (t) => {
  const report = (json: Parameters<typeof verificationReport>[0]) => verificationReport(json, PLAIN).join('\n');
  t.match(report(verificationJson(completed('ver_1'))), /^REVIEW\n {2}CRITICAL_TERM_UNSURE {2}关键词不清楚\n/);
  t.match(report(verificationJson(failed('ver_1'))), /^FAILED {2}AUDIO_UNREADABLE: The audio is damaged/);
  t.equal(report(verificationJson(queued('ver_1'))), 'QUEUED');
  t.match(
    report(VERIFICATION_EXAMPLE),
    /timing \(ms\): decode 31, vad 9, asr 88, voice 0, align 6, total 139; 0\.053 of/,
  );
  const [a, b] = ['A', 'B'] as const;
  const voices = [
    { start_ms: 320, end_ms: 2140, voice: a, likeness: 0.97 },
    { start_ms: 2300, end_ms: 4010, voice: b, likeness: null },
  ];
  t.match(
    report({ ...VERIFICATION_EXAMPLE, voices }),
    /voices\n {2}A {2}0\.3 to 2\.1 s {6}likeness to A 0\.97\n {2}B {2}2\.3 to 4\.0 s {6}likeness to A not measured/,
  );
  const challenge = {
    ...({ id: 'chl_1', kind: 'digits', position: 'before', phrase: '三九五二七四', outcome: 'read' } as const),
    ...{ heard: 'san jiu wu er qi si', mean_log_posterior: -0.1, margin: 3, start_ms: 320, end_ms: 2140 },
  };
  t.match(
    report({ ...VERIFICATION_EXAMPLE, challenge }),
    /challenge\n {2}read {6}三九五二七四 \(before the clause, 0\.3 to 2\.1 s\)\n {2}heard {5}san jiu wu er qi si\n/,
  );
  const unread = { ...challenge, outcome: 'not_read', heard: '', start_ms: null, end_ms: null } as const;
  t.match(
    report({ ...VERIFICATION_EXAMPLE, challenge: unread }),
    /not_read {2}三九五二七四 \(before the clause\)\n {2}heard\n/,
  );
});
