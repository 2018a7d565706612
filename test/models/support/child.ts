import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { SherpaConfig } from '../../../src/asr/sherpa-config.js';
import type { Pack } from '../../../src/model/pack/pack.js';

/** A pack to open with all checks, or a configuration that goes straight to sherpa-onnx. */
export type Order = { readonly dir: string; readonly pack: Pack } | { readonly config: SherpaConfig };
export type Answer = { readonly tokens: number } | { readonly code: string; readonly detail: string };
export type Outcome = Answer | { readonly died: number | NodeJS.Signals } | 'hung';

const PROGRAM = fileURLToPath(new URL('../programs/open-pack.js', import.meta.url));
const LIMIT_MS = 60_000;

/** What became of a process of its own that was told to open a model. */
export const inChild = (order: Order): Promise<Outcome> =>
  new Promise((resolve, reject) => {
    const child = fork(PROGRAM, { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    let outcome: Outcome | null = null;
    const limit = setTimeout(() => {
      outcome = 'hung';
      child.kill('SIGKILL');
    }, LIMIT_MS);
    child.once('message', (answer) => {
      outcome = answer as Answer;
    });
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      clearTimeout(limit);
      resolve(outcome ?? { died: signal ?? code ?? -1 });
    });
    child.send(order);
  });
