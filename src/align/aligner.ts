/**
 * Version of everything between posteriors and content evidence: lattice, prices, tempering, edit costs, repeats, fillers,
 * near misses, estimated accent. Any change here that can move an op or a score gets another version, so that a replay does not compare
 * what two rules say and call it a difference.
 */
export const ALIGNER = 'hesheng-align/4';
