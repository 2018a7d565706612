import { basename, resolve } from 'node:path';
import type { Config } from '../../src/config.js';
import type { System } from '../report/result.js';
import { type Listener, openListener } from './listener.js';
import type { BenchOptions } from './options.js';
import { type NamedPolicy, openPolicy } from './policies.js';

/** Models that listen, under the policies that judge what they heard. */
export interface Contender {
  readonly listener: Listener;
  readonly judges: readonly { readonly system: System; readonly policy: NamedPolicy }[];
}

/** Models alone name a system when there are no policies, policies alone when there is one set of models. */
const systemName = (models: string | null, policy: string | null): string =>
  [models, policy].filter((part) => part !== null).join(' + ') || 'default models';

const describe = (id: string, listener: Listener, policy: NamedPolicy | null): System => ({
  id,
  models: listener.models,
  policy: policy && { id: policy.policy.id, version: policy.policy.version, sha256: policy.sha256 },
});

type Wanted = Pick<BenchOptions, 'models' | 'policy' | 'cache' | 'jobs'> & { readonly voice: boolean };

/** Every model folder with every policy. The caller closes the listeners. */
export const openContenders = async (config: Config, wanted: Wanted): Promise<readonly Contender[]> => {
  const policies = await Promise.all(wanted.policy.map(openPolicy));
  const folders = wanted.models.length > 0 ? wanted.models.map((dir) => resolve(dir)) : [config.modelsDir];
  const contenders: Contender[] = [];
  for (const modelsDir of folders) {
    const listener = await openListener({
      config: { ...config, modelsDir, engineProcesses: wanted.jobs, engineThreads: 1 },
      cacheDir: wanted.cache,
      voice: wanted.voice,
    });
    const models = folders.length > 1 ? basename(modelsDir!) : null;
    const judges = policies.map((policy) => ({
      policy,
      system: describe(systemName(models, policy.name), listener, policy),
    }));
    contenders.push({ listener, judges });
  }
  return contenders;
};

/** The systems of a bench that only listens: one for each model folder. */
export const listeningSystem = ({ listener }: Contender, folder: string | null): System =>
  describe(systemName(folder === null ? null : basename(folder), null), listener, null);
