// Writes the pages of docs/ that are made from code: node scripts/generate-docs.mjs [--check] [--from DIR]
// --check writes nothing and ends with 1 when a committed page differs; --from names the compiled code (default: dist).
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { apiPage } from './docs/api-page.mjs';
import { configurationPage } from './docs/configuration-page.mjs';
import { errorsPage } from './docs/errors-page.mjs';
import { metricsPage } from './docs/metrics-page.mjs';
import { policyPage } from './docs/policy-page.mjs';

const ROOT = resolve(import.meta.dirname, '..');

const { values: options } = parseArgs({
  options: { check: { type: 'boolean', default: false }, from: { type: 'string', default: join(ROOT, 'dist') } },
});

const compiled = (path) => import(pathToFileURL(resolve(options.from, 'src', path)).href);

/** The document of an application that nobody asks anything. */
const openapiDocument = async (metrics) => {
  const [{ createApi }, { createLogger }, { VERSION }] = await Promise.all(
    ['http/app.js', 'logger.js', 'config/installation.js'].map(compiled),
  );
  const uploadDir = mkdtempSync(join(tmpdir(), 'hesheng-docs-'));
  const limits = { maxAudioBytes: 1, maxWaitMs: 0, rateLimitPerMinute: 1, maxEventLoopDelayMs: 60_000 };
  const { app } = await createApi({
    ...limits,
    useCases: {},
    models: () => [],
    readiness: async () => ({}),
    metrics,
    logger: createLogger('silent'),
    version: VERSION,
    uploadDir,
    requestTimeoutMs: 1_000,
    keepAliveMs: 1_000,
  });
  const document = JSON.parse(JSON.stringify(app.swagger()));
  await app.close();
  rmSync(uploadDir, { recursive: true });
  return document;
};

const pages = async () => {
  const [{ ERRORS }, settings, catalogue, { shippedPolicies }, tables] = await Promise.all(
    ['errors.js', 'config/settings.js', 'metrics/catalogue.js', 'verdict/policies.js', 'verdict/documentation.js'].map(
      compiled,
    ),
  );
  const document = await openapiDocument({});
  return {
    'docs/errors.md': errorsPage(ERRORS),
    'docs/configuration.md': configurationPage(settings),
    'docs/metrics.md': metricsPage(catalogue),
    'docs/policy.md': policyPage({ policies: shippedPolicies(), ...tables }),
    'docs/api/openapi.json': `${JSON.stringify(document, null, 2)}\n`,
    'docs/api/README.md': apiPage(document),
  };
};

const readPage = (path) => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
};

const write = (path, text) => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
};

const generated = Object.entries(await pages()).map(([name, text]) => ({ name, path: join(ROOT, name), text }));
const stale = generated.filter(({ path, text }) => readPage(path) !== text);

if (options.check) {
  for (const { name } of stale) console.error(`${name} is out of date: run node scripts/generate-docs.mjs`);
  process.exitCode = stale.length === 0 ? 0 : 1;
} else {
  for (const { path, text } of stale) write(path, text);
  console.log(`${stale.length} of ${generated.length} pages written`);
}
