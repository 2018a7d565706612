import { join } from 'node:path';
import t from 'tap';
import { benchPresentation } from '../../bench/presentation/bench-presentation.js';
import { nestingFaults } from '../../bench/report/html/well-formed.fixture.js';
import { htmlReport } from '../../bench/report/html-report.js';
import type { BenchResult } from '../../bench/report/result.js';
import type { BenchOptions } from '../../bench/run/options.js';
import { benchSpeed } from '../../bench/speed/bench-speed.js';
import { benchVad } from '../../bench/vad/bench-vad.js';
import { benchVoiceprint } from '../../bench/voiceprint/bench-voiceprint.js';
import { INSTALLATION_DIR } from '../../src/config/installation.js';

// Real ffmpeg, models, engine processes and a service.
t.setTimeout(300_000);

const FIXTURES = join(INSTALLATION_DIR, 'fixtures');
const SPEECH = `speech=${join(FIXTURES, 'enrol-*.flac')}`;

const options = (change: Partial<BenchOptions>): BenchOptions => ({
  data: [FIXTURES],
  models: [],
  policy: ['default'],
  trainedOn: [],
  limit: null,
  speakers: null,
  seed: 1,
  jobs: 1,
  cache: null,
  dialect: null,
  command: 'test',
  clips: false,
  ...change,
});

const titlesOf = ({ sections }: BenchResult) => sections.flatMap(({ blocks }) => blocks.map(({ title }) => title));
const soundPage = (result: BenchResult): boolean => nestingFaults(htmlReport(result)).length === 0;

t.test('voiceprint: synthetic voices have a section that says so', async (t) => {
  const result = await benchVoiceprint(options({}));
  t.match(result, { bench: 'voiceprint', systems: [{ models: [{ role: 'voice' }] }] });
  t.ok(result.sections.length > 0 && result.sections.every(({ voice }) => voice === 'synthetic'));
  t.ok(titlesOf(result).includes('Detection error trade-off'));
  t.ok(soundPage(result));
  await t.rejects(benchVoiceprint(options({ data: [] })), { code: 'BAD_REQUEST' });
  const one = `one=${join(FIXTURES, 'honest.wav')}`;
  await t.rejects(benchVoiceprint(options({ data: [one] })), { code: 'DATASET_INVALID' });
});

t.test('vad: clean scenes and noise, two networks side by side', async (t) => {
  const network = join(INSTALLATION_DIR, 'models', 'embedded', 'silero-vad.onnx');
  const models = [join(INSTALLATION_DIR, 'models', 'embedded'), network];
  const result = await benchVad(options({ data: [SPEECH, `babble=${join(FIXTURES, 'wrong-*.flac')}`], models }), 2);
  t.equal(result.systems.length, 2);
  const areas = result.trials.filter(({ kind }) => kind === 'clean').map(({ score }) => score!);
  t.equal(areas.length, 4);
  t.ok(
    areas.every((area) => area > 0.9),
    areas.join(),
  );
  t.same(areas.slice(0, 2), areas.slice(2), 'one network twice');
  t.ok(soundPage(result));
  await t.rejects(benchVad(options({ data: [] })), { code: 'BAD_REQUEST' });
});

t.test('speed: cold, warm, over HTTP, and memory', async (t) => {
  const result = await benchSpeed(options({ limit: 1, data: [join(FIXTURES, 'fixtures.json')] }), 1);
  t.match(result, { bench: 'speed', trials: [], sections: [{ voice: 'none' }] });
  t.equal(titlesOf(result).length, 5);
  t.ok(soundPage(result));
});

t.test('presentation: copies are caught, distinct recordings are not, and what it costs', async (t) => {
  const result = await benchPresentation(options({ limit: 3 }));
  t.match(result, {
    bench: 'presentation',
    sections: [{ voice: 'synthetic' }, { voice: 'synthetic' }, { voice: 'none' }],
  });
  const copies = result.trials.filter(({ id }) => !id.endsWith('/posted'));
  t.ok(copies.length > 50);
  t.same(
    copies.filter(({ outcome, kind }) => outcome !== 'caught' && !kind.startsWith('noise 10')).map(({ id }) => id),
    [],
  );
  t.ok(soundPage(result));
  await t.rejects(benchPresentation(options({ data: [] })), { code: 'BAD_REQUEST' });
});
