import t from 'tap';
import { JobQueue } from './job-queue.js';

t.test('takes in the order of offers and refuses more than the limit', async (t) => {
  const queue = new JobQueue<string>(2);
  t.strictSame([queue.offer('a'), queue.offer('b'), queue.offer('c')], [true, true, false]);
  t.strictSame([queue.take(), queue.take(), queue.take()], ['a', 'b', undefined]);
});

t.test('what was taken comes back first, even into a full queue', async (t) => {
  const queue = new JobQueue<string>(1);
  queue.offer('a');
  queue.putBack('taken before');
  t.equal(queue.size, 2);
  t.strictSame(queue.takeAll(), ['taken before', 'a']);
  t.equal(queue.size, 0);
});
