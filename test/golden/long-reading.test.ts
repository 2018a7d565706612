import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { joinSamples } from '../../src/audio/pcm.js';
import { loadConfig } from '../../src/config.js';
import { createReader } from '../../src/reader.js';
import type { Judgement } from '../../src/verification/verification.js';
import { toWav } from '../engine/support/wav.js';
import { fixtureNamed, fixturePath, verificationRequest } from './fixtures.js';

const SECOND = 16_000;

// Real ffmpeg, engine process and models on two recordings of two minutes.
t.setTimeout(300_000);

const reader = createReader(loadConfig({}).config);
t.teardown(() => reader.close());

const samplesOf = async (file: string): Promise<Float32Array> =>
  (await reader.decoder.decode(fixturePath({ file }), reader.decodeLimits)).samples;

/** A recording made of fixtures (by name) and silences (in seconds), one after the other. */
const record = async (folder: string, parts: readonly (string | number)[]): Promise<string> => {
  const pieces = await Promise.all(
    parts.map((part) => (typeof part === 'number' ? new Float32Array(part * SECOND) : samplesOf(part))),
  );
  const path = join(folder, 'long-reading.wav');
  writeFileSync(path, toWav(joinSamples(pieces)));
  return path;
};

/** The clause that these fixtures read together; judged on the recording. */
const judge = (path: string, files: readonly string[]): Promise<Judgement> => {
  const fixtures = files.map(fixtureNamed);
  return reader.evaluateReading({
    path,
    request: {
      ...verificationRequest(fixtures[0]!),
      clauseText: fixtures.map(({ clause_text }) => clause_text).join(''),
      criticalTerms: [...new Set(fixtures.flatMap(({ critical_terms }) => critical_terms))],
    },
    speaker: { kind: 'not_requested' },
  });
};

const CLAUSE = ['long.flac', 'enrol-2.flac', 'enrol-3.flac', 'enrol-1.flac', 'long.flac'];
const SENTENCES = { long: 6, each: 1 };
const LONG_AGAIN = SENTENCES.long + 3 * SENTENCES.each;

t.test('a long clause is read whole: pauses of seconds and a sentence said twice do no harm', async (t) => {
  const path = await record(t.testdir(), [
    'long.flac',
    6,
    'enrol-2.flac',
    2,
    'enrol-2.flac',
    'enrol-3.flac',
    4,
    'enrol-1.flac',
    'long.flac',
  ]);
  const { verdict, content } = await judge(path, CLAUSE);
  t.equal(verdict, 'pass');
  t.equal(content.coverage, 1);
  t.ok(content.insertions <= 2, 'the decode imagines a syllable in each reading of long.flac');
  t.equal(
    content.sentences.map(({ outcome }) => outcome).join(' '),
    [...Array(SENTENCES.long).fill('read'), 'reread', 'read', 'read', ...Array(SENTENCES.long).fill('read')].join(' '),
  );
  t.ok(content.criticalTerms.every(({ outcome }) => outcome === 'said'));
});

t.test('a sentence that is missing from a long clause is missing, and no other', async (t) => {
  const path = await record(t.testdir(), ['long.flac', 5, 'enrol-2.flac', 3, 'enrol-1.flac', 2, 'long.flac']);
  const { verdict, reasons, content } = await judge(path, CLAUSE);
  t.equal(verdict, 'fail');
  t.ok(reasons.some(({ code }) => code === 'SENTENCE_MISSING'));
  const missing = content.sentences.filter(({ outcome }) => outcome === 'missing').map(({ index }) => index);
  t.same(missing, [SENTENCES.long + 1]);
  t.ok(content.sentences.every(({ outcome, index }) => index === missing[0] || outcome === 'read'));
  const deleted = content.tokens.filter(({ op }) => op === 'deletion').map(({ ref }) => ref);
  t.equal(deleted.join(''), fixtureNamed('enrol-3.flac').clause_text.replaceAll(/[，。]/g, ''));
  const last = content.sentences[LONG_AGAIN]!;
  t.ok(last.startMs! > 55_000 && last.startMs! < last.endMs!);
});
