import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { encodeSettings, type ProcessSettings } from './protocol.js';

/** Variables that the loader or the runtime may need; everything else, the master key above all, stays here. */
const PASSED_ON = ['PATH', 'LD_LIBRARY_PATH', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR', 'SYSTEMROOT'] as const;

const environment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(PASSED_ON.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])));

/** Starts an engine process: typed arrays travel as they are, its output is piped, inspector flags are not inherited. */
export const forkEntry = (entry: URL, settings: ProcessSettings): ChildProcess =>
  fork(fileURLToPath(entry), [encodeSettings(settings)], {
    env: environment(),
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
