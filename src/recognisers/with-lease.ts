import type { Roster, RosterLease } from './roster.js';

/** Work with the packs as they are now; they stay loaded until it is over. */
export const withLease = async <T>(roster: Roster, work: (lease: RosterLease) => Promise<T>): Promise<T> => {
  const lease = roster.lease();
  try {
    return await work(lease);
  } finally {
    lease.release();
  }
};
