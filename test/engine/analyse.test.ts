import t from 'tap';
import { greedyPhones, worstRowSum } from './support/greedy.js';
import { HONEST_WAV } from './support/project-files.js';
import { startEngine } from './support/started-engine.js';
import { readWav, repeated } from './support/wav.js';

const honest = readWav(HONEST_WAV);

t.test('a recording comes back with its speech, its posteriors and its voice', async (t) => {
  const engine = startEngine(t);
  const analysis = await engine.analyse(honest, { voice: true });
  const totalMs = honest.length / 16;
  t.ok(analysis.speech.length > 0);
  t.ok(analysis.speech.every(({ startMs, endMs }) => 0 <= startMs && startMs < endMs && endMs <= Math.round(totalMs)));
  t.equal(analysis.posteriors.frames, Math.ceil(honest.length / 320));
  t.ok(worstRowSum(analysis.posteriors) < 1e-3);
  t.ok(greedyPhones(analysis.posteriors).length > totalMs / 500);
  t.equal(analysis.pitch.hz.length, Math.floor(honest.length / 160));
  t.ok(analysis.pitch.hz.filter((hz) => hz > 0).length > analysis.pitch.hz.length / 4, 'a voice has a pitch');
  t.ok(Math.abs(Math.hypot(...(analysis.voice ?? [])) - 1) < 1e-5);
  t.ok(analysis.voiceSpeechMs > 0 && analysis.voiceSpeechMs <= totalMs);
  t.strictSame(
    engine.models().map(({ role }) => role),
    ['asr', 'vad', 'voice'],
  );
});

t.test('the same recording gives the same numbers, whichever process hears it', async (t) => {
  const engine = startEngine(t, { processes: 2 });
  const [first, second, third] = await Promise.all([1, 2, 3].map(() => engine.analyse(honest, { voice: true })));
  t.strictSame(second?.posteriors, first?.posteriors);
  t.strictSame(third?.voice, first?.voice);
  t.strictSame(second?.speech, first?.speech);
});

t.test('no voice leaves the process unless wanted, there is none where nobody speaks', async (t) => {
  const engine = startEngine(t);
  const unasked = await engine.analyse(honest, { voice: false });
  t.strictSame([unasked.voice, unasked.voiceSpeechMs], [null, 0]);
  const silence = await engine.analyse(new Float32Array(32_000), { voice: true });
  t.strictSame([silence.speech, silence.voice, silence.voiceSpeechMs], [[], null, 0]);
  t.equal(silence.voiceConsistency, null);
  // One voice is more like itself than like another.
  const { voiceConsistency: one } = unasked;
  const deeper = Float32Array.from({ length: honest.length }, (_, index) => honest[Math.floor(index * 0.75)]!);
  const both = new Float32Array(2 * honest.length);
  both.set(honest);
  both.set(deeper, honest.length);
  const { voiceConsistency: two, voiceSpans } = await engine.analyse(both, { voice: false });
  t.ok(one! > 0.75 && two! < one! - 0.1, `${one} and ${two}`);
  const changeMs = (voiceSpans[0]!.endMs + voiceSpans[1]!.startMs) / 2;
  t.equal(voiceSpans.length, 2, 'one change of voice');
  t.ok(Math.abs(changeMs - honest.length / 16) < 1500, `at ${changeMs} ms`);
});

t.test('a recording longer than one call of the network is heard to its end, as its parts are', async (t) => {
  const engine = startEngine(t);
  const times = Math.ceil((30 * 16_000) / honest.length);
  const alone = greedyPhones((await engine.analyse(honest, { voice: false })).posteriors);
  const long = await engine.analyse(repeated(honest, times), { voice: false });
  t.equal(long.posteriors.frames, Math.ceil((honest.length * times) / 320));
  t.ok(worstRowSum(long.posteriors) < 1e-3);
  const heard = greedyPhones(long.posteriors).length;
  t.ok(
    Math.abs(heard - alone.length * times) <= 0.05 * alone.length * times,
    `${heard} phones of ${alone.length} x ${times}`,
  );
});

t.test('the shortest recording is heard, an empty one is no recording', async (t) => {
  const engine = startEngine(t);
  const { posteriors } = await engine.analyse(Float32Array.of(0.1), { voice: true });
  t.equal(posteriors.frames, 1);
  await t.rejects(engine.analyse(new Float32Array(0), { voice: false }), { code: 'ENGINE_FAILURE' });
});

t.test('this process has loaded no native model code, though its engine works', async (t) => {
  await startEngine(t).ready();
  const { sharedObjects } = process.report.getReport() as { sharedObjects: readonly string[] };
  t.ok(sharedObjects.length > 0);
  t.notOk(sharedObjects.some((path) => path.includes('onnxruntime')));
});
