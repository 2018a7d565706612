import fc from 'fast-check';
import t from 'tap';
import { probabilityOf, spoofWindows } from './spoof-windows.js';

const counted = (length: number): Float32Array => Float32Array.from({ length }, (_, at) => at);

t.test('every sample is in a window, all are of one length, the last ends with the sound', async (t) => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 200 }), (total, length) => {
      const windows = spoofWindows(counted(total), length);
      const heard = new Set(windows.flatMap((window) => [...window]));
      return (
        windows.every((window) => window.length === length) &&
        heard.size === total &&
        (total < length || windows.at(-1)!.at(-1) === total - 1)
      );
    }),
  );
  t.strictSame(spoofWindows(counted(0), 10), []);
  t.strictSame(
    spoofWindows(counted(10), 4).map(([first]) => first),
    [0, 2, 4, 6],
  );
});

t.test('probabilities of all outputs sum to one, whatever the size of the logits', async (t) => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -700, max: 700, noNaN: true }), { minLength: 1, maxLength: 5 }), (logits) => {
      const sum = logits.reduce((total, _, at) => total + probabilityOf(logits, at), 0);
      return Math.abs(sum - 1) < 1e-9;
    }),
  );
  t.ok(Number.isNaN(probabilityOf([0, Number.NaN], 0)));
  t.ok(Number.isNaN(probabilityOf([0, 0], 2)));
});
