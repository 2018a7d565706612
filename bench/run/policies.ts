import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { canonicalJson, type JsonValue } from '../../src/audit/canonical-json.js';
import { HeshengError } from '../../src/errors.js';
import { parsePolicy, shippedPolicies } from '../../src/verdict/policies.js';
import type { Policy } from '../../src/verdict/policy.js';

/** A policy and the hash of its content. */
export interface NamedPolicy {
  /** `id/version`. */
  readonly name: string;
  readonly policy: Policy;
  readonly sha256: string;
}

const readPolicyFile = async (file: string): Promise<Policy> => {
  try {
    return parsePolicy(JSON.parse(await readFile(file, 'utf8')));
  } catch (cause) {
    if (cause instanceof HeshengError) throw cause;
    throw new HeshengError('CONFIG_INVALID', `${file}: no readable policy`, { cause });
  }
};

/** The shipped policy of an id, or the one in a file. @throws HeshengError POLICY_NOT_FOUND or CONFIG_INVALID. */
export const openPolicy = async (idOrFile: string): Promise<NamedPolicy> => {
  const shipped = shippedPolicies().find(({ id }) => id === idOrFile);
  if (!shipped && !existsSync(idOrFile)) {
    throw new HeshengError('POLICY_NOT_FOUND', `${idOrFile} is neither a shipped policy nor a file`);
  }
  const policy = shipped ?? (await readPolicyFile(idOrFile));
  const sha256 = createHash('sha256')
    .update(canonicalJson({ ...policy } as unknown as JsonValue))
    .digest('hex');
  return { name: `${policy.id}/${policy.version}`, policy, sha256 };
};
