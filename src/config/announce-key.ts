import type { Logger } from '../logger.js';
import type { MasterKey } from './master-key.js';

/** Says that a key file was made, as it must not stay where it lies. */
export const announceKey = ({ source }: MasterKey, logger: Pick<Logger, 'warn'>): void => {
  if (source === 'new_key_file') {
    logger.warn(
      'A master key was made: master.key in the data folder. Move it into a secret store and set HESHENG_MASTER_KEY_FILE.',
    );
  }
};
