/** Cosine of the angle between two vectors, -1 to 1; NaN when one of them is zero. Throws RangeError on other lengths. */
export const cosine = (a: Float32Array | Float64Array, b: Float32Array | Float64Array): number => {
  if (a.length !== b.length) throw new RangeError(`vectors of ${a.length} and ${b.length} numbers cannot be compared`);
  let dot = 0;
  let squareA = 0;
  let squareB = 0;
  for (let index = 0; index < a.length; index += 1) {
    dot += a[index]! * b[index]!;
    squareA += a[index]! ** 2;
    squareB += b[index]! ** 2;
  }
  return Math.max(-1, Math.min(1, dot / Math.sqrt(squareA * squareB)));
};

/** The vector at unit length; null for a zero vector or one with a number that is not finite. */
const unit = (vector: Float64Array): Float32Array | null => {
  const norm = Math.hypot(...vector);
  return norm > 0 && Number.isFinite(norm) ? Float32Array.from(vector, (value) => value / norm) : null;
};

/** Direction of the mean of unit vectors, each take weighing the same; null when there is none. */
export const meanVoice = (vectors: readonly Float32Array[]): Float32Array | null => {
  const sum = new Float64Array(vectors[0]?.length ?? 0);
  for (const vector of vectors) {
    if (vector.length !== sum.length) throw new RangeError('vectors of several lengths have no mean');
    for (let index = 0; index < sum.length; index += 1) sum[index]! += vector[index]!;
  }
  return unit(sum);
};

/** Similarity of each take to the mean of all others, in order; empty for fewer than two takes. */
export const consistency = (takes: readonly Float32Array[]): readonly number[] =>
  takes.length < 2
    ? []
    : takes.map((take, index) => {
        const others = meanVoice(takes.toSpliced(index, 1));
        return others === null ? Number.NaN : cosine(take, others);
      });
