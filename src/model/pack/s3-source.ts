import type { GetObjectCommandOutput, S3Client } from '@aws-sdk/client-s3';
import { HeshengError } from '../../errors.js';
import { type ByteSource, type OpenedBytes, SourceFault } from './byte-source.js';
import { networkCode, parseContentRange, shownUrl, statusFault, strongEtag } from './web-rules.js';

const SECOND = 1_000;

export interface S3Options {
  /** `http:` or `https:`; null is AWS's own of the region. */
  readonly endpoint: string | null;
  readonly region: string;
  /** The bucket in the path rather than in the host name. */
  readonly pathStyle: boolean;
  readonly timeouts?: S3Timeouts;
}

export interface S3Timeouts {
  readonly connectMs: number;
  /** Until the answer begins. */
  readonly headersMs: number;
  /** Between two pieces of the body. */
  readonly idleMs: number;
}

const TIMEOUTS: S3Timeouts = { connectMs: 10 * SECOND, headersMs: 30 * SECOND, idleMs: 30 * SECOND };

type S3Module = typeof import('@aws-sdk/client-s3');

interface Opened {
  readonly sdk: S3Module;
  readonly client: S3Client;
}

const endpointOf = (endpoint: string): URL => {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : null;
  if (url !== null && ['http:', 'https:'].includes(url.protocol) && url.username === '') return url;
  throw new HeshengError('CONFIG_INVALID', 'HESHENG_S3_ENDPOINT must be an https or http URL without credentials');
};

/** Loads the client only now: commands that need no S3 do not pay for it. */
const openClient = async ({ endpoint, region, pathStyle, timeouts = TIMEOUTS }: S3Options): Promise<Opened> => {
  const own = endpoint === null ? null : endpointOf(endpoint);
  // Its releases of 2027 will want a newer Node.js: that is for whoever updates it to read, not for whoever fetches.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  const sdk = await import('@aws-sdk/client-s3');
  const client = new sdk.S3Client({
    region,
    forcePathStyle: pathStyle,
    ...(own === null ? {} : { endpoint: own.href }),
    // A download is tried again by itself, from where it stopped, and its hash is our own.
    maxAttempts: 1,
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: {
      connectionTimeout: timeouts.connectMs,
      requestTimeout: timeouts.headersMs,
      throwOnRequestTimeout: true,
      socketTimeout: timeouts.idleMs,
    },
  });
  // The SDK's own variables may name another endpoint; without TLS only the one of our setting is asked.
  client.middlewareStack.add(
    (next) => async (args) => {
      const { protocol } = args.request as { readonly protocol: string };
      if (protocol === 'https:' || own?.protocol === 'http:') return next(args);
      throw new SourceFault('refused', 'S3 is asked over plain http only at HESHENG_S3_ENDPOINT', false);
    },
    { step: 'build', name: 'tlsUnlessConfigured' },
  );
  return { sdk, client };
};

const statusOf = (error: unknown): number | null => {
  const found = (error as { readonly $metadata?: { readonly httpStatusCode?: number } }).$metadata?.httpStatusCode;
  return found ?? null;
};

/** The error code of S3, such as AccessDenied: the messages beside it may repeat keys and are not shown. */
const wordOf = (error: unknown): string => {
  const name = error instanceof Error ? error.name : '';
  return /^[A-Za-z]{1,60}$/.test(name) ? name : 'unknown';
};

const faultOf = (error: unknown, shown: string): SourceFault => {
  if (error instanceof SourceFault) return error;
  const options = { cause: error };
  const [status, word] = [statusOf(error), wordOf(error)];
  if (word === 'NoSuchBucket') return new SourceFault('missing', `${shown}: there is no such bucket`, false, options);
  if (word.startsWith('Credentials')) {
    return new SourceFault('refused', `${shown}: no credentials, give AWS_ACCESS_KEY_ID and others`, false, options);
  }
  if (status === null) {
    return new SourceFault('offline', `${shown} cannot be reached (${networkCode(error)})`, true, options);
  }
  if (status === 403) return new SourceFault('refused', `${shown}: access denied (${word})`, false, options);
  if (status === 301 || status === 307) {
    return new SourceFault('refused', `${shown}: the bucket is in another region (HESHENG_S3_REGION)`, false, options);
  }
  return (
    statusFault(status, shown) ?? new SourceFault('refused', `${shown} sends what is no answer of S3`, true, options)
  );
};

/** Body pieces; a connection that breaks is a fault to go on from, not an end. */
async function* bodyOf(shown: string, body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (error) {
    const code = networkCode(error);
    throw new SourceFault('offline', `the connection to ${shown} broke (${code})`, true, { cause: error });
  }
}

type Body = AsyncIterable<Uint8Array> & { destroy(): void };

const opened = (shown: string, answer: GetObjectCommandOutput): OpenedBytes => {
  const range = parseContentRange(answer.ContentRange) ?? { offset: 0, total: answer.ContentLength ?? null };
  return { ...range, validator: strongEtag(answer.ETag), body: bodyOf(shown, answer.Body as Body) };
};

/** Bucket and key of `s3://bucket/key`. */
const objectOf = (url: URL): { readonly Bucket: string; readonly Key: string } => {
  try {
    const [Bucket, Key] = [url.host, decodeURIComponent(url.pathname.slice(1))];
    if (Bucket !== '' && Key !== '') return { Bucket, Key };
  } catch {
    // Falls to the same answer: a name that is no name.
  }
  throw new SourceFault('refused', `${shownUrl(url)} is not of the form s3://bucket/key`, false);
};

/** The part that we have is of another object than this one, or longer than it. */
const isOther = (error: unknown, offset: number): boolean => offset > 0 && [412, 416].includes(statusOf(error) ?? 0);

/** Reads one object. */
class S3Source implements ByteSource {
  readonly shown: string;
  readonly #url: URL;
  readonly #connect: () => Promise<Opened>;

  constructor(url: URL, connect: () => Promise<Opened>) {
    this.#url = url;
    this.#connect = connect;
    this.shown = shownUrl(url);
  }

  async open(offset: number, validator: string | null): Promise<OpenedBytes> {
    const answer = await this.#ask(offset, validator);
    if (answer === null) return this.open(0, null);
    const bytes = opened(this.shown, answer);
    // A server may ignore If-Match.
    const changed = bytes.offset > 0 && validator !== null && bytes.validator !== validator;
    if (bytes.offset === 0 || (bytes.offset === offset && !changed)) return bytes;
    (answer.Body as Body).destroy();
    if (offset === 0) throw new SourceFault('refused', `${this.shown} sends a part that nobody asked for`, false);
    return this.open(0, null);
  }

  /** The answer; null when the object is not the one of which we have a part. */
  async #ask(offset: number, validator: string | null): Promise<GetObjectCommandOutput | null> {
    const { sdk, client } = await this.#connect();
    const rest = offset > 0 ? { Range: `bytes=${offset}-` } : {};
    const same = offset > 0 && validator !== null ? { IfMatch: validator } : {};
    const command = new sdk.GetObjectCommand({ ...objectOf(this.#url), ...rest, ...same });
    try {
      return await client.send(command);
    } catch (error) {
      if (isOther(error, offset)) return null;
      throw faultOf(error, this.shown);
    }
  }
}

export interface S3 {
  /** `s3://bucket/key`. */
  source(url: URL): ByteSource;
  close(): Promise<void>;
}

/**
 * Objects of S3 and of what speaks its protocol. Credentials come from where the SDK looks for them: the environment, its
 * files, the role of the machine. The sources reject with HeshengError CONFIG_INVALID when the endpoint is no URL.
 */
export const createS3 = (options: S3Options): S3 => {
  let connecting: Promise<Opened> | null = null;
  const connect = (): Promise<Opened> => {
    connecting ??= openClient(options);
    return connecting;
  };
  return {
    source: (url) => new S3Source(url, connect),
    close: async () => {
      const connected = await connecting?.catch(() => null);
      connected?.client.destroy();
    },
  };
};
