import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import t from 'tap';
import { isToken, keyIdOf, makeToken, tokenHash } from './api-token.js';

const ID = 'key_01JD3ZK4T0ABCDEFGHJKMNPQRS';

t.test('a token names its key and is known by its hash alone', async (t) => {
  const token = makeToken(ID, randomBytes);
  t.equal(keyIdOf(token), ID);
  t.equal(isToken(token, tokenHash(token)), true);
  t.notMatch(tokenHash(token), token.slice(-20));
});

t.test('any other character makes another token', async () => {
  const token = makeToken(ID, randomBytes);
  const hash = tokenHash(token);
  fc.assert(
    fc.property(fc.nat({ max: token.length - 1 }), fc.constantFrom(...'Aa0_-'), (index, character) => {
      const changed = token.slice(0, index) + character + token.slice(index + 1);
      return isToken(changed, hash) === (changed === token);
    }),
  );
});

t.test('what is no token names no key, and no hash fits it', async (t) => {
  for (const text of ['', 'hsk_', 'hsk_key_x', `hsk_${'0'.repeat(26)}`, `${makeToken(ID, randomBytes)}A`, '核声']) {
    t.equal(keyIdOf(text), null);
  }
  t.equal(isToken(makeToken(ID, randomBytes), ''), false);
});
