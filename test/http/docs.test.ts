import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import { Compile } from 'typebox/schema';
import { INSTALLATION_DIR } from '../../src/config/installation.js';
import { VERIFICATION_EXAMPLE } from '../../src/http/examples.js';
import { VerificationResource } from '../../src/http/schemas/verification.js';

const COMPILED = fileURLToPath(new URL('../../', import.meta.url));

t.test('the committed pages are those that the code makes', async (t) => {
  const script = join(INSTALLATION_DIR, 'scripts', 'generate-docs.mjs');
  const { status, stderr } = spawnSync(process.execPath, [script, '--check', '--from', COMPILED], { encoding: 'utf8' });
  t.equal(stderr, '');
  t.equal(status, 0);
});

t.test('the documented example is a verification', async (t) => {
  t.same(Compile(VerificationResource).Errors(VERIFICATION_EXAMPLE)[1], []);
});
