import t from 'tap';
import { calibrationData, speakersOf, stampData } from './calibration-data.js';
import { dataset, utterance } from './sample-calibration.fixture.js';

const OPTIONS = { share: 0.3, seed: 1, allowSynthetic: false };
const people = (name: string, count: number, from = 0) =>
  dataset(
    name,
    Array.from({ length: count }, (_, at) => utterance(name, `s${from + at}`)),
  );
const refusal = (message: RegExp) => ({ code: 'DATASET_INVALID', detail: message });

t.test('a share of the speakers is held out, and nobody is on both sides', async (t) => {
  const { development, heldOut, voice } = calibrationData([people('a', 10)], [], OPTIONS);
  t.equal(voice, 'human');
  t.equal(heldOut.utterances.length, 3);
  t.equal(development.utterances.length, 7);
  t.same(new Set(speakersOf([...development.utterances, ...heldOut.utterances])).size, 10);
});

t.test('held-out data of their own are taken as they are', async (t) => {
  const { development, heldOut } = calibrationData([people('a', 2)], [people('b', 5, 10)], OPTIONS);
  t.match(stampData(development, 'human'), { name: 'a', readings: 2, speakers: 2, voices: 'human' });
  t.match(stampData(heldOut, 'human'), { name: 'b', readings: 5, sha256: 'a'.repeat(64) });
});

t.test('several manifests have one name and one hash', async (t) => {
  const { development } = calibrationData([people('a', 2), people('c', 2, 5)], [people('b', 5, 10)], OPTIONS);
  const stamp = stampData(development, 'human');
  t.equal(stamp.name, 'a + c');
  t.match(stamp.sha256, /^[0-9a-f]{64}$/);
  t.not(stamp.sha256, 'a'.repeat(64));
});

t.test('what cannot be split or mixed is refused', async (t) => {
  t.throws(() => calibrationData([people('a', 4)], [people('b', 4, 3)], OPTIONS), refusal(/1 speakers are in .* s3/));
  t.throws(() => calibrationData([people('a', 1)], [], OPTIONS), refusal(/too few to hold out/));
  const synthetic = dataset('tts', [
    utterance('tts', 'x', { voice: 'synthetic' }),
    utterance('tts', 'y', { voice: 'synthetic' }),
  ]);
  t.throws(() => calibrationData([synthetic], [people('b', 2)], OPTIONS), refusal(/never calibrated together/));
  t.throws(() => calibrationData([synthetic], [], OPTIONS), refusal(/--allow-synthetic/));
  t.equal(calibrationData([synthetic], [], { ...OPTIONS, share: 0.5, allowSynthetic: true }).voice, 'synthetic');
  const silent = dataset('mute', [utterance('mute', 'z', { transcript: null })]);
  t.throws(
    () => calibrationData([people('a', 2)], [silent], OPTIONS),
    refusal(/no held-out recording has a transcript/),
  );
});
