import t from 'tap';
import { framedWindows, WINDOW_INPUT, windowsOf } from './silero-windows.js';

const counted = Float32Array.from({ length: 1_100 }, (_, i) => i + 1);

t.test('a window is begun with its first sample', async (t) => {
  t.strictSame(
    [0, 1, 512, 513].map((length) => windowsOf(new Float32Array(length))),
    [0, 1, 1, 2],
  );
});

t.test('each window has the 64 samples before it, and zeros where there are none', async (t) => {
  const [first, second, third] = [0, 1, 2].map((at) => framedWindows(counted, at, at + 1));
  t.strictSame([...first!.subarray(0, 66)], [...new Array<number>(64).fill(0), 1, 2]);
  t.strictSame([second![0], second![64], second!.at(-1)], [449, 513, 1_024]);
  t.strictSame([third![0], third![64 + 75], third![64 + 76], third!.length], [961, 1_100, 0, WINDOW_INPUT]);
});

t.test('several windows are those windows one after the other', async (t) => {
  const alone = [0, 1, 2].flatMap((at) => [...framedWindows(counted, at, at + 1)]);
  t.strictSame([...framedWindows(counted, 0, 3)], alone);
  t.strictSame([...framedWindows(counted, 1, 3)], alone.slice(WINDOW_INPUT));
});
