import t from 'tap';
import { isUnknown, outcomeOf, type PinName } from './replay-report.js';

const pin = (name: PinName, same: boolean) => ({ name, recorded: 'a', present: same ? 'a' : 'b' });
const DIFFERENCE = { path: 'verdict', recorded: 'pass', replayed: 'fail' };

t.test('only what came out as recorded, from what was recorded, is identical', async (t) => {
  t.equal(outcomeOf([pin('policy', true)], []), 'identical');
  t.equal(outcomeOf([pin('decoder', false)], []), 'identical', 'another decoder that gives the same');
  t.equal(outcomeOf([pin('decoder', false)], [DIFFERENCE]), 'different');
  t.equal(outcomeOf([pin('policy', false)], []), 'different', 'even when it changed nothing here');
  t.equal(outcomeOf([pin('judgement', false)], []), 'different');
});

t.test('what an older release did not record is unknown, and says nothing by itself', async (t) => {
  const unknown = { name: 'hearing', recorded: null, present: 'hesheng-hear/1 none' } as const;
  t.ok(isUnknown(unknown));
  t.equal(outcomeOf([unknown], []), 'identical');
  t.equal(outcomeOf([unknown], [DIFFERENCE]), 'different');
  t.equal(outcomeOf([pin('hearing', false)], []), 'different', 'one that was recorded and is another now');
  t.notOk(isUnknown({ name: 'judge', recorded: null, present: 'hesheng-judge/1' }), 'recorded from the beginning');
});

t.test('a voice that cannot be compared again makes it incomplete, unless something differs', async (t) => {
  t.equal(outcomeOf([pin('speaker_template', false)], []), 'incomplete');
  t.equal(outcomeOf([pin('speaker_template', false), pin('request', false)], []), 'different');
  t.equal(outcomeOf([pin('speaker_template', false)], [DIFFERENCE]), 'different');
});
