import t from 'tap';
import { speechBandPower } from './speech-band.js';

const bursts = (hz: number): Float32Array =>
  Float32Array.from({ length: 16_000 }, (_, i) => (i % 8000 < 4000 ? Math.sin((2 * Math.PI * hz * i) / 16_000) : 0));

t.test('only what comes and goes between 300 and 3400 Hz counts', async (t) => {
  const inBand = speechBandPower(bursts(1000));
  t.ok(Math.abs(inBand - 0.25) < 0.01, `half the time at half power: ${inBand}`);
  t.ok(speechBandPower(bursts(50)) < inBand / 100);
  t.ok(speechBandPower(bursts(7500)) < inBand / 100);
  t.ok(speechBandPower(Float32Array.from({ length: 16_000 }, (_, i) => Math.sin(i))) < inBand / 10);
});

t.test('nothing has no power', async (t) => {
  t.equal(speechBandPower(new Float32Array(0)), 0);
  t.equal(speechBandPower(new Float32Array(5000)), 0);
});
