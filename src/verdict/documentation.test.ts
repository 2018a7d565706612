import t from 'tap';
import { ACCENT_PROFILES } from '../text/accent-profile-list.js';
import { layerTable, reasonTable, thresholdTable } from './documentation.js';
import { POLICY } from './honest-reading.fixture.js';
import { REASON_CODES } from './reason.js';
import { THRESHOLD_FIELDS } from './threshold-fields.js';

const cellsOf = (markdown: string): readonly number[] =>
  markdown
    .trimEnd()
    .split('\n')
    .map((line) => line.split('|').length);

const LAYERED = {
  ...POLICY,
  kinds: { answer: { effectiveSpeechMsMin: 200 } },
  profiles: {
    ...POLICY.profiles,
    wu: { support: 'review_only' as const, thresholds: { meanPass: -1, editPass: 0.4 } },
  },
};

t.test('every threshold, layer and reason has one row of as many cells as the head', async (t) => {
  const tables = [thresholdTable(POLICY), reasonTable(), layerTable(LAYERED)] as const;
  for (const markdown of tables) t.equal(new Set(cellsOf(markdown)).size, 1);
  t.equal(cellsOf(tables[0]).length, THRESHOLD_FIELDS.length + 2);
  t.equal(cellsOf(tables[1]).length, REASON_CODES.length + 2);
  t.equal(cellsOf(tables[2]).length, ACCENT_PROFILES.length + 3);
  t.match(tables[0], '| `editPass` | 0.35 | cost | 0 to 2 |');
});

t.test('a layer says what it changes and whether its readers may pass', async (t) => {
  const markdown = layerTable(LAYERED);
  t.match(markdown, '| kind `answer` |  | `effectiveSpeechMsMin` 200 |');
  t.match(markdown, '| accent `mandarin` (普通话) | validated | nothing |');
  t.match(markdown, '| review_only | `meanPass` -1, `editPass` 0.4 |');
  t.match(markdown, '| accent `jin` (晋语) | review_only | nothing |');
});
