// tsc copies no data: everything under src that is not TypeScript goes beside the compiled code.
import { cpSync } from 'node:fs';

cpSync('src', 'dist/src', { recursive: true, filter: (path) => !path.endsWith('.ts') });
