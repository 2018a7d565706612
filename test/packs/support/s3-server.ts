import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface S3rver {
  run(): Promise<AddressInfo>;
  close(): Promise<void>;
}
type Bucket = { readonly name: string };
type Options = Readonly<Record<string, string | number | boolean | readonly Bucket[]>>;

// It has no types.
const Server = createRequire(import.meta.url)('s3rver') as new (options: Options) => S3rver;

/** The keys that s3rver knows, and nothing of this machine's own. */
export const S3_ENV = {
  AWS_ACCESS_KEY_ID: 'S3RVER',
  AWS_SECRET_ACCESS_KEY: 'S3RVER',
  AWS_EC2_METADATA_DISABLED: 'true',
} as const;

/** What stands between client and server does to one request: cuts its answer after so many bytes, or refuses it. */
export type Meddle = { readonly cutAt: number } | { readonly status: number; readonly body: string } | null;

/**
 * s3rver with one bucket, `packs`, behind a proxy that leaves requests and signatures as they are. A cut comes only when
 * `taken` says that the client has the bytes: it may drop what arrives together with the end.
 */
export const startS3 = async () => {
  const directory = mkdtempSync(join(tmpdir(), 'hesheng-s3-'));
  const server = new Server({
    port: 0,
    address: '127.0.0.1',
    silent: true,
    directory,
    configureBuckets: [{ name: 'packs' }],
  });
  const { port } = await server.run();
  const asked: IncomingMessage[] = [];
  let meddle: (request: IncomingMessage) => Meddle | Promise<Meddle> = () => null;
  let held: { readonly upTo: number; readonly cut: () => void } | null = null;

  const pass = (incoming: IncomingMessage, response: ServerResponse, cutAt: number | null): void => {
    const { method, url, headers } = incoming;
    const onward = request({ host: '127.0.0.1', port, method, path: url, headers }, async (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      if (cutAt === null) return void answer.pipe(response);
      const parts: Buffer[] = [];
      for await (const part of answer) parts.push(part as Buffer);
      held = { upTo: cutAt, cut: () => response.socket?.destroy() };
      response.write(Buffer.concat(parts).subarray(0, cutAt));
    });
    incoming.pipe(onward);
  };
  const proxy = createServer(async (incoming, response) => {
    asked.push(incoming);
    const done = await meddle(incoming);
    if (done !== null && 'status' in done) response.writeHead(done.status).end(done.body);
    else pass(incoming, response, done?.cutAt ?? null);
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  return {
    endpoint,
    asked: asked as readonly IncomingMessage[],
    meddle: (how: typeof meddle) => {
      asked.length = 0;
      meddle = how;
    },
    taken: (done: number): void => {
      if (held === null || done < held.upTo) return;
      held.cut();
      held = null;
    },
    close: async () => {
      proxy.closeAllConnections();
      await new Promise((resolve) => proxy.close(resolve));
      await server.close();
      rmSync(directory, { recursive: true });
    },
  };
};
