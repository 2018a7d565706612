import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson, type JsonValue } from '../audit/canonical-json.js';
import { HeshengError } from '../errors.js';
import { parsePolicy, shippedPolicies } from '../verdict/policies.js';
import type { Policy } from '../verdict/policy.js';
import { policyFaults } from '../verdict/policy-schema.js';

/** Where a policy comes from: the name of its file, null for one that is shipped. */
export interface SourcedPolicy {
  readonly policy: Policy;
  readonly file: string | null;
}

export interface PolicyPlaces {
  readonly dataDir: string;
  readonly policyDir: string | null;
}

const reasonOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'not JSON';

/** A policy file as JSON, or why it is none. */
const readJson = (path: string): { readonly value: unknown } | { readonly fault: string } => {
  try {
    return { value: JSON.parse(readFileSync(path, 'utf8')) as unknown };
  } catch (error) {
    return { fault: `cannot be read (${reasonOf(error)})` };
  }
};

/**
 * One policy file.
 * @throws HeshengError CONFIG_INVALID that names the file and all its faults
 */
export const readPolicyFile = (folder: string, file: string): Policy => {
  const read = readJson(join(folder, file));
  const faults = 'fault' in read ? [read.fault] : policyFaults(read.value);
  if ('fault' in read || faults.length > 0) throw new HeshengError('CONFIG_INVALID', `${file}: ${faults.join('; ')}`);
  return parsePolicy(read.value);
};

const filesIn = ({
  dataDir,
  policyDir,
}: PolicyPlaces): { readonly folder: string; readonly files: readonly string[] } => {
  const folder = policyDir ?? join(dataDir, 'policies');
  try {
    return {
      folder,
      files: readdirSync(folder)
        .filter((file) => file.endsWith('.json'))
        .sort(),
    };
  } catch (error) {
    if (policyDir === null && reasonOf(error) === 'ENOENT') return { folder, files: [] };
    throw new HeshengError('CONFIG_INVALID', `the policy folder cannot be read (${reasonOf(error)})`);
  }
};

const readAll = (places: PolicyPlaces): { readonly policies: readonly SourcedPolicy[]; readonly faults: string[] } => {
  const { folder, files } = filesIn(places);
  const policies: SourcedPolicy[] = [];
  const faults: string[] = [];
  for (const file of files) {
    try {
      policies.push({ policy: readPolicyFile(folder, file), file });
    } catch (error) {
      if (!(error instanceof HeshengError)) throw error;
      faults.push(error.detail);
    }
  }
  return { policies, faults };
};

const sameVersion = (a: Policy, b: Policy): boolean => a.id === b.id && a.version === b.version;
const contentOf = ({ policy }: SourcedPolicy): string => canonicalJson(policy as unknown as JsonValue);
const nameOf = ({ file }: SourcedPolicy): string => file ?? 'the shipped policy';

/**
 * The shipped policies, the default one first, then those of the operator's folder by file name. The same policy twice
 * counts once; one id and version with two contents is refused, as a verdict would not say which it was.
 * @throws HeshengError CONFIG_INVALID that names every file and fault
 */
export const loadPolicies = (places: PolicyPlaces): readonly SourcedPolicy[] => {
  const { policies, faults } = readAll(places);
  const known: SourcedPolicy[] = shippedPolicies().map((policy) => ({ policy, file: null }));
  for (const candidate of policies) {
    const other = known.find(({ policy }) => sameVersion(policy, candidate.policy));
    if (other === undefined) known.push(candidate);
    else if (contentOf(other) !== contentOf(candidate)) {
      const { id, version } = candidate.policy;
      faults.push(`${nameOf(candidate)}: ${id} version ${version} has another content in ${nameOf(other)}`);
    }
  }
  if (faults.length > 0) throw new HeshengError('CONFIG_INVALID', ['policies', ...faults].join('\n  '));
  return known;
};
