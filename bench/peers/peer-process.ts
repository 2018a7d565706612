import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Samples } from '../../src/audio/pcm.js';
import { INSTALLATION_DIR } from '../../src/config/installation.js';
import type { Spent } from './spent.js';

/** What a peer wrote of a recording, and how long that took it. */
export interface PeerAnswer extends Spent {
  readonly text: string;
}

export interface Peer {
  transcribe(samples: Samples): Promise<PeerAnswer>;
  close(): Promise<void>;
}

const PROGRAM = join(INSTALLATION_DIR, 'bench', 'peers', 'whisper_peer.py');
/** Whatever library would like to use both cores. */
const ONE_THREAD = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1' };

/** faster-whisper in a process of its own; `python` has bench/peers/requirements.txt. Rejects when it does not start. */
export const openPeer = async (python: string, weights: string): Promise<Peer> => {
  const child = spawn(resolve(python), [PROGRAM, resolve(weights)], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...ONE_THREAD, PYTHONDONTWRITEBYTECODE: '1' },
  });
  await once(child, 'spawn');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async (): Promise<unknown> => {
    const { value, done } = await lines.next();
    if (done) throw new Error('faster-whisper ended; what it said stands above');
    return JSON.parse(value);
  };
  const folder = await mkdtemp(join(tmpdir(), 'hesheng-peer-'));
  const file = join(folder, 'samples.f32');
  const close = async (): Promise<void> => {
    child.stdin.end();
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await answer();
  } catch (error) {
    await close();
    throw error;
  }
  return {
    transcribe: async (samples) => {
      await writeFile(file, new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength));
      child.stdin.write(`${JSON.stringify({ path: file })}\n`);
      return (await answer()) as PeerAnswer;
    },
    close,
  };
};
