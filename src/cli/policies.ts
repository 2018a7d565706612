import { basename, dirname, resolve } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { modelsDirOf } from '../config/installation.js';
import { loadPolicies, readPolicyFile, type SourcedPolicy } from '../config/policy-folder.js';
import { loadConfig } from '../config.js';
import type { ModelIdentity } from '../engine/model-identity.js';
import { fileOfKind, modelForRole, readRegistry } from '../model/registry.js';
import type { Policy } from '../verdict/policy.js';
import { stampMismatch } from '../verdict/stamp-mismatch.js';
import { findPolicy, policiesInForce } from '../verification/policies.js';
import { runningVersions } from '../verification/running-versions.js';
import { documentHash } from '../verification/sha256.js';
import { displayWidth } from './display-width.js';
import { EXIT } from './exit-codes.js';
import { printJson, printLines, table } from './terminal.js';

const ROLES = ['asr', 'vad', 'voice'] as const;

const known = (): readonly SourcedPolicy[] => loadPolicies(loadConfig().config);

const validated = ({ profiles }: Policy): string =>
  Object.keys(profiles)
    .filter((id) => profiles[id]?.support === 'validated')
    .join(',') || '-';

const list = (): void => {
  const all = known();
  const inForce = new Set(policiesInForce(all.map(({ policy }) => policy)));
  const rows = all.map(({ policy, file }) => [
    policy.id,
    String(policy.version),
    inForce.has(policy) ? 'in force' : 'for replays',
    validated(policy),
    file ?? 'shipped',
    documentHash(policy).slice(0, 12),
  ]);
  printLines(table([['ID', 'VERSION', 'USE', 'MAY PASS', 'FROM', 'SHA-256'], ...rows], displayWidth));
};

const show = (id: string, version: number | undefined): void => {
  printJson(
    findPolicy(
      known().map(({ policy }) => policy),
      id,
      version ?? null,
    ),
  );
};

const installedModels = async (): Promise<readonly ModelIdentity[]> => {
  const registry = await readRegistry(modelsDirOf(loadConfig().config));
  return ROLES.map((role) => {
    const entry = modelForRole(registry, role);
    return { role, id: entry.id, sha256: fileOfKind(entry, 'network').sha256 };
  });
};

/** Whether the file is a policy, and whether what is installed is what it was calibrated with. */
const check = async (file: string): Promise<void> => {
  const path = resolve(file);
  const policy = readPolicyFile(dirname(path), basename(path));
  printLines([`${policy.id} version ${policy.version}  ok  sha256 ${documentHash(policy)}`]);
  if (policy.stamp === null) return;
  const differs = stampMismatch(policy, runningVersions(await installedModels()));
  if (differs.length === 0) return;
  printLines(['Its bound does not hold here:', ...differs.map((one) => `  ${one}`)]);
  process.exitCode = EXIT.different;
};

const parseVersion = (text: string): number => {
  const version = Number(text);
  if (Number.isSafeInteger(version) && version >= 1) return version;
  throw new InvalidArgumentError('A version is a whole number from 1.');
};

/** `hesheng policies list|show|check`. */
export const addPoliciesCommand = (program: Command): void => {
  const policies = program.command('policies').description('thresholds of the judge');
  policies.command('list').description('every version, shipped or of the policy folder').action(list);
  policies
    .command('show')
    .description('print one as it would stand in a file')
    .argument('<id>')
    .argument('[version]', 'not the one in force', parseVersion)
    .action(show);
  policies
    .command('check')
    .description('say all that is wrong with a file, and what differs from what it was calibrated with')
    .argument('<file>')
    .action(check);
};
