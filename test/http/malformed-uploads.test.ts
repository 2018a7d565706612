import fc from 'fast-check';
import t from 'tap';
import { startApi } from './support/api.js';
import { reading } from './support/form.js';
import { wav } from './support/samples.js';

const SHAPE = reading({ clause_text: '本产品不保证本金。' }, wav(0.05));

const truncated = fc.nat({ max: SHAPE.payload.length }).map((length) => SHAPE.payload.subarray(0, length));

const flipped = fc
  .array(fc.tuple(fc.nat({ max: SHAPE.payload.length - 1 }), fc.integer({ min: 1, max: 255 })), {
    minLength: 1,
    maxLength: 8,
  })
  .map((flips) => {
    const bytes = Buffer.from(SHAPE.payload);
    for (const [at, mask] of flips) bytes[at] = bytes[at]! ^ mask;
    return bytes;
  });

const noise = fc.uint8Array({ maxLength: 3_000 }).map((bytes) => Buffer.from(bytes));

const repeated = fc.integer({ min: 2, max: 30 }).map((times) => Buffer.concat(Array(times).fill(SHAPE.payload)));

t.test('no malformed upload makes the service fail, or leaves a file', async (t) => {
  const api = await startApi(t);
  await fc.assert(
    fc.asyncProperty(fc.oneof(truncated, flipped, noise, repeated), async (payload) => {
      const response = await api.app.inject({
        method: 'POST',
        url: '/v1/verifications',
        payload,
        headers: { ...SHAPE.headers, authorization: 'Bearer hsk_test-token-of-submit-0000' },
      });
      const accepted = response.statusCode === 202;
      return (accepted || (response.statusCode >= 400 && response.statusCode < 500)) && api.uploads().length === 0;
    }),
    { numRuns: 300 },
  );
  t.equal((await api.send({ url: '/readyz' })).statusCode, 200);
});
