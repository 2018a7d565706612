import t from 'tap';
import { halfSwing, powerToDbfs, rmsDbfs, SILENCE_DBFS } from './level.js';

t.test('a full-scale square wave is 0 dBFS and a sine 3 dB less', async (t) => {
  t.ok(Math.abs(rmsDbfs(Float32Array.from({ length: 1000 }, (_, i) => (i % 2 ? 1 : -1)))) < 1e-6);
  t.ok(
    Math.abs(rmsDbfs(Float32Array.from({ length: 1000 }, (_, i) => Math.sin((2 * Math.PI * i) / 100))) + 3.01) < 0.01,
  );
});

t.test('nothing, zeros and a constant offset are silence', async (t) => {
  t.equal(rmsDbfs(new Float32Array(0)), SILENCE_DBFS);
  t.equal(rmsDbfs(new Float32Array(100)), SILENCE_DBFS);
  t.equal(rmsDbfs(new Float32Array(128).fill(0.5)), SILENCE_DBFS);
  t.equal(powerToDbfs(1e-30), SILENCE_DBFS);
});

t.test('half the swing ignores an offset', async (t) => {
  t.equal(halfSwing(Float32Array.from([0.25, 0.75, 0.5])), 0.25);
  t.equal(halfSwing(new Float32Array(9).fill(0.3)), 0);
  t.equal(halfSwing(new Float32Array(0)), 0);
});
