import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { distance } from 'fastest-levenshtein';
import { INSTALLATION_DIR } from '../../src/config/installation.js';
import type { TokenEvidence } from '../../src/verdict/evidence.js';
import type { Judgement } from '../../src/verification/verification.js';

export const GOLDEN_FOLDER = join(INSTALLATION_DIR, 'test', 'golden');

/**
 * What a fixture's judgement must stay: the findings, no scores, which differ in the last digits from one kind of
 * processor to another. Objects and texts only, so that the written file is as the formatter wants it.
 */
export interface GoldenRecord {
  readonly verdict: string;
  readonly reasons: string;
  /** A plain match is its character; anything else `[ref op rule]`, with `+` and the syllable heard for extra speech. */
  readonly tokens: string;
  /** Outcome of each, numbered because a clause may say a phrase twice. */
  readonly critical_terms: Readonly<Record<string, string>>;
  readonly sentences: string;
}

const tokenText = ({ ref, op, rule, pinyinHeard }: TokenEvidence): string =>
  op === 'match' && ref !== null ? ref : `[${[ref ?? `+${pinyinHeard}`, op, rule].filter(Boolean).join(' ')}]`;

export const goldenRecord = ({ verdict, reasons, content }: Judgement): GoldenRecord => ({
  verdict,
  reasons: reasons.map(({ code }) => code).join(' '),
  tokens: content.tokens.map(tokenText).join(''),
  critical_terms: Object.fromEntries(
    content.criticalTerms.map(({ text, kind, outcome }, index) => [`${index} ${kind} ${text}`, outcome]),
  ),
  sentences: content.sentences.map(({ outcome }) => outcome).join(' '),
});

/** Tokens by which two `tokens` texts differ: put in, left out or changed. */
export const tokenDistance = (left: string, right: string): number => {
  const letters = new Map<string, string>();
  const spell = (tokens: string): string =>
    (tokens.match(/\[[^\]]*\]|./gu) ?? [])
      .map((token) => {
        const letter = letters.get(token) ?? String.fromCharCode(0xe000 + letters.size);
        letters.set(token, letter);
        return letter;
      })
      .join('');
  return distance(spell(left), spell(right));
};

export const goldenName = (file: string): string => `${basename(file, extname(file))}.json`;

/** Null when none is committed yet. */
export const readGolden = (file: string): GoldenRecord | null => {
  const path = join(GOLDEN_FOLDER, goldenName(file));
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as GoldenRecord) : null;
};

export const writeGolden = (file: string, record: GoldenRecord): void =>
  writeFileSync(join(GOLDEN_FOLDER, goldenName(file)), `${JSON.stringify(record, null, 2)}\n`);
