import { HeshengError } from '../../errors.js';

export const corrupt = (fault: string): HeshengError =>
  new HeshengError('ARCHIVE_UNSAFE', `the archive is no intact bzip2 file: ${fault}`);
