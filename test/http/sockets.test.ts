import { connect } from 'node:net';
import t from 'tap';
import { startApi } from './support/api.js';

const raw = (origin: string, bytes: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(origin);
    let answer = '';
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    socket.on('data', (chunk) => {
      answer += chunk.toString();
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });

t.test('bytes that are no request, and headers that never end, are answered with a problem too', async (t) => {
  const api = await startApi(t);
  const origin = await api.listen();
  t.match(await raw(origin, 'NONSENSE\r\n\r\n'), /^HTTP\/1\.1 400 [\s\S]*application\/problem\+json[\s\S]*BAD_REQUEST/);
  const long = `GET /livez HTTP/1.1\r\nHost: a\r\nX-Long: ${'a'.repeat(20_000)}\r\n\r\n`;
  t.match(await raw(origin, long), /^HTTP\/1\.1 431 [\s\S]*HEADERS_TOO_LARGE/);
});

t.test('a request that does not arrive in time is given up', async (t) => {
  const api = await startApi(t, { requestTimeoutMs: 200, checkConnectionsMs: 50 });
  const answer = await raw(await api.listen(), 'PUT /v1/clauses/a/versions/1 HTTP/1.1\r\nHost: a\r\nContent-Le');
  t.match(answer, /^HTTP\/1\.1 408 [\s\S]*REQUEST_TIMEOUT/);
});
