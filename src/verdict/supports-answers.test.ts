import t from 'tap';
import { shippedPolicies } from './policies.js';
import { ANSWER_THRESHOLDS, supportsAnswers } from './supports-answers.js';

const [DEFAULT] = shippedPolicies();
const { answer = {} } = DEFAULT!.kinds;

t.test('the shipped policies say what a clear answer is', async (t) => {
  for (const policy of shippedPolicies()) t.ok(supportsAnswers(policy), policy.id);
});

t.test('a policy that leaves out the kind, or one of its thresholds, does not', async (t) => {
  t.notOk(supportsAnswers({ kinds: {} }));
  t.notOk(supportsAnswers({ kinds: { answer: { effectiveSpeechMsMin: 200 } } }));
  for (const name of ANSWER_THRESHOLDS) {
    const { [name]: _, ...rest } = answer;
    t.notOk(supportsAnswers({ kinds: { answer: rest } }), name);
  }
});
