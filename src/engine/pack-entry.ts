/** Main of a pack's process: loads and verifies one model, warms it up, then hears recordings. */
import { SAMPLE_RATE_HZ } from '../audio/pcm.js';
import { readPackFolder } from '../model/pack/add-pack.js';
import { packDigest } from '../model/pack/pack-digest.js';
import { openPack } from './open-pack.js';
import type { PackAnswer, PackTask } from './pack-pool.js';
import { decodeSettings } from './protocol.js';
import { serveTasks } from './serve-tasks.js';

serveTasks<PackTask, PackAnswer>(async () => {
  const { modelsDir, threads } = decodeSettings(process.argv[2]);
  const pack = await readPackFolder(modelsDir);
  const run = await openPack(modelsDir, pack, threads);
  const tone = Float32Array.from({ length: SAMPLE_RATE_HZ }, (_, index) => 0.01 * Math.sin(index / 8));
  await run({ samples: tone, speech: [{ startMs: 0, endMs: 1_000 }], context: 'none' });
  const role = pack.role === 'voice' || pack.role === 'spoof' ? pack.role : 'asr';
  return { models: [{ role, id: pack.id, sha256: packDigest(pack) }], run };
});
