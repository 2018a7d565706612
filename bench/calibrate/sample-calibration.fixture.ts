import type { Dataset, Utterance } from '../dataset/utterance.js';

export const utterance = (dataset: string, speaker: string, change: Partial<Utterance> = {}): Utterance => ({
  id: `${dataset}/${speaker}.wav`,
  path: `/${dataset}/${speaker}.wav`,
  speaker,
  language: 'zh-CN',
  transcript: '本人同意购买该产品。',
  dataset,
  voice: 'human',
  durationMs: 3_000,
  deviation: null,
  dialectHint: null,
  criticalTerms: [],
  pinyin: null,
  extra: {},
  ...change,
});

export const dataset = (name: string, utterances: readonly Utterance[]): Dataset => ({
  name,
  sha256: 'a'.repeat(64),
  utterances,
});
