import t from 'tap';
import type { TokenEvidence, TokenOp } from '../../src/verdict/evidence.js';
import { countOps } from './op-truth.js';

const token = (op: TokenOp, start: number | null): TokenEvidence => ({
  ref: start === null ? null : '字',
  op,
  rule: null,
  pinyinRef: null,
  pinyinHeard: null,
  startMs: null,
  endMs: null,
  score: null,
  critical: false,
  source: start === null ? null : { start, end: start + 1 },
});

t.test('an op counts as right where the edit is', async (t) => {
  const tokens = [token('match', 0), token('deletion', 1), token('unsure', 2), token('match', 3), token('deletion', 4)];
  const counts = countOps('一二三四五', [{ at: 1, unsaid: 2, said: 0 }], tokens);
  t.same(counts.deletion, { truth: 2, found: 2, right: 1 });
  t.same(counts.not_as_written, { truth: 2, found: 3, right: 2 });
  t.same(counts.substitution, { truth: 0, found: 0, right: 0 });
});

t.test('characters asked for and said pair up as substitutions, what is over is left out or put in', async (t) => {
  const tokens = [token('substitution', 0), token('deletion', 1), token('match', 2)];
  t.match(countOps('一二三', [{ at: 0, unsaid: 2, said: 1 }], tokens), {
    substitution: { truth: 1, found: 1, right: 1 },
    deletion: { truth: 1, found: 1, right: 1 },
  });
  const extra = [token('match', 0), token('insertion', null), token('insertion', null), token('repeat', null)];
  t.same(countOps('一', [{ at: 1, unsaid: 0, said: 3 }], extra).insertion, { truth: 3, found: 2, right: 2 });
});

t.test('characters outside the basic plane keep their places', async (t) => {
  const counts = countOps('𠮷一', [{ at: 1, unsaid: 1, said: 0 }], [token('match', 0), token('deletion', 2)]);
  t.same(counts.deletion, { truth: 1, found: 1, right: 1 });
});
