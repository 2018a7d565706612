/** Main of a pack's process: loads and verifies one recogniser, warms it up, then hears recordings. */
import type { PackHearing } from '../asr/pack-recognizer.js';
import { SAMPLE_RATE_HZ } from '../audio/pcm.js';
import { readPackFolder } from '../model/pack/add-pack.js';
import { packDigest } from '../model/pack/pack-digest.js';
import { openPack } from './open-pack.js';
import type { PackTask } from './pack-pool.js';
import { decodeSettings } from './protocol.js';
import { serveTasks } from './serve-tasks.js';

serveTasks<PackTask, PackHearing>(async () => {
  const { modelsDir, threads } = decodeSettings(process.argv[2]);
  const pack = await readPackFolder(modelsDir);
  const recognizer = await openPack(modelsDir, pack, threads);
  const tone = Float32Array.from({ length: SAMPLE_RATE_HZ }, (_, index) => 0.01 * Math.sin(index / 8));
  await recognizer.hear(tone, [], 'none');
  return {
    models: [{ role: 'asr', id: pack.id, sha256: packDigest(pack) }],
    run: ({ samples, speech, context }) => recognizer.hear(samples, speech, context),
  };
});
