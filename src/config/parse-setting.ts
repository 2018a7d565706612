import { resolve } from 'node:path';
import { HeshengError } from '../errors.js';
import { parseMasterKeys } from '../voiceprint/master-key.js';
import type { IntegerSetting, Setting } from './setting.js';

export type Parsed = { readonly value: unknown } | { readonly fault: string };

const parseInteger = (raw: unknown, { min, max }: IntegerSetting): Parsed => {
  const number = typeof raw === 'string' && /^-?\d{1,15}$/.test(raw) ? Number(raw) : raw;
  if (typeof number !== 'number' || !Number.isInteger(number)) return { fault: 'must be a whole number' };
  return number < min || number > max ? { fault: `must be between ${min} and ${max}` } : { value: number };
};

const parseKey = (raw: string): Parsed => {
  try {
    return { value: parseMasterKeys(raw) };
  } catch (error) {
    return { fault: error instanceof HeshengError ? error.detail : 'is no key' };
  }
};

/** One raw value, from a variable or a file in `folder`, as its setting's type. A fault never repeats the value. */
export const parseSetting = (setting: Setting, raw: unknown, folder: string): Parsed => {
  if (setting.type === 'integer') return parseInteger(raw, setting);
  if (typeof raw !== 'string' || raw.trim() === '') return { fault: 'must be a text that is not empty' };
  switch (setting.type) {
    case 'text':
      return { value: raw };
    case 'path':
      return { value: resolve(folder, raw) };
    case 'word':
      return setting.words.includes(raw) ? { value: raw } : { fault: `must be one of ${setting.words.join(', ')}` };
    case 'key':
      return parseKey(raw);
  }
};
