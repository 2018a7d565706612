import t from 'tap';
import { surfaceTones, type ToneBearer } from './surface-tones.js';
import type { Tone } from './syllable.js';

const row = (text: string, ...tones: readonly (readonly Tone[])[]): readonly ToneBearer[] =>
  Array.from(text, (character, at) => ({ character, tones: tones[at]! }));

t.test('a third tone before a third may be a second', async (t) => {
  t.same(surfaceTones(row('买股', [3], [3])), [[2, 3], [3]]);
  t.same(surfaceTones(row('买房', [3], [2])), [[3], [2]]);
  t.same(
    surfaceTones(row('买几', [3], [1, 3])),
    [
      [2, 3],
      [1, 3],
    ],
    'where the next one may be a third',
  );
  t.same(surfaceTones(row('我买股', [3], [3], [3])), [[2, 3], [2, 3], [3]]);
});

t.test('不 rises before a falling tone', async (t) => {
  t.same(surfaceTones(row('不是', [4], [4])), [[2], [4]]);
  t.same(surfaceTones(row('不保', [4], [3])), [[4], [3]]);
  t.same(surfaceTones(row('不为', [4], [2, 4]))[0], [2, 4]);
  t.same(surfaceTones(row('不', [4])), [[4]]);
});

t.test('一 has its own tone as a figure and another before a word', async (t) => {
  t.same(surfaceTones(row('一', [1])), [[1]]);
  t.same(surfaceTones(row('一年', [1], [2]))[0], [1, 4]);
  t.same(surfaceTones(row('一次', [1], [4]))[0], [1, 2, 4]);
});
