import { createHash } from 'node:crypto';
import fc from 'fast-check';
import t from 'tap';
import { AUDIT_ACTIONS, type AuditAction, type AuditEntry } from './entry.js';
import { appendEntry, type ChainedEntry, GENESIS, type Hash, verifyChain } from './hash-chain.js';

const sha256: Hash = (bytes) => createHash('sha256').update(bytes).digest('hex');
const ACTIONS = Object.keys(AUDIT_ACTIONS) as AuditAction[];

const factArb = fc.record({
  recordedAt: fc.constantFrom('2026-01-01T00:00:00.000Z', '2026-01-01T00:00:01.000Z'),
  actor: fc.constantFrom({ kind: 'service' } as const, { kind: 'key', id: 'key_1' } as const),
  action: fc.constantFrom(...ACTIONS),
  subject: fc.constantFrom({ kind: 'verification', id: 'ver_1' } as const, { kind: 'audio', id: 'ab' } as const),
  outcome: fc.constantFrom('success' as const, 'failure' as const),
  detail: fc.dictionary(fc.constantFrom('verdict', 'code', 'score'), fc.constantFrom('pass', 0.1, null, [1, 2])),
});

const chainOf = (facts: readonly Omit<AuditEntry, 'sequence'>[]): readonly ChainedEntry[] => {
  const chain: ChainedEntry[] = [];
  for (const fact of facts) {
    const entry = { ...fact, sequence: chain.length + 1 };
    chain.push(appendEntry(chain.at(-1)?.hash ?? GENESIS, entry, sha256));
  }
  return chain;
};
const chainArb = fc.array(factArb, { minLength: 2, maxLength: 8 }).map(chainOf);

t.test('an untouched chain is intact, whole or from an earlier head', async () => {
  fc.assert(
    fc.property(chainArb, fc.nat(), (chain, seed) => {
      const head = chain.at(-1)!.hash;
      const from = chain[seed % chain.length]!;
      const after = { hash: from.hash, sequence: from.entry.sequence };
      const rest = verifyChain(chain.slice(after.sequence), sha256, { after, head });
      return verifyChain(chain, sha256, { head }).intact && rest.intact;
    }),
  );
  t.same(verifyChain([], sha256), { intact: true, head: GENESIS, entries: 0 });
});

t.test('it survives storage as JSON', async (t) => {
  const chain = chainOf(fc.sample(factArb, 5));
  t.match(verifyChain(JSON.parse(JSON.stringify(chain)), sha256), { intact: true, entries: 5 });
});

/** Paths of every value in a link, inner objects too. */
const paths = (value: unknown, path: readonly string[] = []): readonly (readonly string[])[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, inner]) => [[...path, name], ...paths(inner, [...path, name])])
    : [];

const alteredAt = (value: unknown, [name, ...rest]: readonly string[], by: unknown): unknown => {
  if (name === undefined) return by;
  const copy = structuredClone(value) as Record<string, unknown>;
  copy[name] = alteredAt(copy[name], rest, by);
  return copy;
};

t.test('altering any field of any entry is detected at its place or the next', async () => {
  fc.assert(
    fc.property(chainArb, fc.nat(), fc.nat(), fc.constantFrom('x', -1, null, {}, Number.NaN), (chain, a, b, by) => {
      const index = a % chain.length;
      const all = paths(chain[index]);
      const forged = alteredAt(chain[index], all[b % all.length]!, by) as ChainedEntry;
      if (JSON.stringify(forged) === JSON.stringify(chain[index])) return true;
      const check = verifyChain(chain.with(index, forged), sha256, { head: chain.at(-1)!.hash });
      return !check.intact && (check.index === index || check.index === index + 1);
    }),
    { numRuns: 500 },
  );
});

t.test('adding or taking away a field is detected', async () => {
  fc.assert(
    fc.property(chainArb, fc.nat(), (chain, seed) => {
      const index = seed % chain.length;
      const { outcome: _, ...without } = chain[index]!.entry;
      const forged = [{ ...chain[index]!.entry, note: 1 }, without] as unknown as readonly AuditEntry[];
      return forged.every((entry) => !verifyChain(chain.with(index, { ...chain[index]!, entry }), sha256).intact);
    }),
  );
});

t.test('an altered entry that is hashed anew is detected at the next', async (t) => {
  const chain = chainOf(fc.sample(factArb, 3));
  const forged = appendEntry(chain[0]!.hash, { ...chain[1]!.entry, recordedAt: 'later' }, sha256);
  t.same(verifyChain(chain.with(1, forged), sha256), { intact: false, fault: 'wrong_link', index: 2 });
});

t.test('removing entries is detected', async () => {
  fc.assert(
    fc.property(chainArb, fc.nat(), fc.integer({ min: 1, max: 8 }), (chain, seed, count) => {
      const shorter = chain.toSpliced(seed % chain.length, count);
      return !verifyChain(shorter, sha256, { head: chain.at(-1)!.hash }).intact;
    }),
  );
});

t.test('a removal in the middle is detected without a head kept elsewhere', async (t) => {
  const chain = chainOf(fc.sample(factArb, 4));
  t.same(verifyChain(chain.toSpliced(0, 1), sha256), { intact: false, fault: 'wrong_link', index: 0 });
  t.same(verifyChain(chain.toSpliced(2, 1), sha256), { intact: false, fault: 'wrong_link', index: 2 });
  t.equal(verifyChain(chain.slice(0, 2), sha256).intact, true, 'the newest cut off: only a kept head shows it');
});

t.test('reordering and doubling entries is detected', async () => {
  fc.assert(
    fc.property(chainArb, fc.nat(), fc.nat(), (chain, a, b) => {
      const [i, j] = [a % chain.length, b % chain.length];
      const swapped = chain.with(i, chain[j]!).with(j, chain[i]!);
      const doubled = chain.toSpliced(i, 0, chain[i]!);
      return (i === j || !verifyChain(swapped, sha256).intact) && !verifyChain(doubled, sha256).intact;
    }),
  );
});

t.test('a gap in the sequence is detected even when it was hashed so', async (t) => {
  const [first] = chainOf(fc.sample(factArb, 1));
  const second = appendEntry(first!.hash, { ...first!.entry, sequence: 3 }, sha256);
  t.same(verifyChain([first!, second], sha256), { intact: false, fault: 'wrong_sequence', index: 1 });
});

t.test('a fault of the hash itself is not taken for tampering', async (t) => {
  const broken: Hash = () => {
    throw new RangeError('no memory');
  };
  t.throws(() => verifyChain(chainOf(fc.sample(factArb, 1)), broken), RangeError);
});
