import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Fault = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * A key service of our own that speaks the protocol of Vault's transit engine over HTTP, as far as Hesheng uses it. It holds
 * versions of one key, checks tokens and the associated data, and can be told to fail. It is not Vault.
 */
export interface TransitServer {
  readonly url: URL;
  /** `OPERATION METHOD` of every call. */
  readonly calls: string[];
  /** A new version of the key, which encrypts from now on. */
  rotate(): void;
  /** Answers every call until it is null again. */
  failWith(fault: Fault | null): void;
  close(): Promise<void>;
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

const bytesOf = (text: unknown): Buffer => Buffer.from(String(text ?? ''), 'base64');

const encrypt = (key: Buffer, version: number, { plaintext, associated_data }: Record<string, unknown>): object => {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(bytesOf(associated_data));
  const parts = [nonce, cipher.update(bytesOf(plaintext)), cipher.final(), cipher.getAuthTag()];
  return { ciphertext: `vault:v${version}:${Buffer.concat(parts).toString('base64')}` };
};

const decrypt = (keys: readonly Buffer[], { ciphertext, associated_data }: Record<string, unknown>): object => {
  const [, version, text] = String(ciphertext).split(':');
  const bytes = bytesOf(text);
  const key = keys[Number(version?.slice(1)) - 1]!;
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES))
    .setAAD(bytesOf(associated_data))
    .setAuthTag(bytes.subarray(-TAG_BYTES));
  const plain = [decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()];
  return { plaintext: Buffer.concat(plain).toString('base64') };
};

const bodyOf = async (request: IncomingMessage): Promise<Record<string, unknown>> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return chunks.length === 0 ? {} : JSON.parse(Buffer.concat(chunks).toString());
};

export const startTransitServer = async (token: string, name = 'hesheng'): Promise<TransitServer> => {
  const keys = [randomBytes(32)];
  const calls: string[] = [];
  let fault: Fault | null = null;

  const answer = (operation: string, body: Record<string, unknown>): object => {
    if (operation === 'keys') return { latest_version: keys.length, name };
    return operation === 'encrypt' ? encrypt(keys.at(-1)!, keys.length, body) : decrypt(keys, body);
  };
  const send = (response: ServerResponse, status: number, body: object): void => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
  const server = createServer(async (request, response) => {
    const [, , , operation = '', key] = (request.url ?? '').split('/');
    calls.push(`${operation} ${request.method}`);
    if (fault !== null) return fault(request, response);
    if (request.headers['x-vault-token'] !== token) return send(response, 403, { errors: ['permission denied'] });
    if (key !== name) return send(response, operation === 'keys' ? 404 : 400, { errors: ['encryption key not found'] });
    const body = await bodyOf(request);
    try {
      send(response, 200, { data: answer(operation, body) });
    } catch {
      send(response, 400, { errors: ['cipher: message authentication failed'] });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/transit`),
    calls,
    rotate: () => void keys.push(randomBytes(32)),
    failWith: (next) => {
      fault = next;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};
