import t from 'tap';
import type { PackHearing } from '../../src/asr/pack-recognizer.js';
import { HeshengError } from '../../src/errors.js';
import type { Utterance } from '../dataset/utterance.js';
import type { DatasetStamp, Table } from '../report/result.js';
import { groupsOf, packSection } from './pack-sections.js';
import type { Measured, PackTrial } from './pack-trial.js';
import { countPhones, phonesOf } from './phone-counts.js';

const utteranceOf = (speaker: string, voice: Utterance['voice'], transcript: string | null): Utterance => ({
  id: `set/${speaker}-${voice}`,
  path: '/a.wav',
  speaker,
  language: '',
  transcript,
  dataset: 'set',
  voice,
  durationMs: null,
  deviation: null,
  dialectHint: null,
  criticalTerms: [],
  pinyin: null,
  extra: {},
});

const wrote = (...texts: string[]): PackHearing => ({
  posteriors: null,
  written: texts.map((text) => ({ text, startMs: 0 })),
});

t.test('what was written counts by its sound: homophones, traditional signs and digits are no errors', async (t) => {
  const errors = (said: string, ...texts: string[]) => {
    const { n, c, s, d, i } = countPhones(utteranceOf('a', 'human', said), phonesOf(wrote(...texts), []))!;
    return { n, right: c, wrong: s + d + i };
  };
  t.match(errors('不保证本金', '不', '保', '证', '本', '金'), { wrong: 0 });
  t.match(errors('本产品', '本產品'), { wrong: 0 });
  t.match(errors('两百万', '200万'), { wrong: 0 });
  t.match(errors('本金'), { n: 4, right: 0, wrong: 4 }, 'nothing written is all deletions');
  t.equal(countPhones(utteranceOf('a', 'human', null), ['b']), null);
});

const stamp: DatasetStamp = {
  name: 'set',
  sha256: '',
  readings: 2,
  speakers: 2,
  hours: null,
  voice: 'mixed',
  trainedOn: true,
};
const trialOf = (voice: Utterance['voice'], outcome: PackTrial['outcome'], rtf: number | null): PackTrial => {
  const honest = { id: 'h', kind: 'honest', clause: '好', criticalTerms: [], edits: [], previous: null } as const;
  return {
    utterance: utteranceOf('a', voice, '本金'),
    outcome,
    phones: countPhones(utteranceOf('a', voice, '本金'), outcome === 'heard' ? ['b', 'en', 'j', 'in'] : []),
    rtf,
    verdicts: [
      { case: honest, outcome: outcome === 'failed' ? 'failed' : 'pass' },
      { case: { ...honest, id: 'w', kind: 'wrong_clause' }, outcome: outcome === 'failed' ? 'failed' : 'fail' },
    ],
  };
};
const measuredOf = (id: string, trials: readonly PackTrial[]): Measured => ({
  recogniser: {
    pack: { role: 'asr', id, sha256: '', ability: 'posteriors', dialects: [], languages: [], mode: 'shadow' },
    family: 'phones',
  },
  trials,
  rssBytes: 1_024 ** 2,
});

t.test('human and synthetic voices are sections of their own; a failed recording counts in every share', async (t) => {
  const trials = [trialOf('human', 'heard', 0.1), trialOf('human', 'failed', null), trialOf('synthetic', 'empty', 0.3)];
  const slower = trials.map((trial) => ({ ...trial, rtf: trial.rtf === null ? null : 4 * trial.rtf }));
  const fault: Measured = { id: 'bad', family: null, error: new HeshengError('PACK_DAMAGED', '').code };
  const groups = groupsOf([measuredOf('embedded', trials), measuredOf('pack', slower), fault], [stamp]);
  t.same(
    groups.map(({ voice }) => voice),
    ['human', 'synthetic'],
  );
  const { blocks, note } = packSection(groups[0]!, 1);
  t.match(note, /trained on these voices/);
  const [recognisers, verdicts] = blocks as readonly Table[];
  t.match(recognisers!.rows[0]!.slice(3), [2, { value: 0.5 }, { value: 0.1 }, { value: 0.1 }, 1, 1, 0, 1, null]);
  t.equal(recognisers!.rows[1]![7], 4, 'times the embedded one');
  t.same(recognisers!.rows[2], ['bad', null, ...Array(9).fill(null), 'PACK_DAMAGED']);
  t.match(verdicts!.rows[0]!.slice(2), [2, { value: 0.5, hits: 1 }, { hits: 0 }, { hits: 0 }, 2, 0, { value: 0 }, 2]);
  t.equal(verdicts!.rows.length, 2);
});
