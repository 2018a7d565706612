import t from 'tap';
import { once } from './once.js';

t.test('work is done when it is first asked for, and never again', async (t) => {
  let done = 0;
  const ask = once(() => {
    done += 1;
    return null;
  });
  t.equal(done, 0);
  t.equal(ask(), null);
  t.equal(ask(), null);
  t.equal(done, 1);
});
