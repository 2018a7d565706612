import { readFile } from 'node:fs/promises';
import { HeshengError } from '../../src/errors.js';
import { type BenchResult, RESULT_SCHEMA } from './result.js';

const ARRAYS = ['datasets', 'systems', 'sections', 'trials'] as const;

const refuse = (file: string, why: string, cause?: unknown): never => {
  throw new HeshengError('DATASET_INVALID', `${file}: ${why}`, { cause });
};

/** Reads the JSON that a bench wrote. @throws HeshengError DATASET_INVALID when it is not one, or of another version. */
export const readResult = async (file: string): Promise<BenchResult> => {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    return refuse(file, 'no readable JSON', cause);
  }
  const result = value as Partial<BenchResult> | null;
  if (result?.schema !== RESULT_SCHEMA) return refuse(file, `not a result of the form ${RESULT_SCHEMA}`);
  const lacking = ARRAYS.filter((name) => !Array.isArray(result[name]));
  if (lacking.length > 0) return refuse(file, `${lacking.join(', ')} are missing`);
  return result as BenchResult;
};
