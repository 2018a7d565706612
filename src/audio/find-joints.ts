import type { Joint } from './joint.js';
import { dipAt } from './joint-dip.js';
import { fallAt } from './joint-fall.js';
import { type JointScan, jointScan } from './joint-scan.js';
import { stepAt } from './joint-step.js';
import { msToSamples, type Samples, samplesToMs } from './pcm.js';

/** Working memory is that of one part, however long the recording; whole frames, so that parts change nothing inside. */
const PART = msToSamples(10_000);
/** Sound on both sides that no witness looks beyond. Nothing is looked for this close to the recording's ends. */
const MARGIN = msToSamples(50);

const WITNESSES = [
  { kind: 'step', stride: 1, dbAt: stepAt },
  { kind: 'dip', stride: 4, dbAt: dipAt },
  { kind: 'fall', stride: 16, dbAt: fallAt },
] as const;

interface Found {
  readonly kind: Joint['kind'];
  readonly db: number;
  readonly at: number;
}

const strongestOf = (scan: JointScan, { kind, stride, dbAt }: (typeof WITNESSES)[number]): Found => {
  let found: Found = { kind, db: 0, at: 0 };
  for (let at = MARGIN; at < scan.samples.length - MARGIN; at += stride) {
    const db = dbAt(scan, at);
    if (db > found.db) found = { kind, db, at };
  }
  return found;
};

const stronger = (a: Found, b: Found): Found => (b.db > a.db ? b : a);

/** The likeliest joint of each kind in a recording at 16 kHz. Takes some 1/200 of its duration, in working memory of ten seconds. */
export const findJoints = (samples: Samples): readonly Joint[] => {
  const starts = Array.from({ length: Math.ceil(samples.length / PART) }, (_, index) => index * PART);
  const found = starts.flatMap((start) => {
    const from = Math.max(0, start - MARGIN);
    const scan = jointScan(samples.subarray(from, start + PART + MARGIN));
    return WITNESSES.map((witness) => strongestOf(scan, witness)).map((one) => ({ ...one, at: from + one.at }));
  });
  return WITNESSES.map(({ kind }) =>
    found.filter((one) => one.kind === kind).reduce(stronger, { kind, db: 0, at: 0 }),
  ).map(({ kind, db, at }) => ({ kind, db: Math.round(db * 10) / 10, atMs: samplesToMs(at) }));
};
