import t from 'tap';
import { BLANK, phoneIndex } from '../text/phone.js';
import { LABELS, pinyin, speak, weigh } from './synthetic-speech.fixture.js';

type Confusions = readonly (readonly [said: number, heard: number])[];

/** The speech with some sounds so blurred that another label comes out a little ahead of the one that was said. */
const blurred = (said: string, confusions: Confusions, seed = 1) => {
  const { posteriors, spans } = speak(pinyin(said), { seed });
  const logProbs = posteriors.logProbs.slice();
  for (let row = 0; row < logProbs.length; row += LABELS) {
    for (const [own, other] of confusions) {
      if (posteriors.logProbs[row + own]! < Math.log(0.5)) continue;
      logProbs.fill(Math.log(0.04 / (LABELS - 2)), row, row + LABELS);
      logProbs[row + own] = Math.log(0.44);
      logProbs[row + other] = Math.log(0.52);
    }
  }
  return { posteriors: { ...posteriors, logProbs }, spans };
};
const P = phoneIndex;

t.test('one phone misheard where the sound supports the token is still the token', async (t) => {
  const { tokens, scores } = weigh(
    { text: '保证本金' },
    blurred('bao3 zheng4 ben3 jin1', [[P('ao'), P('ou')]]).posteriors,
  );
  t.match(tokens[0], { ref: '保', op: 'match', rule: null, pinyinRef: 'bao3', pinyinHeard: 'bou' });
  t.ok(scores.editCostPerToken > 0, 'the free decode keeps its say');
});

t.test('misheard beside an accent it is the variant that the sound supports', async (t) => {
  const { posteriors } = blurred('leng2 li4 hen3 hao3', [[P('eng'), P('ang')]]);
  const { tokens } = weigh({ text: '能力很好', dialect: 'southwestern' }, posteriors);
  t.match(tokens[0], { op: 'accent_variant', rule: 'n-l', pinyinHeard: 'lang' });
});

t.test('a whole syllable misheard where the sound supports the token is not sure', async (t) => {
  const { posteriors } = blurred('bao3 zheng4 ben3 jin1', [
    [P('zh'), P('d')],
    [P('eng'), P('u')],
  ]);
  t.match(weigh({ text: '保证本金' }, posteriors).tokens[1], { ref: '证', op: 'unsure', pinyinHeard: 'du' });
});

t.test('a token that the decode lacks and the sound supports is not sure, and fine when it is optional', async (t) => {
  const { posteriors } = blurred('bao3 zheng4 ben3 jin1', [
    [P('zh'), BLANK],
    [P('eng'), BLANK],
  ]);
  const content = weigh({ text: '保证本金' }, posteriors);
  t.match(content.tokens[1], { ref: '证', op: 'unsure', pinyinHeard: null });
  t.equal(content.coverage, 1);
  const merged = blurred('hua1 er2 hao3 kan4', [[P('er'), BLANK]]);
  t.match(weigh({ text: '花儿好看' }, merged.posteriors).tokens[1], { ref: '儿', op: 'match' });
});

t.test('a token for which the recording has no room has no time', async (t) => {
  const { posteriors } = speak(pinyin('bao3 zheng4 ben3 jin1'));
  const { tokens } = weigh(
    { text: '保证本金' },
    { ...posteriors, frames: 1, logProbs: posteriors.logProbs.slice(0, LABELS) },
  );
  t.equal(tokens.length, 4);
  for (const token of tokens) t.match(token, { op: 'deletion', startMs: null, endMs: null, pinyinHeard: null });
});

t.test('a token lasts until the next one, at most 240 ms beyond its last phone', async (t) => {
  const { posteriors, spans } = speak(pinyin('bao3 zheng4 ben3 jin1'), { pauses: { 2: 40 } });
  const { tokens } = weigh({ text: '保证本金' }, posteriors);
  t.equal(tokens[0]!.endMs, spans[1]![0] * posteriors.frameMs);
  t.equal(tokens[1]!.endMs, spans[1]![1] * posteriors.frameMs + 240);
  t.ok(tokens[3]!.endMs! <= posteriors.frames * posteriors.frameMs);
});

t.test('extra syllables have their own time and no place in the clause', async (t) => {
  const { posteriors, spans } = speak(pinyin('bao3 zheng4 du2 ben3 jin1'));
  t.match(weigh({ text: '保证本金' }, posteriors).tokens[2], {
    ref: null,
    op: 'insertion',
    pinyinRef: null,
    pinyinHeard: 'du',
    startMs: spans[2]![0] * 20,
    endMs: spans[2]![1] * 20,
    score: null,
    source: null,
    critical: false,
  });
});

t.test('extra syllables belong to the sentence before them', async (t) => {
  const { posteriors } = speak(pinyin('bao3 zheng4 bao3 zheng4 ben3 jin1'));
  const { sentences } = weigh({ text: '保证。本金。' }, posteriors);
  t.same(
    sentences.map(({ outcome }) => outcome),
    ['reread', 'read'],
  );
});
