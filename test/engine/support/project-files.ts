import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

const upTo = (folder: string): string => (existsSync(join(folder, 'package.json')) ? folder : upTo(dirname(folder)));

/** The project's root, wherever the compiled tests lie under it. */
export const ROOT = upTo(import.meta.dirname);
export const MODELS_DIR = join(ROOT, 'models', 'embedded');
export const HONEST_WAV = join(ROOT, 'fixtures', 'honest.wav');
