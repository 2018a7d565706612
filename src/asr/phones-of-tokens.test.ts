import fc from 'fast-check';
import t from 'tap';
import { decodeFreely, spellHeard } from '../align/free-decode.js';
import { FOREIGN } from '../text/phone.js';
import { readingsOf } from '../text/pinyin.js';
import { spellSyllable } from '../text/syllable.js';
import { greedyTokens } from './greedy-tokens.js';
import { LABELS } from './phone-rows.js';
import { phonesOfTokens } from './phones-of-tokens.js';
import { tokenSounds } from './token-sounds.js';
import { sayTokens } from './token-speech.fixture.js';

const TABLE = { texts: ['<blk>', ...'不保证本金意义一行安张'], blank: 0 };
const SOUNDS = tokenSounds(TABLE);
const TOKENS = TABLE.texts.length;

const spelled = (character: string): string => spellSyllable(readingsOf(character)[0]!);

t.test('the free decode of the phones is the greedy decode of the tokens', (t) => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: TOKENS - 1 }), { maxLength: 40 }),
      fc.constantFrom(40, 60),
      fc.double({ min: 0.6, max: 0.999, noNaN: true }),
      (said, frameMs, sureness) => {
        const posteriors = sayTokens(said, TOKENS, frameMs, sureness);
        const phones = phonesOfTokens(posteriors, SOUNDS, (said.length * frameMs) / 20);
        const heard = decodeFreely(phones).map(spellHeard);
        const written = greedyTokens(posteriors, TABLE).map(({ text }) => spelled(text));
        return heard.join() === written.join();
      },
    ),
  );
  t.end();
});

t.test('rows are probabilities that sum to one, on the clock of the recording', (t) => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.double({ min: -20, max: 0, noNaN: true }), { minLength: TOKENS, maxLength: TOKENS }), {
        minLength: 1,
        maxLength: 10,
      }),
      fc.integer({ min: 1, max: 40 }),
      (raw, frames) => {
        const rows = raw.map((row) => {
          const sum = Math.log(row.reduce((total, value) => total + Math.exp(value), 0));
          return row.map((value) => value - sum);
        });
        const posteriors = {
          logProbs: Float32Array.from(rows.flat()),
          frames: rows.length,
          tokens: TOKENS,
          frameMs: 60,
        };
        const phones = phonesOfTokens(posteriors, SOUNDS, frames);
        return Array.from({ length: frames }, (_, frame) =>
          phones.logProbs
            .subarray(frame * LABELS, (frame + 1) * LABELS)
            .reduce((total, value) => total + Math.exp(value), 0),
        ).every((sum) => Math.abs(sum - 1) < 1e-4);
      },
    ),
  );
  t.end();
});

t.test('a character keeps its evidence: what the tokens say of two of them the phones say too', (t) => {
  // 不 (bu) at 0.9, 保 (bao) at 0.1: they share the initial, and the finals keep the odds.
  const logProbs = new Float32Array(TOKENS).fill(Math.log(1e-9));
  logProbs[1] = Math.log(0.9);
  logProbs[2] = Math.log(0.1);
  const { logProbs: phones } = phonesOfTokens({ logProbs, frames: 1, tokens: TOKENS, frameMs: 40 }, SOUNDS, 2);
  const [bu, bao] = [SOUNDS[1], SOUNDS[2]];
  if (typeof bu === 'string' || typeof bao === 'string') return t.fail('both are syllables');
  t.ok(Math.abs(phones[LABELS + bu![0]!.final]! - phones[LABELS + bao![0]!.final]! - Math.log(9)) < 1e-3);
  t.ok(phones[bu![0]!.initial]! > Math.log(0.99));
  return t.end();
});

t.test('speech that no phone writes is heard as such, and the unknown end of a recording as silence', (t) => {
  const table = { texts: ['<blk>', 'BANK', '好'], blank: 0 };
  const phones = phonesOfTokens(sayTokens([2, 0, 1, 0], 3, 40), tokenSounds(table), 12);
  t.strictSame(decodeFreely(phones).map(spellHeard), ['hao', '?']);
  t.equal(decodeFreely(phones)[1]!.final, FOREIGN);
  t.end();
});

t.test('refuses frames that are no whole phone frames', (t) => {
  t.throws(() => phonesOfTokens(sayTokens([0], 3, 50), [], 1), RangeError);
  t.end();
});
