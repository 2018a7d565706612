import fc from 'fast-check';
import t from 'tap';
import { floatWav } from '../../test/audio/wav-file.js';
import { createChannelSink } from './channel-sink.js';

const LIMITS = { maxChannels: 8, maxFrames: 1_000_000, maxBytes: 100_000_000 };
const ramp = (length: number, sign = 1): Float32Array => Float32Array.from({ length }, (_, i) => (sign * i) / length);

t.test('pieces of any size give the same channels', async () => {
  const channels = [ramp(500), ramp(500, -1), ramp(500).reverse()];
  const whole = floatWav(channels, 16_000);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1 }), (sizes) => {
      const sink = createChannelSink(LIMITS);
      for (let at = 0, n = 0; at < whole.length; n++) {
        const size = sizes[n % sizes.length]!;
        sink.write(whole.subarray(at, at + size));
        at += size;
      }
      return sink.channels().every((channel, index) => Buffer.from(channel).equals(Buffer.from(channels[index]!)));
    }),
    { numRuns: 50 },
  );
});

t.test('memory grows past its first size', async (t) => {
  const long = ramp(600_000);
  const sink = createChannelSink(LIMITS);
  sink.write(floatWav([long], 16_000));
  t.ok(Buffer.from(sink.channels()[0]!.buffer, 0, 2_400_000).equals(Buffer.from(long.buffer)));
});

t.test('what is no number becomes 0 and overshoot full scale', async (t) => {
  const sink = createChannelSink(LIMITS);
  sink.write(floatWav([Float32Array.from([Number.NaN, Infinity, -Infinity, 3, -1e30, 0.5])], 16_000));
  t.same([...sink.channels()[0]!], [0, 0, 0, 1, -1, 0.5]);
});

t.test('nothing before the header, and half a sample is not one', async (t) => {
  const sink = createChannelSink(LIMITS);
  t.same(sink.channels(), []);
  const whole = floatWav([ramp(10)], 16_000);
  sink.write(whole.subarray(0, 20));
  t.same(sink.channels(), []);
  sink.write(whole.subarray(20, -1));
  t.equal(sink.channels()[0]!.length, 9);
});

t.test('limits have their codes', async (t) => {
  const write = (channels: readonly Float32Array[], limits: Partial<typeof LIMITS>) => () =>
    createChannelSink({ ...LIMITS, ...limits }).write(floatWav(channels, 16_000));
  t.throws(write([ramp(4), ramp(4)], { maxChannels: 1 }), { code: 'AUDIO_UNSUPPORTED' });
  t.throws(write([], {}), { code: 'AUDIO_UNSUPPORTED' });
  t.throws(write([ramp(11)], { maxFrames: 10 }), { code: 'AUDIO_TOO_LONG' });
  t.throws(write([ramp(11), ramp(11)], { maxBytes: 80 }), { code: 'AUDIO_TOO_LONG' });
  t.throws(() => createChannelSink(LIMITS).write(Buffer.alloc(5000)), { code: 'AUDIO_UNREADABLE' });
});
