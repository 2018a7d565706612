import type { Config } from '../config.js';
import { keyRing } from '../voiceprint/key-ring.js';
import type { KeyWrapper } from '../voiceprint/key-wrapper.js';
import { localKeyWrapper } from '../voiceprint/local-key-wrapper.js';
import type { MasterKeys } from '../voiceprint/master-key.js';
import { transitKeyWrapper } from '../voiceprint/transit-key-wrapper.js';

type KeyConfig = Pick<
  Config,
  'keyServiceUrl' | 'keyServiceKey' | 'keyServiceTokenFile' | 'keyServiceTimeoutMs' | 'keyServiceWraps'
>;

/** All master keys of a configuration: the key service wraps where there is one that may, else the newest local key. */
export const openKeyRing = (config: KeyConfig, [newest, ...older]: MasterKeys): KeyWrapper => {
  const local = [localKeyWrapper(newest), ...older.map(localKeyWrapper)] as const;
  const { keyServiceUrl: url, keyServiceTokenFile: tokenFile } = config;
  if (url === null || tokenFile === null) return keyRing(...local);
  const service = { url: new URL(url), key: config.keyServiceKey, tokenFile, timeoutMs: config.keyServiceTimeoutMs };
  const remote = transitKeyWrapper(service);
  return config.keyServiceWraps === 'yes' ? keyRing(remote, ...local) : keyRing(...local, remote);
};
