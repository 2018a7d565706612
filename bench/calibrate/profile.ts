/** The accent that a reading is judged in when none is named. */
export const STANDARD_PROFILE = 'mandarin';
