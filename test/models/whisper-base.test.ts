import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { charactersOf, countWritten, writtenReference } from '../../bench/peers/written.js';
import { readRecording } from '../../bench/vad/recordings.js';
import { errorRate } from '../../src/align/symbol-alignment.js';
import { openSherpaTranscriber } from '../../src/asr/open-sherpa-transcriber.js';
import type { Transcriber } from '../../src/asr/transcriber.js';
import { INSTALLATION_DIR } from '../../src/config/installation.js';
import { addPack, readPackFolder } from '../../src/model/pack/add-pack.js';
import { fixtureNamed } from '../golden/fixtures.js';

// The recogniser is real, and loads 130 MB beside other tests.
t.setTimeout(300_000);

/** `scripts/whisper-base` makes it; ./scripts/test calls that. */
const EXPORTED = join(INSTALLATION_DIR, '.cache', 'whisper-base', 'pack');

const store = mkdtempSync(join(tmpdir(), 'hesheng-whisper-'));
t.teardown(() => rmSync(store, { recursive: true }));

/** As an operator gets it: exported, added to a store, opened from there. */
const openInstalled = async (): Promise<Transcriber> => {
  const pack = await readPackFolder(EXPORTED);
  await addPack(store, pack, ({ path }) => join(EXPORTED, path));
  return openSherpaTranscriber(join(store, pack.id), pack, 1);
};

const written = async (transcriber: Transcriber, file: string, filter?: string): Promise<string> => {
  const tokens = await transcriber.transcribe(await readRecording(join(INSTALLATION_DIR, 'fixtures', file), filter));
  return tokens.map(({ text }) => text).join('');
};

const errorsAgainst = (clause: string, text: string): number =>
  errorRate(countWritten(text, writtenReference(clause, charactersOf), charactersOf));

// Synthetic voices: this shows that the pack works from end to end, and nothing of how well it hears people.
t.test('the exported pack writes what was read, through sherpa-onnx', async (t) => {
  const transcriber = await openInstalled();
  const [honest, other] = [fixtureNamed('honest.wav').clause_text, fixtureNamed('enrol-1.flac').clause_text];
  const text = await written(transcriber, 'honest.wav');
  t.comment(text);
  t.ok(errorsAgainst(honest, text) < 0.2, `characters against the clause: ${errorsAgainst(honest, text)}`);
  t.ok(errorsAgainst(other, text) > 0.7, `characters against another clause: ${errorsAgainst(other, text)}`);
  t.match(text, /[证證]/, 'a character of several tokens');
  t.notMatch(text, /\ufffd|<0x/);

  const enrolment = await written(transcriber, 'enrol-1.flac');
  t.ok(errorsAgainst(other, enrolment) < 0.35, `characters against the clause: ${errorsAgainst(other, enrolment)}`);
  // 6.6 characters a second: more tokens than sherpa-onnx allows for that much sound.
  t.match(await written(transcriber, 'honest.wav', 'atempo=1.5'), /元。?$/, 'quick speech, to its end');
  t.equal(await written(transcriber, 'enrol-1.flac'), enrolment, 'the same sound is written the same');
});
