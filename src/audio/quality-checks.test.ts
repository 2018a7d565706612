import fc from 'fast-check';
import t from 'tap';
import type { Thresholds } from '../verdict/policy.js';
import type { QualityFigures } from './quality.js';
import { qualityChecks } from './quality-checks.js';

const THRESHOLDS: Thresholds = {
  worstPairPass: -2,
  worstPairFail: -5,
  worstTokenPass: -60,
  meanPass: -1,
  meanFail: -4,
  termSaid: 1,
  termContradicted: -1,
  toneSaid: 4,
  toneContradicted: -4,
  editPass: 0.2,
  editFail: 0.6,
  deletionRunPass: 1,
  deletionRunFail: 4,
  insertionRunPass: 2,
  insertionRunFail: 6,
  clarityMin: 4.5,
  decoyMarginMin: 1.5,
  effectiveSpeechMsMin: 800,
  snrDbMin: 12,
  clippingRatioMax: 0.005,
  levelDbfsMin: -45,
  levelDbfsMax: -3,
  bandwidthHzMin: 3000,
  edgeSilenceMsMin: 50,
  speechRateMax: 8,
  speakerAccept: 0.7,
  speakerReject: 0.4,
  speakerSpeechMsMin: 3000,
  voiceConsistencyMin: 0.7,
  jointStepDbMax: 11,
  jointDipDbMax: 16,
  jointFallDbMax: 16,
};
const GOOD: QualityFigures = {
  effectiveSpeechMs: 5000,
  snrDb: 30,
  clippingRatio: 0,
  levelDbfs: -25,
  bandwidthHz: 7800,
  leadingSilenceMs: 300,
  trailingSilenceMs: 300,
};
const WHOLE = { truncated: false };

t.test('a good recording passes every check without advice', async (t) => {
  const checks = qualityChecks(GOOD, THRESHOLDS, WHOLE);
  t.equal(checks.length, 8);
  t.ok(checks.every(({ outcome, advice }) => outcome === 'pass' && advice === null));
});

const BAD: readonly (readonly [string, Partial<QualityFigures>, RegExp])[] = [
  ['effective_speech_ms', { effectiveSpeechMs: 799 }, /完整朗读/],
  ['snr_db', { snrDb: 11.9 }, /安静/],
  ['snr_db', { snrDb: null }, /安静/],
  ['clipping_ratio', { clippingRatio: 0.02 }, /失真/],
  ['level_dbfs', { levelDbfs: -50 }, /太小.*靠近麦克风/],
  ['level_dbfs', { levelDbfs: -1 }, /太大/],
  ['level_dbfs', { levelDbfs: null }, /太小/],
  ['bandwidth_hz', { bandwidthHz: 2500 }, /音质/],
  ['leading_silence_ms', { leadingSilenceMs: 0 }, /开头/],
  ['trailing_silence_ms', { trailingSilenceMs: 10 }, /结尾/],
];

for (const [name, change, advice] of BAD) {
  t.test(`${name} ${Object.values(change)[0]} asks for review and tells the customer why`, async (t) => {
    const doubtful = qualityChecks({ ...GOOD, ...change }, THRESHOLDS, WHOLE).filter(
      ({ outcome }) => outcome !== 'pass',
    );
    t.equal(doubtful.length, 1);
    t.match(doubtful[0], { name, value: Object.values(change)[0], outcome: 'review', advice });
  });
}

t.test('a truncated recording asks for review', async (t) => {
  const check = qualityChecks(GOOD, THRESHOLDS, { truncated: true }).find(({ name }) => name === 'truncated');
  t.match(check, { value: 1, qualifiedRange: [0, 0], outcome: 'review', advice: /不完整/ });
});

t.test('the outcome follows the range that is reported, bounds inclusive, and is never fail', async () => {
  const figure = fc.double({ min: -200, max: 20_000, noNaN: true });
  const figures = fc.record({
    effectiveSpeechMs: figure,
    snrDb: figure,
    clippingRatio: fc.double({ min: 0, max: 1, noNaN: true }),
    levelDbfs: figure,
    bandwidthHz: fc.option(figure),
    leadingSilenceMs: figure,
    trailingSilenceMs: figure,
  });
  fc.assert(
    fc.property(figures, fc.boolean(), (values, truncated) =>
      qualityChecks(values, THRESHOLDS, { truncated }).every(
        ({ value, qualifiedRange: [min, max], outcome, advice }) => {
          const inside = value !== null && (min === null || value >= min) && (max === null || value <= max);
          return outcome === (inside ? 'pass' : 'review') && (advice === null) === inside;
        },
      ),
    ),
  );
});
