import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import t from 'tap';
import { sealFirstVersion } from './first-version.fixture.js';
import { localKeyWrapper } from './local-key-wrapper.js';
import { parseMasterKey } from './master-key.js';
import {
  isFirstVersion,
  openFirstVersion,
  openTemplate,
  type SealedVoice,
  sealTemplate,
  type TemplateContext,
} from './template-cipher.js';

const newKey = () => parseMasterKey(randomBytes(32).toString('base64'));
const MASTER_KEY = newKey();
const KEY = localKeyWrapper(MASTER_KEY);
const OTHER_KEY = localKeyWrapper(newKey());
const CONTEXT: TemplateContext = { speakerId: 'spk_1', templateId: 'enr_1', modelSha256: 'ab'.repeat(32) };
const VECTOR = Float32Array.from({ length: 256 }, (_, index) => Math.sin(index));
const KEY_RECORD_BYTES = 73;
/** Both parts end to end, the key record first, so that every byte of either can be tried. */
const together = ({ sealed, wrappedKey }: SealedVoice): Uint8Array => Buffer.concat([wrappedKey, sealed]);
const apart = (bytes: Uint8Array): SealedVoice => ({
  wrappedKey: bytes.subarray(0, KEY_RECORD_BYTES),
  sealed: bytes.subarray(KEY_RECORD_BYTES),
});
const SEALED = together(await sealTemplate(VECTOR, CONTEXT, KEY));
const UNREADABLE = { code: 'TEMPLATE_UNREADABLE' };

const isUnreadable = async (open: () => unknown): Promise<boolean> => {
  try {
    await open();
    return false;
  } catch (error) {
    return (error as { code?: string }).code === UNREADABLE.code;
  }
};

t.test('a sealed template opens as it was, to the bit', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.float32Array({ minLength: 1, maxLength: 300, noNaN: true }),
      fc.string(),
      async (vector, id) => {
        const context = { ...CONTEXT, speakerId: `spk_${Buffer.from(id).toString('hex')}` };
        const opened = await openTemplate(await sealTemplate(vector, context, KEY), context, KEY);
        return Buffer.from(opened.buffer).equals(Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength));
      },
    ),
  );
});

t.test('sealing twice shares neither nonce nor data key nor a byte beyond the header by design', async (t) => {
  const again = together(await sealTemplate(VECTOR, CONTEXT, KEY));
  t.equal(again.length, SEALED.length);
  t.same(again.subarray(0, 13), SEALED.subarray(0, 13), 'same header');
  const equal = again.subarray(13).filter((byte, index) => byte === SEALED[13 + index]).length;
  t.ok(equal < 40, 'random bytes agree by chance in one of 256');
});

t.test('the vector cannot be found in the sealed bytes', async (t) => {
  const plain = Buffer.from(VECTOR.buffer);
  for (let at = 0; at + 8 <= plain.length; at += 8) {
    t.notOk(Buffer.from(SEALED).includes(plain.subarray(at, at + 8)), `bytes ${at} to ${at + 8}`);
  }
});

t.test('any change of bytes is noticed', async () => {
  const edit = fc.record({ at: fc.nat(SEALED.length - 1), flip: fc.integer({ min: 1, max: 255 }) });
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(edit, { minLength: 1, maxLength: 5, selector: ({ at }) => at }), async (edits) => {
      const forged = Uint8Array.from(SEALED);
      for (const { at, flip } of edits) forged[at]! ^= flip;
      return isUnreadable(() => openTemplate(apart(forged), CONTEXT, KEY));
    }),
    { numRuns: 2000 },
  );
});

t.test('every single byte counts', async (t) => {
  for (let at = 0; at < SEALED.length; at += 1) {
    const forged = Uint8Array.from(SEALED);
    forged[at]! ^= 1;
    if (!(await isUnreadable(() => openTemplate(apart(forged), CONTEXT, KEY)))) t.fail(`byte ${at} can be changed`);
  }
});

t.test('cut, lengthened and foreign bytes are unreadable', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat(SEALED.length - 1),
      fc.uint8Array({ minLength: 1, maxLength: 1500 }),
      async (length, bytes) => {
        const forms = [SEALED.subarray(0, length), Buffer.concat([SEALED, bytes]), bytes];
        const outcomes = forms.map((form) => isUnreadable(() => openTemplate(apart(form), CONTEXT, KEY)));
        return (await Promise.all(outcomes)).every((unreadable) => unreadable);
      },
    ),
  );
});

t.test('another key, speaker, template or model is told apart from damage where it can be', async (t) => {
  await t.rejects(openTemplate(apart(SEALED), CONTEXT, OTHER_KEY), { ...UNREADABLE, detail: /another master key/ });
  for (const name of Object.keys(CONTEXT)) {
    await t.rejects(openTemplate(apart(SEALED), { ...CONTEXT, [name]: 'other' }, KEY), UNREADABLE, name);
  }
  const swapped = { ...CONTEXT, speakerId: CONTEXT.templateId, templateId: CONTEXT.speakerId };
  await t.rejects(openTemplate(apart(SEALED), swapped, KEY), UNREADABLE, 'ids swapped');
  const later = Uint8Array.from(SEALED);
  later[KEY_RECORD_BYTES + 4] = 3;
  await t.rejects(openTemplate(apart(later), CONTEXT, KEY), { ...UNREADABLE, detail: /known version/ });
});

t.test('the key of one template does not open the vector of another', async (t) => {
  const [one, other] = [await sealTemplate(VECTOR, CONTEXT, KEY), await sealTemplate(VECTOR, CONTEXT, KEY)];
  await t.rejects(openTemplate({ ...one, wrappedKey: other.wrappedKey }, CONTEXT, KEY), UNREADABLE);
});

t.test('a template of version 1 opens, is known as such, and nothing else passes for it', async (t) => {
  const old = sealFirstVersion(VECTOR, CONTEXT, MASTER_KEY);
  t.equal(isFirstVersion(old), true);
  t.equal(isFirstVersion(apart(SEALED).sealed), false);
  t.same(openFirstVersion(old, CONTEXT, [newKey(), MASTER_KEY]), VECTOR);
  t.throws(() => openFirstVersion(old, CONTEXT, [newKey()]), { ...UNREADABLE, detail: /another master key/ });
  for (let at = 0; at < old.length; at += 7) {
    const forged = Uint8Array.from(old);
    forged[at]! ^= 1;
    if (!(await isUnreadable(() => openFirstVersion(forged, CONTEXT, [MASTER_KEY]))))
      t.fail(`byte ${at} can be changed`);
  }
});
