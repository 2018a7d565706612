import t from 'tap';
import { JUDGEMENT } from '../../test/contract/samples.js';
import { TONE_MODEL_NAME } from '../align/tone-model.js';
import { ANSWER_LEXICON } from '../clause/answer-lexicon.js';
import { TONE_CONTRARIES_VERSION } from '../text/tone-contraries.js';
import { ANSWER } from '../verdict/honest-reading.fixture.js';
import { explainPin, rulePins } from './replay-pins.js';
import { holds, isUnknown, type PinName } from './replay-report.js';
import type { Judgement } from './verification.js';

const CURRENT: Judgement = {
  ...JUDGEMENT,
  hearing: 'hesheng-hear/1 none',
  toneModel: TONE_MODEL_NAME,
  toneContraries: TONE_CONTRARIES_VERSION,
};
const ANSWERED: Judgement = {
  ...CURRENT,
  content: {
    ...CURRENT.content,
    answer: { ...ANSWER, lexicon: ANSWER_LEXICON },
  },
};

const pinOf = (judgement: Judgement, name: PinName) => rulePins(judgement, []).find((pin) => pin.name === name)!;

t.test('hearing, tones and lexicon are pinned', async (t) => {
  for (const name of ['hearing', 'tone_model', 'tone_contraries'] as const) t.ok(holds(pinOf(CURRENT, name)), name);
  t.equal(pinOf(CURRENT, 'answer_lexicon'), undefined, 'of answers only');
  t.ok(holds(pinOf(ANSWERED, 'answer_lexicon')));
});

t.test('an answer is heard in another manner than a reading', async (t) => {
  t.notOk(holds(pinOf(ANSWERED, 'hearing')), 'recorded as if it had been a reading');
  t.ok(holds(pinOf({ ...ANSWERED, hearing: 'hesheng-hear/1 silence' }, 'hearing')));
});

t.test('another version does not hold, and is named', async (t) => {
  const changed = { ...CURRENT, hearing: 'hesheng-hear/0 none', toneModel: 'tones/0', toneContraries: 'words/0' };
  for (const name of ['hearing', 'tone_model', 'tone_contraries'] as const) {
    const pin = pinOf(changed, name);
    t.notOk(holds(pin) || isUnknown(pin), name);
  }
  t.equal(explainPin(pinOf(changed, 'tone_model')), `tone_model tones/0: now ${TONE_MODEL_NAME}`);
});

t.test('what was judged before these were recorded is unknown, not wrong', async (t) => {
  const { hearing: _h, toneModel: _m, toneContraries: _c, ...old } = CURRENT;
  for (const name of ['hearing', 'tone_model', 'tone_contraries'] as const) t.ok(isUnknown(pinOf(old, name)), name);
});
