import { readFile } from 'node:fs/promises';
import { HeshengError } from '../errors.js';
import { asBuffer, CHANGED, unreadable } from './authenticated-cipher.js';
import type { KeyWrapper } from './key-wrapper.js';

/** A key of a key service that speaks the protocol of Vault's transit engine. */
export interface TransitKey {
  /** Of the engine: what `/encrypt/NAME` is added to. */
  readonly url: URL;
  readonly key: string;
  /** Read for every call, as tokens are renewed. */
  readonly tokenFile: string;
  /** For one call, from its start to the end of its answer. */
  readonly timeoutMs: number;
}

//  magic "HSVK" | version | ciphertext as the service gave it, ASCII: vault:v7:BASE64, with the version of the master key
//  4            | 1       | rest
const HEADER = Buffer.concat([Buffer.from('HSVK'), Buffer.from([3])]);
const CIPHERTEXT = /^vault:v([1-9]\d{0,8}):[A-Za-z0-9+/]+={0,2}$/;
const DATA_KEY_BYTES = 32;
const MOST_CIPHERTEXT = 1_024;

const unavailable = (detail: string, cause?: unknown): never => {
  throw new HeshengError('KEY_SERVICE_UNAVAILABLE', detail, { cause });
};

const base64 = (bytes: Uint8Array): string => asBuffer(bytes).toString('base64');

/** Version of the master key; null for what is no ciphertext. */
const versionOf = (ciphertext: string): number | null => {
  const version = ciphertext.length <= MOST_CIPHERTEXT ? CIPHERTEXT.exec(ciphertext)?.[1] : undefined;
  return version === undefined ? null : Number(version);
};

const ciphertextOf = (wrapped: Uint8Array): string | null => {
  const bytes = asBuffer(wrapped);
  if (!bytes.subarray(0, HEADER.length).equals(HEADER)) return null;
  const ciphertext = bytes.subarray(HEADER.length).toString('latin1');
  return versionOf(ciphertext) === null ? null : ciphertext;
};

/** The field of `data` in an answer; undefined when there is none. */
const fieldOf = (answer: unknown, name: string): unknown =>
  (answer as { readonly data?: Readonly<Record<string, unknown>> } | null)?.data?.[name];

interface Call {
  readonly operation: 'encrypt' | 'decrypt' | 'keys';
  readonly body?: Readonly<Record<string, string>>;
  /** What a refusal of the request itself (400) means. */
  readonly refused: (status: number) => never;
}

/** One call. The service's own words are not repeated: they may hold what was sent. */
const ask = async ({ url, key, tokenFile, timeoutMs }: TransitKey, call: Call): Promise<unknown> => {
  const place = `${url.href.replace(/\/+$/, '')}/${call.operation}/${encodeURIComponent(key)}`;
  try {
    const token = (await readFile(tokenFile, 'utf8')).trim();
    const response = await fetch(place, {
      method: call.body === undefined ? 'GET' : 'POST',
      headers: { 'x-vault-token': token, 'content-type': 'application/json' },
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
      // The data key goes to the configured host and to no other.
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await response.text();
    if (response.status === 400) call.refused(response.status);
    if (!response.ok) unavailable(`it answered ${response.status} to ${call.operation}`);
    return JSON.parse(text) as unknown;
  } catch (cause) {
    if (cause instanceof HeshengError) throw cause;
    return unavailable(`it cannot be asked to ${call.operation} (${nameOf(cause)})`, cause);
  }
};

const nameOf = (error: unknown): string => {
  const cause = (error as { readonly cause?: { readonly code?: unknown } }).cause?.code;
  const code = (error as { readonly code?: unknown }).code;
  const found = [cause, code, (error as Error).name].find((name) => typeof name === 'string');
  return String(found);
};

const refusedKey = (status: number): never => unavailable(`it answered ${status}: no such key, or no key for this use`);

/**
 * Wraps under a key that never leaves a key service: `POST URL/encrypt/KEY`, `POST URL/decrypt/KEY` and `GET URL/keys/KEY`
 * as in HashiCorp Vault's and OpenBao's transit engine, with `associated_data` for the context.
 */
export const transitKeyWrapper = (service: TransitKey): KeyWrapper => {
  const named = (version: number): string => `service/${service.key}/v${version}`;
  const keyOf = (wrapped: Uint8Array): string | null => {
    const ciphertext = ciphertextOf(wrapped);
    return ciphertext === null ? null : named(versionOf(ciphertext)!);
  };
  return {
    keyOf,
    currentKey: async () => {
      const version = fieldOf(await ask(service, { operation: 'keys', refused: refusedKey }), 'latest_version');
      return Number.isSafeInteger(version) ? named(version as number) : unavailable('it names no version of its key');
    },
    wrap: async (dataKey, context) => {
      const body = { plaintext: base64(dataKey), associated_data: base64(context) };
      const answer = await ask(service, { operation: 'encrypt', body, refused: refusedKey });
      const ciphertext = fieldOf(answer, 'ciphertext');
      if (typeof ciphertext !== 'string' || versionOf(ciphertext) === null)
        return unavailable('it answered with no ciphertext');
      return new Uint8Array(Buffer.concat([HEADER, Buffer.from(ciphertext, 'latin1')]));
    },
    unwrap: async (wrapped, context) => {
      const ciphertext = ciphertextOf(wrapped) ?? unreadable('its key was wrapped under another master key');
      const body = { ciphertext, associated_data: base64(context) };
      const answer = await ask(service, { operation: 'decrypt', body, refused: () => unreadable(CHANGED) });
      const plaintext = fieldOf(answer, 'plaintext');
      const dataKey = typeof plaintext === 'string' ? Buffer.from(plaintext, 'base64') : null;
      return dataKey?.length === DATA_KEY_BYTES ? dataKey : unavailable('it answered with no data key');
    },
  };
};
