#!/usr/bin/env node
import { Command } from 'commander';
import { VERSION } from '../config/installation.js';
import { HeshengError } from '../errors.js';
import { addBenchCommand } from './bench.js';
import { addCalibrateCommand } from './calibrate.js';
import { EXIT } from './exit-codes.js';
import { addKeysCommand } from './keys.js';
import { addModelsCommand } from './models.js';
import { addPoliciesCommand } from './policies.js';
import { addReplayCommand } from './replay.js';
import { addServeCommand } from './serve.js';
import { addConfigCommand } from './show-config.js';
import { addVerifyCommand } from './verify.js';

const program = new Command('hesheng')
  // Options behind a command are its own, though the command before it has one of that name.
  .enablePositionalOptions()
  .description('Verifies that a customer read a clause aloud. Settings: docs/configuration.md, or `hesheng config`.')
  .version(VERSION)
  .showHelpAfterError();

for (const addCommand of [
  addServeCommand,
  addVerifyCommand,
  addReplayCommand,
  addPoliciesCommand,
  addModelsCommand,
  addKeysCommand,
  addConfigCommand,
  addBenchCommand,
  addCalibrateCommand,
]) {
  addCommand(program);
}

const explain = (error: unknown): string => {
  if (error instanceof HeshengError) return `${error.code}: ${error.detail}`;
  if (!(error instanceof Error)) return String(error);
  // A fault of the file system speaks for itself.
  return 'syscall' in error ? error.message : (error.stack ?? error.message);
};

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  // Not left to the event loop: a service that failed to start may hold sockets and processes.
  process.exit(EXIT.technical);
}
