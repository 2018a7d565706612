import t from 'tap';
import checked from './generated/tone-check.json' with { type: 'json' };
import { TONE_FEATURES } from './tone-features.js';
import { FULL_TONES, TONE_MODEL, toneLogLikelihoods } from './tone-model.js';

t.test('the weights fit the features and the tones', async (t) => {
  const { hidden, output } = TONE_MODEL;
  t.ok(hidden.weights.every((row) => row.length === TONE_FEATURES.length));
  t.equal(hidden.bias.length, hidden.weights.length);
  t.ok(output.weights.every((row) => row.length === hidden.weights.length));
  t.equal(output.weights.length, FULL_TONES.length);
  t.equal(output.bias.length, FULL_TONES.length);
  t.match(TONE_MODEL, { id: 'tones-mlp-1', version: 1 });
});

t.test('it gives what scikit-learn gave the same features', async (t) => {
  t.ok(checked.length >= 10);
  for (const { features, log_likelihoods: expected } of checked) {
    const found = toneLogLikelihoods(TONE_MODEL, features);
    const top = Math.max(...found);
    for (const [k, value] of found.entries()) t.ok(Math.abs(value - top - expected[k]!) < 0.02);
  }
});
