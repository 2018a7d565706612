/** The parts of jstat that are used here; the package has no types of its own. */
declare module 'jstat' {
  interface JStat {
    readonly beta: {
      /** Quantile of the beta distribution with shapes `alpha` and `beta`, both above 0. */
      inv(probability: number, alpha: number, beta: number): number;
    };
    readonly normal: {
      inv(probability: number, mean: number, deviation: number): number;
      cdf(value: number, mean: number, deviation: number): number;
    };
    readonly binomial: {
      cdf(hits: number, trials: number, probability: number): number;
    };
  }
  const jStat: JStat;
  export = jStat;
}
