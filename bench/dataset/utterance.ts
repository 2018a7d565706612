export type VoiceKind = 'human' | 'synthetic';

/** One recording of a data set and what is known of it. */
export interface Utterance {
  /** Unique within a bench: data set name, a slash, and the file as the manifest names it. */
  readonly id: string;
  /** Absolute path of the audio. */
  readonly path: string;
  readonly speaker: string;
  readonly language: string;
  /** The clause of this recording, and what is said in it unless `deviation` says otherwise; null when unknown. */
  readonly transcript: string | null;
  readonly dataset: string;
  readonly voice: VoiceKind;
  readonly durationMs: number | null;
  /** How the recording deviates from the transcript (a recorded misreading): such a reading must not pass. Null: faithful. */
  readonly deviation: string | null;
  readonly dialectHint: string | null;
  readonly criticalTerms: readonly string[];
  /** The syllables that were said, numbered pinyin, when the manifest states them. */
  readonly pinyin: readonly string[] | null;
  /** Columns that mean nothing to the bench, as they came. */
  readonly extra: Readonly<Record<string, string>>;
}

/** Utterances of one source, under a name that figures carry. */
export interface Dataset {
  readonly name: string;
  /** SHA-256 of the manifest, or of the sorted list of files and transcripts when there is none. */
  readonly sha256: string;
  readonly utterances: readonly Utterance[];
}
