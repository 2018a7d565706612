import t from 'tap';
import { seededRandom } from '../../bench/seeded-random.js';
import { beginsCut, endsCut } from './cut-edge.js';
import { SAMPLE_RATE_HZ } from './pcm.js';

const MS = SAMPLE_RATE_HZ / 1_000;
const LEAD = 200 * MS;

/** A vowel of 300 ms whose level at each moment is given, after 200 ms of `room`. */
const recording = (levelAt: (ms: number) => number, room = 0): Float32Array =>
  Float32Array.from({ length: LEAD + 500 * MS }, (_, index) => {
    const ms = (index - LEAD) / MS;
    const background = room * (index % 2 === 0 ? 1 : -1);
    if (ms < 0 || ms > 300) return background;
    return background + levelAt(ms) * Math.cos((2 * Math.PI * 150 * ms) / 1_000);
  });

const ACTIVE = 0.1 ** 2 / 2;
const begins = (samples: Float32Array, speechFrom = LEAD): boolean => beginsCut(samples, ACTIVE, speechFrom);

t.test('a sound that is loudest in its first moment, after digital silence, is cut', async (t) => {
  t.ok(begins(recording((ms) => 0.1 * Math.exp(-ms / 60))));
  t.ok(begins(recording((ms) => 0.03 * Math.exp(-ms / 30))), 'the end of a vowel');
  t.ok(
    endsCut(
      recording((ms) => 0.1 * Math.exp((ms - 300) / 60)),
      ACTIVE,
      LEAD + 300 * MS,
    ),
  );
});

t.test('a voice that begins is louder later, behind a noise gate too', async (t) => {
  t.notOk(begins(recording((ms) => 0.1 * Math.min(1, ms / 40))));
  t.notOk(begins(recording((ms) => 0.1 * Math.min(1, 0.3 + ms / 20))), 'a gate that opens in 1 ms on a plosive');
  t.notOk(
    endsCut(
      recording((ms) => 0.1 * Math.exp(-ms / 60)),
      ACTIVE,
      LEAD + 300 * MS,
    ),
  );
});

t.test('the burst of a plosive is no vowel', async (t) => {
  const random = seededRandom(3);
  const vowel = recording((ms) => (ms < 60 ? 0 : 0.1));
  const burst = vowel.map((value, index) => {
    const ms = (index - LEAD) / MS;
    return ms < 0 || ms > 60 ? value : 0.1 * (random() - 0.5) * Math.exp(-ms / 20);
  });
  t.notOk(begins(burst));
});

t.test('a room before the sound is no digital silence', async (t) => {
  t.notOk(begins(recording((ms) => 0.1 * Math.exp(-ms / 60), 0.0005)));
  t.notOk(begins(recording((ms) => 0.1 * Math.exp(-ms / 60)).subarray(LEAD)), 'nor is none at all');
  t.notOk(begins(new Float32Array(LEAD)), 'nor is nothing but silence');
});

t.test('a faint sound, or a click long before the speech, is not the speech cut', async (t) => {
  t.notOk(begins(recording((ms) => 0.005 * Math.exp(-ms / 60))));
  t.notOk(
    begins(
      recording((ms) => 0.1 * Math.exp(-ms / 60)),
      LEAD + 400 * MS,
    ),
  );
});
