import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { type Environment, type RawValue, readSources } from './config/config-sources.js';
import { parseSetting } from './config/parse-setting.js';
import type { Setting, ValueOf } from './config/setting.js';
import { SETTING_NAMES, SETTINGS, type SettingName } from './config/settings.js';
import { HeshengError } from './errors.js';

/** Every setting with its value; frozen. */
export type Config = { readonly [Name in SettingName]: ValueOf<(typeof SETTINGS)[Name]> };

export type Source = 'default' | 'file' | 'environment';

export interface LoadedConfig {
  readonly config: Config;
  readonly sources: Readonly<Record<SettingName, Source>>;
}

const defaultOf = (setting: Setting): unknown =>
  setting.type === 'path' && setting.default !== null ? resolve(setting.default) : setting.default;

const LOOPBACK: readonly string[] = ['127.0.0.1', '[::1]', 'localhost'];

/** Data keys go to the key service as they are. */
const keyServiceFaults = ({ keyServiceUrl, keyServiceTokenFile }: Config): readonly string[] => {
  if (keyServiceUrl === null) return [];
  const url = URL.canParse(keyServiceUrl) ? new URL(keyServiceUrl) : null;
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK.includes(url.hostname));
  return [
    ...(isSafe ? [] : ['HESHENG_KEY_SERVICE_URL: must be an https URL']),
    ...(keyServiceTokenFile === null ? ['HESHENG_KEY_SERVICE_TOKEN_FILE: is needed with a key service'] : []),
  ];
};

const engineFaults = (config: Config): readonly string[] => {
  const cores = availableParallelism();
  const wanted = config.engineProcesses * config.engineThreads;
  if (wanted <= cores) return [];
  return [`HESHENG_ENGINE_PROCESSES times HESHENG_ENGINE_THREADS: ${wanted} is more than the ${cores} cores`];
};

const refuse = (faults: readonly string[]): void => {
  if (faults.length === 0) return;
  throw new HeshengError('CONFIG_INVALID', ['', ...faults].join('\n  '));
};

const parseAll = (raw: ReadonlyMap<SettingName, RawValue>, faults: string[]): Config => {
  const values: Record<string, unknown> = {};
  for (const name of SETTING_NAMES) {
    const given = raw.get(name);
    values[name] = defaultOf(SETTINGS[name]);
    if (!given) continue;
    const parsed = parseSetting(SETTINGS[name], given.value, given.folder);
    if ('fault' in parsed) faults.push(`${given.label}: ${parsed.fault}`);
    else values[name] = parsed.value;
  }
  // The table types the values: parseSetting returns what the setting's type says.
  return Object.freeze(values) as Config;
};

/**
 * The configuration of this process: defaults, below the file that HESHENG_CONFIG names, below the environment.
 * @throws HeshengError CONFIG_INVALID that lists every fault.
 */
export const loadConfig = (env: Environment = process.env): LoadedConfig => {
  const { values, faults: found } = readSources(env);
  const faults = [...found];
  const config = parseAll(values, faults);
  refuse([...faults, ...engineFaults(config), ...keyServiceFaults(config)]);
  const sources = SETTING_NAMES.map((name) => [name, values.get(name)?.source ?? 'default'] as const);
  return { config, sources: Object.freeze(Object.fromEntries(sources)) as Record<SettingName, Source> };
};
