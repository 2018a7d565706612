/**
 * What a recording of less than three seconds is recognised with around it. Single words leave the recogniser too little
 * to go by: with silence around them it mishears fewer phones, while sentences are heard better as they are (docs/answers.md).
 */
export type RecognitionContext = 'silence' | 'none';

/**
 * Version of how sound becomes posteriors beside the model itself: pieces, overlaps, silence around short recordings, and
 * which clause kind is heard how. Another one whenever a posterior can change.
 */
export const HEARING = 'hesheng-hear/1';

/** How a recording was recognised, for evidence and pins: `hesheng-hear/1 none`. */
export const hearingName = (context: RecognitionContext): string => `${HEARING} ${context}`;
