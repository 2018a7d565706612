import { canonicalJson, type JsonValue } from './canonical-json.js';
import type { AuditEntry } from './entry.js';

/** SHA-256, or another collision-resistant hash, as lower-case hex. */
export type Hash = (bytes: Uint8Array) => string;

/** An entry in its place: what the log stores. */
export interface ChainedEntry {
  readonly previousHash: string;
  readonly entry: AuditEntry;
  readonly hash: string;
}

/** The hash before the first entry. */
export const GENESIS = '0'.repeat(64);

//              entry 1             entry 2             entry 3
//           +-----------+       +-----------+       +-----------+
//  GENESIS->| previous  |   +-->| previous  |   +-->| previous  |
//           | sequence 1|   |   | sequence 2|   |   | sequence 3|
//           | ...       |   |   | ...       |   |   | ...       |
//           +-----+-----+   |   +-----+-----+   |   +-----+-----+
//                 v         |         v         |         v
//           hash(all of it)-+   hash(all of it)-+   hash(all of it) = head
//
//  Invariant: hash[n] = H(JCS({ entry: entry[n], previousHash: hash[n-1] })) and sequence[n] = n.
//  A change, an insertion, a removal or a swap breaks a link at or right after its place. What a chain alone cannot show
//  is that its newest entries were cut off, or that all of it was made anew: for that a head is kept elsewhere.

const linkHash = (previousHash: string, entry: AuditEntry, hash: Hash): string =>
  hash(new TextEncoder().encode(canonicalJson({ previousHash, entry: entry as unknown as JsonValue })));

/** Puts an entry after the one whose hash is given (`GENESIS` for the first). */
export const appendEntry = (previousHash: string, entry: AuditEntry, hash: Hash): ChainedEntry => ({
  previousHash,
  entry,
  hash: linkHash(previousHash, entry, hash),
});

export type ChainFault = 'altered' | 'wrong_link' | 'wrong_sequence' | 'wrong_head';

export type ChainCheck =
  | { readonly intact: true; readonly head: string; readonly entries: number }
  | { readonly intact: false; readonly fault: ChainFault; readonly index: number };

/** Where a check begins (an earlier head) and where it must end (a head kept elsewhere). */
export interface ChainEnds {
  readonly after?: { readonly hash: string; readonly sequence: number };
  readonly head?: string;
}

const faultOf = (link: ChainedEntry, previousHash: string, sequence: number, hash: Hash): ChainFault | null => {
  if (link.previousHash !== previousHash) return 'wrong_link';
  // Links come from storage: their entry may be anything.
  if (link.entry?.sequence !== sequence) return 'wrong_sequence';
  return unaltered(link, hash) ? null : 'altered';
};

const unaltered = (link: ChainedEntry, hash: Hash): boolean => {
  try {
    return linkHash(link.previousHash, link.entry, hash) === link.hash;
  } catch (error) {
    // What JSON cannot hold was never hashed.
    if (error instanceof TypeError) return false;
    throw error;
  }
};

/** Checks entries in log order; names the first that breaks the invariant. */
export const verifyChain = (entries: Iterable<ChainedEntry>, hash: Hash, ends: ChainEnds = {}): ChainCheck => {
  let head = ends.after?.hash ?? GENESIS;
  const start = ends.after?.sequence ?? 0;
  let index = 0;
  for (const link of entries) {
    const fault = faultOf(link, head, start + index + 1, hash);
    if (fault !== null) return { intact: false, fault, index };
    head = link.hash;
    index += 1;
  }
  if (ends.head !== undefined && ends.head !== head) return { intact: false, fault: 'wrong_head', index };
  return { intact: true, head, entries: index };
};
