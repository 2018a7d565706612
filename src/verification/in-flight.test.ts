import t from 'tap';
import { createInFlight } from './in-flight.js';

const a = { keyId: 'key_a', idempotencyKey: '1' };

t.test('one request at a time holds a key', async (t) => {
  const inFlight = createInFlight(() => 0, 1000);
  inFlight.begin(a, 'x');
  t.throws(() => inFlight.begin(a, 'x'), { code: 'IDEMPOTENCY_IN_FLIGHT' });
  t.throws(() => inFlight.begin(a, 'y'), { code: 'IDEMPOTENCY_MISMATCH' });
  inFlight.end(a);
  inFlight.begin(a, 'y');
});

t.test('callers do not hold one another up', async () => {
  const inFlight = createInFlight(() => 0, 1000);
  for (const [keyId, idempotencyKey] of [
    ['a', 'b c'],
    ['a b', 'c'],
    ['a', 'bc'],
  ] as const) {
    inFlight.begin({ keyId, idempotencyKey }, 'x');
  }
});

t.test('a claim that nobody ends ends by itself', async (t) => {
  let nowMs = 0;
  const inFlight = createInFlight(() => nowMs, 1000);
  inFlight.begin(a, 'x');
  nowMs = 999;
  t.throws(() => inFlight.begin(a, 'x'), { code: 'IDEMPOTENCY_IN_FLIGHT' });
  nowMs = 1000;
  inFlight.begin(a, 'x');
  t.throws(() => inFlight.begin(a, 'x'), { code: 'IDEMPOTENCY_IN_FLIGHT' });
});
