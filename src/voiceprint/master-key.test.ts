import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import t from 'tap';
import type { HeshengError } from '../errors.js';
import { parseMasterKey } from './master-key.js';

const bytesArb = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });

t.test('32 bytes of base64 are a key, with or without padding and a line end', async () => {
  fc.assert(
    fc.property(bytesArb(32), (bytes) => {
      if (new Set(bytes).size === 1) return true;
      const text = Buffer.from(bytes).toString('base64');
      return [text, `${text}\n`, text.replace('=', '')].every((form) => parseMasterKey(form).export().equals(bytes));
    }),
  );
});

const REFUSED: readonly (readonly [string, string, RegExp])[] = [
  ['nothing', ' ', /is empty/],
  ['a password', 'correct horse battery staple', /is not base64/],
  ['hex', randomBytes(32).toString('hex'), /has 48 bytes instead of 32/],
  ['a short key', randomBytes(16).toString('base64'), /has 16 bytes instead of 32/],
  ['a long key', randomBytes(33).toString('base64'), /has 33 bytes instead of 32/],
  ['zeros', Buffer.alloc(32).toString('base64'), /one byte repeated/],
  ['a repeated byte', Buffer.alloc(32, 7).toString('base64'), /one byte repeated/],
  ['left-over bits', `${'A'.repeat(42)}B`, /is not base64/],
];

for (const [says, text, detail] of REFUSED) {
  t.test(`${says} is refused without being shown`, async (t) => {
    const error = t.throws(() => parseMasterKey(text), { code: 'CONFIG_INVALID' }) as HeshengError;
    t.match(error.detail, detail);
    t.match(error.detail, /openssl rand -base64 32$/);
    if (text.trim() !== '') t.notOk(error.message.includes(text.trim()));
  });
}
