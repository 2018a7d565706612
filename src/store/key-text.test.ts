import fc from 'fast-check';
import t from 'tap';
import { fromKeyText, toKeyText } from './key-text.js';

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
  fc.array(fc.constantFrom('\\', 'u', '0', 'd', '8', '\0', '\ud800', '\udc00', '核')).map((parts) => parts.join('')),
);

t.test('every string comes back as it was', async () => {
  fc.assert(fc.property(anyText, (id) => fromKeyText(toKeyText(id)) === id));
});

t.test('what is stored is well-formed and holds no NUL', async () => {
  fc.assert(fc.property(anyText, (id) => !/\p{Surrogate}/u.test(toKeyText(id)) && !toKeyText(id).includes('\0')));
});

t.test('ordinary ids are stored as they are', async (t) => {
  for (const id of ['biz-2024/001', '客户😀', '', ' a\tb ', 'é']) t.equal(toKeyText(id), id);
});
