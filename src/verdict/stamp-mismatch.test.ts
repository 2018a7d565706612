import t from 'tap';
import type { PolicyStamp } from './policy.js';
import { stampMismatch } from './stamp-mismatch.js';

const SHA = 'a'.repeat(64);
const DATA = { name: 'set', sha256: SHA, readings: 10, speakers: 5, voices: 'human' } as const;
const STAMP: PolicyStamp = {
  calibratedAt: '2026-01-02T03:04:05Z',
  development: DATA,
  heldOut: null,
  models: [
    { role: 'asr', id: 'phones-1', sha256: SHA },
    { role: 'vad', id: 'vad-1', sha256: SHA },
  ],
  normaliser: 'hesheng-text/1',
  accentProfiles: { southwestern: 2 },
  falsePassBound: 0.005,
  confidence: 0.95,
  figures: { aligner: 'hesheng-align/2', hearing: 'hesheng-hear/1 none', toneModel: 'tones/1' },
};
const RUNNING = {
  models: [...STAMP.models, { role: 'voice', id: 'voice-1', sha256: SHA }],
  normaliser: STAMP.normaliser,
  aligner: 'hesheng-align/2',
  hearing: 'hesheng-hear/1 none',
  toneModel: 'tones/1',
  accentProfiles: { mandarin: 1, southwestern: 2 },
};

t.test('the same versions match, whatever else is loaded', async (t) => {
  t.same(stampMismatch({ stamp: STAMP }, RUNNING), []);
});

t.test('a policy without a stamp promises nothing that could differ', async (t) => {
  t.same(stampMismatch({ stamp: null }, { ...RUNNING, models: [], accentProfiles: {} }), []);
});

t.test('each difference is named', async (t) => {
  const other = {
    models: [{ role: 'asr', id: 'phones-2', sha256: SHA }],
    normaliser: 'hesheng-text/2',
    aligner: 'hesheng-align/3',
    hearing: 'hesheng-hear/2 none',
    toneModel: 'tones/2',
    accentProfiles: { southwestern: 3 },
  };
  t.same(stampMismatch({ stamp: STAMP }, other), [
    `model asr: calibrated with phones-1 ${SHA}, running phones-2 ${SHA}`,
    `model vad: calibrated with vad-1 ${SHA}, running none`,
    'normaliser: calibrated with hesheng-text/1, running hesheng-text/2',
    'aligner: calibrated with hesheng-align/2, running hesheng-align/3',
    'hearing: calibrated with hesheng-hear/1 none, running hesheng-hear/2 none',
    'tone model: calibrated with tones/1, running tones/2',
    'accent profile southwestern: calibrated with version 2, running 3',
  ]);
  t.same(stampMismatch({ stamp: { ...STAMP, figures: {} } }, RUNNING), [], 'what was not stamped');
  t.match(stampMismatch({ stamp: STAMP }, { ...RUNNING, accentProfiles: {} }), [/running none/]);
  t.match(
    stampMismatch({ stamp: STAMP }, { ...RUNNING, models: [{ role: 'asr', id: 'phones-1', sha256: 'b'.repeat(64) }] }),
    [/phones-1 a+, running phones-1 b+/, /vad/],
  );
});
