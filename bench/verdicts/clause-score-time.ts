import { join } from 'node:path';
import { maskSilence } from '../../src/align/mask-silence.js';
import { weighContent } from '../../src/align/weigh-content.js';
import { findCriticalTerms } from '../../src/clause/critical-terms.js';
import type { Reader } from '../../src/main.js';
import { accentProfile } from '../../src/text/accent-profile-list.js';
import { preferredTokens, toSpokenForm } from '../../src/text/to-spoken-form.js';
import { shippedPolicies } from '../../src/verdict/policies.js';
import { readFixtures } from './recordings.js';

const FILE = 'long.flac';
const CHARACTERS = 60;
const SECONDS = 15;
const ROUNDS = 20;

/** Longest beginning of a clause with at most so many spoken characters. */
const beginning = (text: string, characters: number): string => {
  let end = text.length;
  while (preferredTokens(toSpokenForm(text.slice(0, end))).length > characters) end--;
  return text.slice(0, end);
};

/** Time of both witnesses for a clause of about 60 characters over 15 s of posteriors: everything but the models. */
export const measureClauseScore = async (reader: Reader): Promise<void> => {
  const fixture = readFixtures('fixtures').find(({ file }) => file === FILE)!;
  const { samples } = await reader.decoder.decode(join('fixtures', FILE), reader.decodeLimits);
  const analysis = await reader.engine.analyse(samples.slice(0, SECONDS * 16_000), { voice: false });
  const posteriors = maskSilence(analysis.posteriors, analysis.speech);
  const form = toSpokenForm(beginning(fixture.clause_text, CHARACTERS));
  const terms = findCriticalTerms(form, []);
  const { thresholds } = shippedPolicies()[0]!;
  const profile = accentProfile('mandarin')!;
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const begun = performance.now();
    weighContent({ form, terms, profile, posteriors }, thresholds);
    times.push(performance.now() - begun);
  }
  const sorted = times.toSorted((a, b) => a - b);
  const count = preferredTokens(form).length;
  console.log(
    `\nalignment of ${count} characters over ${(posteriors.frames * posteriors.frameMs) / 1000} s, warm: median ${sorted[Math.floor(ROUNDS / 2)]!.toFixed(0)} ms, first ${times[0]!.toFixed(0)} ms`,
  );
};
