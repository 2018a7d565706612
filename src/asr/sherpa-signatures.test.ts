import t from 'tap';
import type { OnnxHeader, OnnxSlot } from '../model/onnx/onnx-header.js';
import { signatureFault } from './sherpa-signatures.js';

const slot = (type: string, ...shape: readonly (number | string)[]): OnnxSlot => ({ name: 'any', type, shape });
const header = (inputs: readonly OnnxSlot[], outputs: readonly OnnxSlot[]): OnnxHeader => ({
  producer: '',
  opset: 17,
  metadata: new Map(),
  externalFiles: [],
  inputs,
  outputs,
});

const LENGTHS = slot('int64', 'N');
const ctc = (x: OnnxSlot, out: OnnxSlot) =>
  signatureFault('wenet-ctc', 'network', header([x, LENGTHS], [out, LENGTHS]));

t.test('sizes that are free fit, others must be those that sherpa-onnx feeds', async (t) => {
  const out = slot('float32', 'N', 'T', 5_000);
  t.equal(ctc(slot('float32', 'N', 'T', 80), out), null);
  t.equal(ctc(slot('float32', 1, '?', 'D'), out), null);
  for (const wrong of [slot('float32', 'N', 'T', 40), slot('float16', 'N', 'T', 80), slot('float32', 'T', 80)])
    t.equal(ctc(wrong, out), 'does not have the inputs of a wenet-ctc network');
});

t.test('a rank that is left open fits only where sherpa-onnx does not read it', async (t) => {
  const x = slot('float32', 'N', 'T', 80);
  t.equal(ctc(x, slot('float32')), 'does not have the outputs of a wenet-ctc network');
  const paraformer = header(
    [slot('float32', 'N', 'T', 560), slot('int32', 'N')],
    [slot('float32'), slot('int32', 'N'), slot('float32', 'N', 'T')],
  );
  t.equal(signatureFault('paraformer', 'network', paraformer), null);
});

t.test('caches come in pairs, and there is one', async (t) => {
  const given = [slot('float32', 1, 'S', 64), slot('int64', 1, 'L'), slot('int64', 'S')];
  const logits = slot('float32', 1, 'S', 100);
  const caches = (count: number) => Array.from({ length: count }, () => slot('float32', 1, 512, 1, 64));
  const fault = (inputs: number, outputs: number) =>
    signatureFault(
      'fun-asr-nano',
      'language-model',
      header([...given, ...caches(inputs)], [logits, ...caches(outputs)]),
    );
  t.equal(fault(2, 2), null);
  t.equal(fault(56, 56), null);
  t.match(fault(0, 0), /inputs/);
  t.match(fault(3, 2), /inputs/);
  t.match(fault(2, 1), /outputs/);
});

t.test('the head of Fun-ASR-Nano is no SenseVoice', async (t) => {
  const nano = header([slot('float32', 'N', 'T', 560)], [slot('float32', 'N', 'T', 60_000)]);
  t.equal(signatureFault('sense-voice-nano', 'network', nano), null);
  t.match(signatureFault('sense-voice', 'network', nano), /inputs of a sense-voice network/);
});

t.test('of the networks of Moonshine whose caches depend on its layers nothing is said', async (t) => {
  t.equal(signatureFault('moonshine', 'merged-decoder', header([], [])), null);
  t.match(signatureFault('moonshine', 'preprocessor', header([], [])), /inputs of a moonshine preprocessor/);
});
