import type { Command } from 'commander';
import { SETTING_NAMES, SETTINGS, type SettingName, variable } from '../config/settings.js';
import { type LoadedConfig, loadConfig } from '../config.js';
import { displayWidth } from './display-width.js';
import { printLines, table } from './terminal.js';

const shown = ({ config }: LoadedConfig, name: SettingName): string => {
  const setting = SETTINGS[name];
  const value = config[name];
  if (value === null) return 'otherwise' in setting ? `(${setting.otherwise})` : '';
  return 'secret' in setting ? '********' : String(value);
};

/** `hesheng config`: what is in force, and where it comes from. */
export const addConfigCommand = (program: Command): void => {
  program
    .command('config')
    .description('print the settings in force, secrets masked')
    .action(() => {
      const loaded = loadConfig();
      const rows = SETTING_NAMES.map((name) => [variable(name), shown(loaded, name), loaded.sources[name]]);
      printLines(table([['SETTING', 'VALUE', 'FROM'], ...rows], displayWidth));
    });
};
