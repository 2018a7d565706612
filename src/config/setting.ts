import type { MasterKeys } from '../voiceprint/master-key.js';

/** What one setting is; the table is settings.ts. */
export type Setting = TextSetting | IntegerSetting | WordSetting | KeySetting;

interface Common {
  readonly doc: string;
  /** Never printed, and may also come from a file named by the variable with `_FILE` behind it. */
  readonly secret?: true;
}

/** `path` is resolved against the working directory, or the folder of the configuration file that has it. */
export interface TextSetting extends Common {
  readonly type: 'text' | 'path';
  readonly default: string | null;
  /** What the default means when it is null. */
  readonly otherwise?: string;
}

export interface IntegerSetting extends Common {
  readonly type: 'integer';
  readonly default: number;
  readonly unit: 'bytes' | 'ms' | 'count' | 'port';
  readonly min: number;
  readonly max: number;
}

export interface WordSetting extends Common {
  readonly type: 'word';
  readonly default: string;
  readonly words: readonly string[];
}

/** 32 bytes in base64; several with white space between. */
export interface KeySetting extends Common {
  readonly type: 'key';
  readonly default: null;
  readonly otherwise: string;
}

export type ValueOf<S extends Setting> = S extends IntegerSetting
  ? number
  : S extends WordSetting
    ? S['words'][number]
    : S extends KeySetting
      ? MasterKeys | null
      : S extends { readonly default: string }
        ? string
        : string | null;
