import t from 'tap';
import { quietestFrame } from './quietest-frame.js';

const FRAME = 10;
const loudExcept = (quiet: readonly number[], frames: number): Float32Array =>
  Float32Array.from({ length: frames * FRAME }, (_, index) => (quiet.includes(Math.floor(index / FRAME)) ? 0.01 : 0.5));

t.test('finds the middle of the quiet stretch', async (t) => {
  t.equal(quietestFrame(loudExcept([12, 13, 14, 15, 16], 30), FRAME, 0, 30), 14);
});

t.test('a single quiet frame loses against a quiet stretch', async (t) => {
  t.equal(quietestFrame(loudExcept([5, 20, 21, 22, 23, 24], 30), FRAME, 3, 27), 22);
});

t.test('looks only where it is told to', async (t) => {
  t.equal(quietestFrame(loudExcept([2, 3, 4, 15, 16], 30), FRAME, 10, 25), 14);
});
