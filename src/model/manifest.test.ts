import t from 'tap';
import { HeshengError } from '../errors.js';
import { parseManifest } from './manifest.js';
import { fileOfKind, modelForRole } from './registry.js';

const entry = {
  id: 'phones-1',
  role: 'asr',
  family: 'ctc-phones',
  files: [{ kind: 'network', path: 'phones.onnx', sha256: 'a'.repeat(64), bytes: 10 }],
  licence: { spdx: 'MIT', production: 'yes', note: null },
  notice: 'NOTICE',
  card: 'phones.md',
  inUse: true,
  sampleRateHz: 16_000,
  inputs: [{ name: 'waveform', type: 'float32', shape: [1, 'samples'], meaning: 'sound' }],
  outputs: [{ name: 'log_probs', type: 'float32', shape: ['frames', 60], meaning: 'labels' }],
  labels: { count: 60, blank: 0 },
  measured: [{ metric: 'PER', value: 5.9, unit: '%', data: 'read sentences', n: 99, voices: 'human' }],
};

const parse = (value: unknown) => parseManifest(JSON.stringify(value));
const refused = { name: 'HeshengError', code: 'MODEL_INVALID' };

t.test('a full entry is read as it is', async (t) => {
  t.strictSame(parse([entry]), [entry]);
});

t.test('unknown keys are refused at every depth', async (t) => {
  t.throws(() => parse([{ ...entry, extra: 1 }]), refused);
  t.throws(() => parse([{ ...entry, files: [{ ...entry.files[0], url: 'x' }] }]), refused);
  t.throws(() => parse([{ ...entry, labels: { ...entry.labels, names: [] } }]), refused);
});

t.test('every key is needed', async (t) => {
  for (const key of Object.keys(entry)) {
    const { [key as 'id']: _left, ...rest } = entry;
    t.throws(() => parse([rest]), refused, key);
  }
});

t.test('a file name reaches no other folder', async (t) => {
  for (const path of ['../phones.onnx', '/etc/passwd', 'a/b.onnx', '.hidden', '..']) {
    t.throws(() => parse([{ ...entry, files: [{ ...entry.files[0], path }] }]), refused, path);
  }
});

t.test('the fault names its place', async (t) => {
  t.throws(() => parse([{ ...entry, sampleRateHz: 8000 }]), { message: /\/0\/sampleRateHz/ });
  t.throws(() => parseManifest('{'), refused);
  t.throws(() => parse([]), refused);
});

t.test('a role has exactly one model in use', async (t) => {
  const registry = (...entries: unknown[]) => ({ dir: '.', entries: parse(entries) });
  t.equal(modelForRole(registry(entry, { ...entry, id: 'other', inUse: false }), 'asr').id, 'phones-1');
  t.throws(() => modelForRole(registry(entry, { ...entry, id: 'other' }), 'asr'), HeshengError);
  t.throws(() => modelForRole(registry({ ...entry, inUse: false }), 'asr'), refused);
  t.throws(() => modelForRole(registry(entry), 'voice'), refused);
});

t.test('a file that an entry does not list is a fault of the manifest', async (t) => {
  const [model] = parse([entry]);
  t.equal(fileOfKind(model!, 'network').path, 'phones.onnx');
  t.throws(() => fileOfKind(model!, 'labels'), refused);
});
