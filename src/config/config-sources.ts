import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { CONFIG_VARIABLE, fileKey, SETTING_NAMES, SETTINGS, type SettingName, variable } from './settings.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/** A value that somebody gave, before it is parsed. */
export interface RawValue {
  readonly value: unknown;
  readonly source: 'environment' | 'file';
  /** How a fault names it. */
  readonly label: string;
  /** What relative paths are relative to. */
  readonly folder: string;
}

export interface RawValues {
  readonly values: ReadonlyMap<SettingName, RawValue>;
  readonly faults: readonly string[];
}

const message = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'not JSON';

const isSecret = (name: SettingName): boolean => 'secret' in SETTINGS[name];

const fromFile = (path: string): RawValues => {
  const values = new Map<SettingName, RawValue>();
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    return { values, faults: [`${CONFIG_VARIABLE}: the file cannot be read (${message(error)})`] };
  }
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    return { values, faults: [`${CONFIG_VARIABLE}: the file must hold a JSON object`] };
  }
  const known = new Map(SETTING_NAMES.map((name) => [fileKey(name), name]));
  const faults: string[] = [];
  for (const [key, value] of Object.entries(content)) {
    const name = known.get(key);
    if (name)
      values.set(name, { value, source: 'file', label: `"${key}" in the file`, folder: dirname(resolve(path)) });
    else faults.push(`"${key}" in the file: is no setting`);
  }
  return { values, faults };
};

const readSecret = (env: Environment, name: SettingName, faults: string[]): string | undefined => {
  const path = env[`${variable(name)}_FILE`];
  if (path === undefined) return env[variable(name)];
  if (env[variable(name)] !== undefined) faults.push(`${variable(name)}: is given twice, as a value and as a file`);
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    faults.push(`${variable(name)}_FILE: cannot be read (${message(error)})`);
    return undefined;
  }
};

const fromEnvironment = (env: Environment): RawValues => {
  const values = new Map<SettingName, RawValue>();
  const faults: string[] = [];
  for (const name of SETTING_NAMES) {
    const value = isSecret(name) ? readSecret(env, name, faults) : env[variable(name)];
    if (value !== undefined)
      values.set(name, { value, source: 'environment', label: variable(name), folder: process.cwd() });
  }
  return { values, faults };
};

const unknownVariables = (env: Environment): readonly string[] => {
  const known = new Set([
    CONFIG_VARIABLE,
    ...SETTING_NAMES.flatMap((name) => [variable(name), ...(isSecret(name) ? [`${variable(name)}_FILE`] : [])]),
  ]);
  const unknown = Object.keys(env).filter((name) => name.startsWith('HESHENG_') && !known.has(name));
  return unknown.sort().map((name) => `${name}: is no setting`);
};

/** Everything that was given: the environment wins over the file. */
export const readSources = (env: Environment): RawValues => {
  const file = env[CONFIG_VARIABLE] === undefined ? null : fromFile(env[CONFIG_VARIABLE]);
  const environment = fromEnvironment(env);
  return {
    values: new Map([...(file?.values ?? []), ...environment.values]),
    faults: [...unknownVariables(env), ...(file?.faults ?? []), ...environment.faults],
  };
};
