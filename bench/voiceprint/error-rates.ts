// For measure-consistency.ts only.
export { quantile } from '../statistics/quantile.js';
