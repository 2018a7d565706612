/**
 * Main of a pack's process whose network is a script: a JSON file that says what is heard, and what goes wrong. Everything
 * around it is the real thing.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PackHearing } from '../../../src/asr/pack-recognizer.js';
import type { PackAnswer, PackTask } from '../../../src/engine/pack-pool.js';
import { decodeSettings } from '../../../src/engine/protocol.js';
import { serveTasks } from '../../../src/engine/serve-tasks.js';
import { HeshengError } from '../../../src/errors.js';
import { readPackFolder } from '../../../src/model/pack/add-pack.js';
import { packDigest } from '../../../src/model/pack/pack-digest.js';
import { folderFaults } from '../../../src/model/pack/verify-pack.js';
import type { Script } from '../support/scripted-pack.js';

const probabilities = (label: number): PackHearing['posteriors'] => {
  const logProbs = new Float32Array(2 * 3).fill(label);
  return { logProbs, frames: 2, labels: 3, frameMs: 20 };
};

serveTasks<PackTask, PackAnswer>(async () => {
  const { modelsDir } = decodeSettings(process.argv[2]);
  const pack = await readPackFolder(modelsDir);
  const faults = await folderFaults(modelsDir, pack);
  if (faults.length > 0) throw new HeshengError('MODEL_INVALID', faults.join('; '));
  const script = JSON.parse(await readFile(join(modelsDir, 'model.onnx'), 'utf8')) as Script;
  if (script.dies === 'loading') process.kill(process.pid, 'SIGKILL');
  await sleep(script.loadMs ?? 0);
  return {
    models: [{ role: 'asr', id: pack.id, sha256: packDigest(pack) }],
    run: async () => {
      if (script.dies === 'hearing') process.kill(process.pid, 'SIGKILL');
      await sleep(script.hearMs ?? 0);
      const hearing = {
        posteriors: script.gives === undefined ? null : probabilities(Number(script.gives)),
        written: script.says === '' ? [] : [{ text: script.says, startMs: 0 }],
      };
      return { role: 'asr', hearing };
    },
  };
});
