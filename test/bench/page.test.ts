import { accessSync, constants, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import t from 'tap';
import { htmlReport } from '../../bench/report/html-report.js';
import { SAMPLE_RESULT } from '../../bench/report/sample-result.fixture.js';

// The page in a real browser: every kind of block that a bench has, on a desk and on a telephone, by day and by night.
t.setTimeout(180_000);

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome'];
const VIEWS = [1_280, 360].flatMap((width) =>
  (['light', 'dark'] as const).map((colorScheme) => ({ width, colorScheme })),
);

const isThere = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

const browserPath = (): string => {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const found = BROWSERS.flatMap((name) => folders.map((folder) => join(folder, name))).find(isThere);
  if (!found) throw new Error(`one of ${BROWSERS.join(', ')} must be on the PATH`);
  return found;
};

/** What axe finds wrong, one line each. */
const faultsOf = async (browser: Browser, url: string, view: (typeof VIEWS)[number]) => {
  const context = await browser.newContext({
    viewport: { width: view.width, height: 900 },
    colorScheme: view.colorScheme,
    offline: true,
  });
  const page = await context.newPage();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(url);
  for (const details of await page.locator('details').all())
    await details.evaluate((it) => it.setAttribute('open', ''));
  await page.evaluate(AXE);
  const faults = (await page.evaluate(
    `axe.run().then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => [id, failureSummary, html.slice(0, 120)].join(': '))))`,
  )) as readonly string[];
  const overflow = (await page.evaluate('document.documentElement.scrollWidth - innerWidth')) as number;
  await context.close();
  return { faults, overflow, asked };
};

t.test('axe finds nothing, nothing sticks out, and nothing is fetched', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'hesheng-page-'));
  const browser = await chromium.launch({ executablePath: browserPath(), args: ['--no-sandbox'] });
  t.teardown(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });
  const path = join(folder, 'report.html');
  writeFileSync(path, htmlReport(SAMPLE_RESULT));
  const url = pathToFileURL(path).href;
  for (const view of VIEWS) {
    const { faults, overflow, asked } = await faultsOf(browser, url, view);
    t.same(faults, [], `${view.width} px, ${view.colorScheme}`);
    t.ok(overflow <= 0, `${overflow} px stick out at ${view.width} px`);
    t.same(
      asked.filter((one) => !one.startsWith('data:')),
      [url],
    );
  }
});
