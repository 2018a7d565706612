import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import t from 'tap';
import { createNewId } from './new-id.js';

t.test('an id is its prefix and 26 digits of base 32', async (t) => {
  const newId = createNewId(() => 1_790_000_000_000, randomBytes);
  t.match(newId('ver'), /^ver_[0-9A-HJKMNP-TV-Z]{26}$/);
  t.match(newId('key'), /^key_[0-9A-HJKMNP-TV-Z]{26}$/);
});

t.test('the time digits are those of the ULID specification', async (t) => {
  const newId = createNewId(
    () => 1_469_918_176_385,
    (size) => new Uint8Array(size),
  );
  t.equal(newId('ver'), 'ver_01ARYZ6S410000000000000000');
});

t.test('a later id sorts after an earlier one', async () => {
  const time = fc.integer({ min: 0, max: 2 ** 48 - 1 });
  fc.assert(
    fc.property(time, time, (a, b) => {
      const [early, late] = [a, b].map((ms) => createNewId(() => ms, randomBytes)('ver')) as [string, string];
      return a === b || a < b === early < late;
    }),
  );
});

t.test('ids of one millisecond differ', async (t) => {
  const newId = createNewId(() => 1, randomBytes);
  t.equal(new Set(Array.from({ length: 10_000 }, () => newId('ver'))).size, 10_000);
});
