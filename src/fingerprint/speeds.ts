/** How much faster than its original a copy may run. */
export const SPEEDS = [0.97, 0.98, 0.99, 1, 1.01, 1.02, 1.03] as const;

/** The place in SPEEDS that is nearest. */
export const nearestSpeed = (speed: number): number =>
  Math.max(0, Math.min(SPEEDS.length - 1, Math.round((speed - SPEEDS[0]) * 100)));

/** As fast as the original. */
export const UNCHANGED = nearestSpeed(1);
