import type { Command } from 'commander';
import { addModelsActivateCommands } from './models-activate.js';
import { addModelsAddCommand } from './models-add.js';
import { addModelsBenchCommand } from './models-bench.js';
import { addModelsFetchCommands } from './models-fetch.js';
import { addModelsStoreCommands } from './models-store.js';

/** `hesheng models list|verify|remove|available|fetch|add|bench|activate|deactivate|rollback|shadow`. */
export const addModelsCommand = (program: Command): void => {
  const models = program.command('models').description('the models that judge, and packs of others');
  addModelsStoreCommands(models);
  addModelsFetchCommands(models);
  addModelsAddCommand(models);
  addModelsBenchCommand(models);
  addModelsActivateCommands(models);
};
