import t from 'tap';
import { packFaults, parseCatalogue, parsePack } from './parse-pack.js';

const SHA = 'a'.repeat(64);
const file = (kind: string, path: string) => ({ kind, path, sha256: SHA, bytes: 10 });
const pack = {
  schema: 1,
  id: 'sense-voice-test',
  name: 'sherpa-onnx-sense-voice-test',
  role: 'asr',
  family: 'sense-voice',
  sampleRateHz: 16_000,
  languages: ['zh', 'yue'],
  dialects: ['cantonese'],
  licence: { spdx: 'MIT', name: null, text: { file: 'LICENCE' }, production: 'yes', note: null },
  sources: [
    {
      kind: 'archive',
      url: 'https://example.org/a.tar.bz2',
      format: 'tar.bz2',
      sha256: null,
      bytes: null,
      folder: 'a',
    },
    { kind: 'files', url: 'https://example.org/a' },
  ],
  labels: { count: 25_055, blank: 0 },
  files: [file('network', 'model.onnx'), file('labels', 'tokens.txt'), file('notice', 'LICENCE')],
  measured: [
    { metric: 'CER', value: 2.9, unit: '%', data: 'AISHELL-1', n: null, voices: 'human', source: 'its maker' },
  ],
  warnings: [],
};

t.test('a full pack is read as it is', async (t) => {
  t.strictSame(parsePack(JSON.stringify(pack)), pack);
  const origin = { from: 'https://example.org/a', trustedOnFirstUse: ['tokens.txt'] };
  t.strictSame(packFaults({ ...pack, origin }), []);
});

t.test('every key is needed, and no other is known at any depth', async (t) => {
  for (const key of Object.keys(pack)) {
    const { [key as 'id']: _left, ...rest } = pack;
    t.match(packFaults(rest).join(), key, key);
  }
  t.match(packFaults({ ...pack, extra: 1 }).join(), /extra/);
  t.ok(packFaults({ ...pack, licence: { ...pack.licence, extra: 1 } }).length > 0);
  t.ok(packFaults({ ...pack, files: [{ ...pack.files[0], url: 'x' }] }).length > 0);
});

t.test('all faults are named together, with their places', async (t) => {
  const faults = packFaults({ ...pack, sampleRateHz: 7, languages: ['Chinese'], id: '../x' }).join('\n');
  for (const place of ['/sampleRateHz', '/languages/0', '/id']) t.match(faults, place);
});

t.test('values outside of their lists and forms are refused', async (t) => {
  const bad: Record<string, unknown> = {
    'an unknown role': { role: 'judge' },
    'an unknown family': { family: 'sense-voices' },
    'an unknown accent profile': { dialects: ['klingon'] },
    'a schema of tomorrow': { schema: 2 },
    'plain http': { sources: [{ kind: 'files', url: 'http://example.org/a' }] },
    'a hash in capitals': { files: [{ ...pack.files[0], sha256: 'A'.repeat(64) }] },
    'a hash that is unknown': { files: [{ ...pack.files[0], sha256: null }, ...pack.files.slice(1)] },
    'no bytes': { files: [{ ...pack.files[0], bytes: 0 }] },
    'no files': { files: [] },
    'an archive folder that leaves it': { sources: [{ ...pack.sources[0], folder: '..' }] },
  };
  for (const [name, change] of Object.entries(bad))
    t.ok(packFaults({ ...pack, ...(change as object) }).length > 0, name);
});

t.test('rules between the keys', async (t) => {
  const files = (...all: unknown[]) => packFaults({ ...pack, files: [...all, file('notice', 'LICENCE')] }).join();
  t.match(files(file('network', 'model.onnx')), /has no file of kind labels/);
  t.match(
    files(file('network', 'a.onnx'), file('network', 'b.onnx'), file('labels', 't')),
    /more than one file of kind network/,
  );
  t.match(
    files(file('network', 'a'), file('labels', 't'), file('joiner', 'j')),
    /kind joiner, which the family does not know/,
  );
  t.match(files(file('network', '../a'), file('labels', 't')), /\/files\/0\/path must be a relative path/);
  t.match(files(file('network', 'T'), file('labels', 't')), /names t twice/);
  t.match(packFaults({ ...pack, role: 'vad' }).join(), /family sense-voice has no role vad/);
  const licence = (change: object) => packFaults({ ...pack, licence: { ...pack.licence, ...change } }).join();
  t.match(licence({ spdx: null }), /neither spdx nor name/);
  t.match(licence({ production: 'no' }), /no note says why/);
  t.match(licence({ text: { file: 'tokens.txt' } }), /no file of kind notice/);
});

t.test('a family with several file sets takes any of them', async (t) => {
  const moonshine = (...kinds: string[]) =>
    packFaults({
      ...pack,
      family: 'moonshine',
      licence: { ...pack.licence, text: null },
      files: kinds.map((kind) => file(kind, `${kind}.ort`)),
    });
  t.strictSame(moonshine('encoder', 'merged-decoder', 'labels'), []);
  t.strictSame(moonshine('preprocessor', 'encoder', 'uncached-decoder', 'cached-decoder', 'labels'), []);
  t.match(moonshine('encoder', 'labels'), [/has no file of kind merged-decoder/]);
});

t.test('what is no JSON or no object is refused with a code', async (t) => {
  for (const text of ['{', 'null', '[]', '7']) t.throws(() => parsePack(text), { code: 'PACK_INVALID' }, text);
});

t.test('a catalogue may say that a hash is unknown, and not that an id is there twice', async (t) => {
  const entry = { ...pack, files: pack.files.map((one) => ({ ...one, sha256: null, bytes: null })) };
  t.strictSame(parseCatalogue(JSON.stringify([entry])), [entry]);
  t.throws(() => parseCatalogue(JSON.stringify([entry, entry])), { message: /sense-voice-test is there twice/ });
  t.throws(() => parseCatalogue(JSON.stringify([{ ...entry, role: 'vad' }])), {
    message: /sense-voice-test: \/files family/,
  });
  t.throws(() => parseCatalogue(JSON.stringify(pack)), { code: 'PACK_INVALID' });
});

t.test('a canary is a recording of the pack with what it says', async (t) => {
  const recording = file('canary', 'canaries/1.wav');
  const canary = { path: recording.path, text: '本产品不保证本金' };
  const withCanary = { ...pack, files: [...pack.files, recording], canaries: [canary] };
  t.strictSame(packFaults(withCanary), []);
  t.strictSame(packFaults({ ...withCanary, canaries: [{ ...canary, mostWrong: 0.1 }] }), []);
  const bad: Record<string, object> = {
    'no file of kind canary': { ...pack, canaries: [canary] },
    'does not say what canaries/1.wav says': { ...withCanary, canaries: [] },
    twice: { ...withCanary, canaries: [canary, canary] },
    'not for role lid': { ...withCanary, role: 'lid' },
    'more than 1000000 bytes': { ...withCanary, files: [...pack.files, { ...recording, bytes: 1_000_001 }] },
    '/canaries/0/mostWrong': { ...withCanary, canaries: [{ ...canary, mostWrong: 1.5 }] },
  };
  for (const [fault, value] of Object.entries(bad)) t.match(packFaults(value).join('; '), fault);
});
