// The main job through the front door: a real service in a temporary folder, real HTTP, real models. Voices are synthetic.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { verificationReport } from '../dist/src/cli/verification-report.js';

const HESHENG = 'dist/src/cli/hesheng.js';
const ENROLMENTS = ['enrol-1.flac', 'enrol-2.flac', 'enrol-3.flac'];
const READINGS = [
  ['honest.wav', 'An honest reading in standard Mandarin'],
  ['accent-southwestern.wav', 'The same clause with a southwestern accent (zh→z, n→l, eng→en)'],
  ['sentence-missing.wav', 'A sentence left out'],
  ['negation-dropped.wav', '不 was dropped: 保证 instead of 不保证'],
];
const READY_TIMEOUT_MS = 60_000;
const style = { colour: process.stdout.isTTY === true, columns: process.stdout.columns ?? 100 };

const freePort = async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
};

const hesheng = (args, env, stdio) => spawn(process.execPath, [HESHENG, ...args], { env, stdio });

const createKey = async (env) => {
  const child = hesheng(['keys', 'create', '--name', 'demo', '--scopes', 'submit,read,admin', '--quiet'], env, [
    'ignore',
    'pipe',
    'ignore',
  ]);
  let token = '';
  child.stdout.on('data', (chunk) => {
    token += chunk;
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error('The API key could not be created.');
  return token.trim();
};

const waitUntilReady = async (origin, service) => {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  while (Date.now() < deadline && service.exitCode === null) {
    const ready = await fetch(`${origin}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (ready) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('The service did not become ready.');
};

const form = async (files, request) => {
  const body = new FormData();
  for (const file of files) body.append('audio', new Blob([await readFile(join('fixtures', file))]), basename(file));
  body.append('request', JSON.stringify(request));
  return body;
};

const post = async (url, token, body) => {
  const headers = { authorization: `Bearer ${token}`, prefer: 'wait=30' };
  const answer = await fetch(url, { method: 'POST', headers, body });
  const json = await answer.json();
  if (!answer.ok) throw new Error(`${answer.status} ${json.code}: ${json.detail}`);
  return json;
};

const showReading = async (origin, token, fixtures, [file, title]) => {
  const fixture = fixtures.find((one) => one.file === file);
  const request = {
    clause_text: fixture.clause_text,
    // One case: the synthetic voice says the same words with the same sound in each, and is no replay.
    outer_business_id: 'demo-case',
    critical_terms: fixture.critical_terms,
    speaker_id: 'demo',
    ...(fixture.dialect_hint ? { dialect_hint: fixture.dialect_hint } : {}),
  };
  const begun = performance.now();
  const verification = await post(`${origin}/v1/verifications`, token, await form([file], request));
  const tookMs = Math.round(performance.now() - begun);
  console.log(`\n${'─'.repeat(78)}\n${title}  (fixtures/${file})\nclause: ${fixture.clause_text}\n`);
  console.log(verificationReport(verification, style).join('\n'));
  console.log(`HTTP round trip: ${tookMs} ms`);
  return { file, verdict: verification.verdict, expected: fixture.expected.verdicts };
};

const run = async (env, port) => {
  const origin = `http://127.0.0.1:${port}`;
  const token = await createKey(env);
  const service = hesheng(['serve'], env, ['ignore', 'ignore', 'inherit']);
  try {
    await waitUntilReady(origin, service);
    console.log(`Hesheng listens on ${origin} with the embedded models. All voices are synthetic.`);
    const enrolment = await post(
      `${origin}/v1/speakers/demo/enrolments`,
      token,
      await form(ENROLMENTS, { consent_id: 'demo-consent' }),
    );
    console.log(
      `Enrolled speaker demo from ${ENROLMENTS.length} recordings, ${enrolment.effective_speech_ms} ms of speech.`,
    );
    const fixtures = JSON.parse(await readFile('fixtures/fixtures.json', 'utf8'));
    const shown = [];
    for (const reading of READINGS) shown.push(await showReading(origin, token, fixtures, reading));
    console.log(`\n${'─'.repeat(78)}`);
    for (const { file, verdict } of shown) console.log(`${file.padEnd(28)}${verdict}`);
    return shown.every(({ verdict, expected }) => expected.includes(verdict));
  } finally {
    service.kill('SIGTERM');
    if (service.exitCode === null) await once(service, 'exit');
  }
};

const dataDir = await mkdtemp(join(tmpdir(), 'hesheng-demo-'));
try {
  const port = await freePort();
  const env = {
    ...process.env,
    HESHENG_DATA_DIR: dataDir,
    HESHENG_HOST: '127.0.0.1',
    HESHENG_PORT: String(port),
    HESHENG_LOG_LEVEL: 'error',
  };
  process.exitCode = (await run(env, port)) ? 0 : 1;
} finally {
  await rm(dataDir, { recursive: true, force: true });
}
