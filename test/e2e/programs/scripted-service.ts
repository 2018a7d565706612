/** `hesheng serve` whose challenges have the phrases of its arguments, so that a recording can hold one. */
import { loadConfig } from '../../../src/config.js';
import { createService } from '../../../src/main.js';
import { scriptedDraw } from '../support/scripted-draw.js';

const service = await createService(loadConfig().config, { randomBytes: scriptedDraw(process.argv.slice(2)) });
service.logger.info({ origin: await service.listen() }, 'listening');
