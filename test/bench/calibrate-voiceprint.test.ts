import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { shippedPolicies } from '../../src/verdict/policies.js';
import { policyFaults } from '../../src/verdict/policy-schema.js';
import { EMBEDDED_VOICE } from '../../src/voiceprint/embedded-voice.js';
import type { VoiceModelPolicy } from '../../src/voiceprint/voice-policy.js';
import { HONEST_WAV } from '../engine/support/project-files.js';
import { readWav, toWav } from '../engine/support/wav.js';
import { run } from '../http/support/cli.js';

// Real ffmpeg and models. Speakers are one synthetic voice played slower and faster: what is fitted to them means nothing.
t.setTimeout(400_000);

const SPEAKERS = 44;
const honest = readWav(HONEST_WAV);
const folder = t.testdir({});

/** Quarter `part` of the fixture, played at `rate`. */
const played = (rate: number, part: number): Float32Array => {
  const quarter = honest.length >> 2;
  const from = part * quarter;
  return Float32Array.from({ length: Math.floor(quarter / rate) }, (_, at) => honest[from + Math.floor(at * rate)]!);
};

const writeSpeakers = (name: string, count: number): string => {
  const data = join(folder, name);
  for (let speaker = 0; speaker < count; speaker += 1) {
    const own = join(data, `speaker${speaker}`);
    mkdirSync(own, { recursive: true });
    for (let part = 0; part < 4; part += 1) {
      writeFileSync(join(own, `${part}.wav`), toWav(played(0.7 + (0.6 * speaker) / SPEAKERS, part)));
    }
  }
  return data;
};

const calibrate = (data: string, name: string) => {
  const files = { out: join(folder, `${name}.json`), report: join(folder, `${name}-report.json`) };
  const given = ['calibrate', 'voiceprint', '--data', data, '--no-cache', '--out', files.out, '--report', files.report];
  return run(folder, given).then((ended) => ({ ...ended, files }));
};

t.test(
  'thresholds of an operator: set on half of the speakers, told on the other, and taken by a policy',
  async (t) => {
    const data = writeSpeakers('many', SPEAKERS);
    const { code, out, err, files } = await calibrate(data, 'many');
    t.equal(code, 0, err);
    t.match(out, /clean, from 3 s/);
    const { voice } = JSON.parse(readFileSync(files.out, 'utf8')) as { readonly voice: readonly VoiceModelPolicy[] };
    const report = readFileSync(files.report);
    t.match(voice, [{ model: EMBEDDED_VOICE.model, calibration: createHash('sha256').update(report).digest('hex') }]);
    const [band] = voice[0]!.bands.clean!;
    t.ok(band!.minSpeechMs === 3_000 && band!.accept <= 1 && band!.reject <= band!.accept && band!.llr!.slope > 0);
    t.strictSame(policyFaults({ ...shippedPolicies()[0], voice }), [], 'a policy may take it as it is');

    t.comment('the same again is the same, and nothing is overwritten');
    t.match(await calibrate(data, 'many'), { code: 1, err: /CONFLICT/ });
    t.strictSame(readFileSync(files.report), report);
  },
);

t.test('too few speakers and unknown conditions are refused', async (t) => {
  const data = writeSpeakers('few', 3);
  t.match(await calibrate(data, 'few'), { code: 1, out: '', err: /DATASET_INVALID.*3 speakers.*40 are needed/ });
  writeFileSync(join(data, 'conditions.csv'), 'file,condition\nspeaker0/0.wav,windy\n');
  t.match(await calibrate(data, 'few'), {
    code: 1,
    err: /DATASET_INVALID.*conditions\.csv: speaker0\/0\.wav must be one of clean/,
  });
  writeFileSync(join(data, 'conditions.csv'), 'path\nspeaker0/0.wav\n');
  t.match(await calibrate(data, 'few'), { code: 1, err: /DATASET_INVALID.*no column file/ });
});
