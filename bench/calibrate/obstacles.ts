import { lowerBound } from '../statistics/proportion.js';
import type { Calibration } from './calibrate.js';
import type { StepFigures } from './certify.js';

/** Why a calibrated profile may not pass readings yet. */
export interface Obstacle {
  readonly code:
    | 'TOO_FEW'
    | 'TOO_MANY_FALSE_PASSES'
    | 'HELD_OUT_REFUTES'
    | 'SYNTHETIC_VOICES'
    | 'VOICES_OF_THE_MODEL'
    | 'NO_HONEST_PASS';
  readonly message: string;
}

export interface Circumstances {
  readonly calibration: Calibration;
  readonly heldOut: StepFigures;
  readonly synthetic: boolean;
  /** Development data that the models were trained on. */
  readonly trainedOn: readonly string[];
}

const percent = (share: number): string => `${Number((100 * share).toFixed(3))} %`;

const certificateObstacles = ({ certificate, demand }: Calibration): readonly Obstacle[] => {
  const { bound, confidence, unit, certifyShare } = demand;
  switch (certificate.status) {
    case 'certified':
      return [];
    case 'too_few': {
      const { units, needed } = certificate;
      const more = Math.ceil((needed - units) / certifyShare);
      const message = `${units} ${unit}s certify; ${percent(bound)} at ${percent(confidence)} needs at least ${needed} without a false pass: about ${more} more ${unit}s of development data`;
      return [{ code: 'TOO_FEW', message }];
    }
    case 'too_many_false_passes':
      return [
        {
          code: 'TOO_MANY_FALSE_PASSES',
          message: `even the strictest thresholds do not keep false passes within ${percent(bound)}`,
        },
      ];
  }
};

/** The lower limit takes all trials for independent, which refutes rather too soon than too late. */
const heldOutRefutes = ({ demand }: Calibration, { falsePasses, altered }: StepFigures): readonly Obstacle[] =>
  lowerBound(falsePasses, altered, demand.confidence) > demand.bound
    ? [
        {
          code: 'HELD_OUT_REFUTES',
          message: `${falsePasses} false passes in ${altered} held-out trials: more than ${percent(demand.bound)} allows`,
        },
      ]
    : [];

/** Everything that keeps a profile at `review_only`; empty when its thresholds may pass readings. */
export const obstacles = ({ calibration, heldOut, synthetic, trainedOn }: Circumstances): readonly Obstacle[] => {
  return [
    ...certificateObstacles(calibration),
    ...heldOutRefutes(calibration, heldOut),
    ...(calibration.chosen.honestPasses === 0
      ? [{ code: 'NO_HONEST_PASS' as const, message: 'no honest reading passes under these thresholds' }]
      : []),
    ...(synthetic
      ? [{ code: 'SYNTHETIC_VOICES' as const, message: 'synthetic voices say nothing of how people read' }]
      : []),
    ...(trainedOn.length > 0
      ? [
          {
            code: 'VOICES_OF_THE_MODEL' as const,
            message: `the models were trained on ${trainedOn.join(', ')}, which flatters them: other voices must certify`,
          },
        ]
      : []),
  ];
};
