import t from 'tap';
import { greedyTokens } from './greedy-tokens.js';
import { sayTokens } from './token-speech.fixture.js';

const TABLE = { texts: ['<blk>', '好', '的', '<|zh|>'], blank: 0 };

t.test('merges equal neighbours, drops blanks and tags, and tells when a token begins', (t) => {
  t.strictSame(greedyTokens(sayTokens([3, 0, 1, 1, 0, 1, 2], 4, 60), TABLE), [
    { text: '好', startMs: 120 },
    { text: '好', startMs: 300 },
    { text: '的', startMs: 360 },
  ]);
  t.strictSame(greedyTokens(sayTokens([], 4, 60), TABLE), []);
  t.end();
});
