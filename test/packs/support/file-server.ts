import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Served {
  readonly body: Buffer;
  readonly etag?: string;
  /** Bytes of this answer's body after which the connection is cut. */
  readonly cutAt?: number;
  /** A server that knows no ranges. */
  readonly whole?: boolean;
  /** A server that answers a range of another file although If-Range forbids it. */
  readonly ignoresIfRange?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
}

const rangeStart = ({ headers }: IncomingMessage, { etag, whole, ignoresIfRange }: Served): number => {
  const start = /^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1];
  if (start === undefined || whole) return 0;
  const condition = headers['if-range'];
  return condition === undefined || condition === etag || ignoresIfRange ? Number(start) : 0;
};

/** Told of a cut to come: of `upTo`, counted from the start of the file, and how to cut once the client has so much. */
export type Hold = (upTo: number, cut: () => void) => void;

/**
 * Answers like a file server, ranges and conditions included, and cuts the connection where it is told to. A client may
 * drop bytes that arrive together with the end of the connection, so the cut waits until `hold` says that they are taken.
 */
export const serve = (
  request: IncomingMessage,
  response: ServerResponse,
  served: Served,
  hold: Hold = (_, cut) => cut(),
): void => {
  const { body, etag, cutAt, headers } = served;
  const start = rangeStart(request, served);
  const rest = body.subarray(start);
  if (start > 0 && start >= body.length) {
    response.writeHead(416, { 'content-range': `bytes */${body.length}` }).end();
    return;
  }
  response.writeHead(start > 0 ? 206 : 200, {
    'content-length': rest.length,
    ...(etag === undefined ? {} : { etag }),
    ...(start > 0 ? { 'content-range': `bytes ${start}-${body.length - 1}/${body.length}` } : {}),
    ...headers,
  });
  if (cutAt === undefined || cutAt >= rest.length) {
    response.end(rest);
    return;
  }
  response.flushHeaders();
  const cut = (): void => void response.socket?.destroySoon();
  if (cutAt === 0) {
    cut();
    return;
  }
  hold(start + cutAt, cut);
  response.write(rest.subarray(0, cutAt));
};

export interface FileServer {
  readonly url: string;
  readonly requests: readonly IncomingMessage[];
  close(): Promise<void>;
}

type Handler = (request: IncomingMessage, response: ServerResponse, count: number) => void;

const listen = (server: Server): Promise<void> => new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));

/** A server of this machine; `handler` gets the number of the request, from 0. */
export const startFileServer = async (handler: Handler): Promise<FileServer> => {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    handler(request, response, requests.length - 1);
  });
  await listen(server);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
