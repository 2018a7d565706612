import t from 'tap';
import { samplesOfWav } from './pcm-wav.js';

const wav = ({ channels = 1, rate = 16_000, bits = 16, declared = 6 } = {}): Buffer => {
  const file = Buffer.alloc(50);
  file.write('RIFF\x2a\0\0\0WAVEfmt \x10\0\0\0\x01\0', 'latin1');
  file.writeUInt16LE(channels, 22);
  file.writeUInt32LE(rate, 24);
  file.writeUInt32LE((rate * channels * bits) / 8, 28);
  file.writeUInt16LE((channels * bits) / 8, 32);
  file.writeUInt16LE(bits, 34);
  file.write('data', 36, 'latin1');
  file.writeUInt32LE(declared, 40);
  [0, 16_384, -32_768].forEach((value, at) => {
    file.writeInt16LE(value, 44 + 2 * at);
  });
  return file;
};

t.test('a plain WAV file gives its samples', async (t) => {
  t.same(samplesOfWav(wav()), Float32Array.of(0, 0.5, -1));
  t.same(samplesOfWav(wav({ declared: 4 })), Float32Array.of(0, 0.5));
});

t.test('any other file gives none', async (t) => {
  const others = [
    wav({ channels: 2 }),
    wav({ rate: 8_000 }),
    wav({ bits: 8 }),
    wav({ declared: 8 }),
    wav({ declared: 5 }),
    wav({ declared: 0 }),
    wav({ declared: 0xffff_ffff }),
  ];
  for (const file of others) t.equal(samplesOfWav(file), null);
  for (let length = 0; length < 50; length++)
    t.equal(samplesOfWav(wav().subarray(0, length)), null, `cut at ${length}`);
});
