import { posix, win32 } from 'node:path';
import fc from 'fast-check';
import t from 'tap';
import { clashes, pathFault } from './safe-path.js';

t.test('plain relative names are taken', async (t) => {
  for (const path of ['model.int8.onnx', 'tokenizer/vocab.json', 'Qwen3-0.6B/merges.txt', 'CAM++_LM.onnx']) {
    t.equal(pathFault(path), null, path);
  }
});

t.test('whatever leaves the folder, hides or means a device is refused', async (t) => {
  const bad = [
    '',
    '..',
    'a/../b',
    '/etc/passwd',
    'a//b',
    'a/',
    './a',
    '.hidden',
    'a\\b',
    'C:x',
    'a\0',
    'a b',
    '模型.onnx',
  ];
  for (const path of [...bad, 'nul', 'a/COM1.onnx', 'a.', 'pack.json', 'PACK.JSON', 'a/b/c/d/e', 'a'.repeat(201)]) {
    t.type(pathFault(path), 'string', JSON.stringify(path));
  }
});

const nasty = fc.array(
  fc.constantFrom('..', '.', '/', '\\', 'a', 'model.onnx', '%2e', '\0', '~', 'C:', ' ', '\u2215'),
  {
    maxLength: 8,
  },
);

t.test('a path that is taken stays below its folder on every system', async () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        nasty.map((parts) => parts.join('')),
        nasty.map((parts) => parts.join('/')),
      ),
      (path) => {
        if (pathFault(path) !== null) return true;
        const inside = posix.normalize(posix.join('/store/pack', path)).startsWith('/store/pack/');
        const windows = win32.normalize(win32.join('C:\\store\\pack', path)).startsWith('C:\\store\\pack\\');
        return inside && windows && !posix.isAbsolute(path) && !win32.isAbsolute(path);
      },
    ),
    { numRuns: 2_000 },
  );
});

t.test('two paths that are one file somewhere clash', async (t) => {
  t.strictSame(clashes(['a', 'b/c', 'b/d']), []);
  t.strictSame(clashes(['Model.onnx', 'model.onnx']), ['model.onnx']);
  t.strictSame(clashes(['a', 'a/b']), ['a/b']);
  t.strictSame(clashes(['a/b', 'A']), ['A']);
});
