import t from 'tap';
import { createCompletions } from './completions.js';

const MINUTE = 60_000;

t.test('a listener hears its verification and no other', async (t) => {
  const completions = createCompletions();
  const listener = completions.listen('ver_a');
  let heard = false;
  const next = listener.next(MINUTE).then(() => {
    heard = true;
  });
  completions.announce('ver_b');
  await new Promise((resolve) => setImmediate(resolve));
  t.equal(heard, false);
  completions.announce('ver_a');
  await next;
  t.equal(heard, true);
  listener.stop();
});

t.test('an announcement before the listener waits is not lost', async () => {
  const completions = createCompletions();
  const listener = completions.listen('ver_a');
  completions.announce('ver_a');
  await listener.next(MINUTE);
  listener.stop();
});

t.test('an announcement is heard once, then the listener waits again', async (t) => {
  const completions = createCompletions();
  const listener = completions.listen('ver_a');
  completions.announce('ver_a');
  await listener.next(MINUTE);
  const second = listener.next(MINUTE).then(() => 'announced');
  const idle = new Promise((resolve) => setImmediate(() => resolve('waiting')));
  t.equal(await Promise.race([second, idle]), 'waiting');
  completions.announce('ver_a');
  t.equal(await second, 'announced');
  listener.stop();
});

t.test('waiting ends after the timeout, and a stopped listener hears nothing', async (t) => {
  const completions = createCompletions();
  const listener = completions.listen('ver_a');
  await listener.next(1);
  listener.stop();
  completions.announce('ver_a');
  let heard = false;
  const late = listener.next(20).then(() => {
    heard = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  t.equal(heard, false);
  await late;
});
