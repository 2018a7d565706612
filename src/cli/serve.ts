import type { Command } from 'commander';
import { loadConfig } from '../config.js';
import type { Service } from '../main.js';
import { EXIT } from './exit-codes.js';

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;
/** Beyond the time to drain: something hangs. */
const GRACE_MS = 10_000;

/** The first signal stops in order, a second one at once. */
const stopOnSignal = (service: Service, drainMs: number): void => {
  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) process.exit(EXIT.technical);
    stopping = true;
    service.logger.info('stopping');
    setTimeout(() => process.exit(EXIT.technical), drainMs + GRACE_MS).unref();
    await service.close();
    service.logger.info('stopped');
  };
  for (const signal of SIGNALS) process.on(signal, () => void stop());
};

const serve = async (): Promise<void> => {
  const { config } = loadConfig();
  const { createService } = await import('../main.js');
  const service = await createService(config);
  stopOnSignal(service, config.drainMs);
  const origin = await service.listen();
  service.logger.info({ origin, version: process.version }, 'listening');
  await service.engine.ready();
  service.logger.info({ models: service.engine.models() }, 'ready');
};

/** `hesheng serve`. */
export const addServeCommand = (program: Command): void => {
  program.command('serve').description('serve the HTTP API and judge readings').action(serve);
};
