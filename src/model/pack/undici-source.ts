import { type Dispatcher, EnvHttpProxyAgent, request } from 'undici';
import { VERSION } from '../../config/installation.js';
import { type ByteSource, type OpenedBytes, SourceFault } from './byte-source.js';
import { networkCode, parseContentRange, redirectTarget, shownUrl, statusFault, strongEtag } from './web-rules.js';

const SECOND = 1_000;
const MAX_REDIRECTS = 5;

export interface WebTimeouts {
  readonly connectMs: number;
  /** Until the answer begins. */
  readonly headersMs: number;
  /** Between two pieces of the body. */
  readonly idleMs: number;
}

export const WEB_TIMEOUTS: WebTimeouts = { connectMs: 10 * SECOND, headersMs: 30 * SECOND, idleMs: 30 * SECOND };

type Answer = Dispatcher.ResponseData;

const offline = (url: URL, error: unknown): SourceFault =>
  new SourceFault('offline', `${url.host} cannot be reached (${networkCode(error)})`, true, { cause: error });

const header = ({ headers }: Answer, name: string): string | undefined => {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
};

const rangeHeaders = (offset: number, validator: string | null): Record<string, string> => ({
  // A transparently decompressed body would have other offsets than the file.
  'accept-encoding': 'identity',
  'user-agent': `hesheng/${VERSION}`,
  ...(offset > 0 ? { range: `bytes=${offset}-` } : {}),
  ...(offset > 0 && validator !== null ? { 'if-range': validator } : {}),
});

/** Credentials of the URL, for its own host alone: a redirect to another one must not learn them. */
const credentials = (source: URL, asked: URL): Record<string, string> => {
  if (source.username === '' || asked.origin !== source.origin) return {};
  const text = `${decodeURIComponent(source.username)}:${decodeURIComponent(source.password)}`;
  return { authorization: `Basic ${Buffer.from(text).toString('base64')}` };
};

/** Body pieces; a connection that breaks is a fault to go on from, not an end. */
async function* bodyOf(url: URL, { body }: Answer): AsyncGenerator<Uint8Array> {
  try {
    yield* body as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw new SourceFault('offline', `the connection to ${url.host} broke (${networkCode(error)})`, true, {
      cause: error,
    });
  }
}

const length = (answer: Answer): number | null => {
  const text = header(answer, 'content-length') ?? '';
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
};

const opened = (url: URL, answer: Answer): OpenedBytes => {
  const host = url.host;
  if (!['identity', undefined].includes(header(answer, 'content-encoding'))) {
    throw new SourceFault('refused', `${host} sends the file encoded`, false);
  }
  const validator = strongEtag(header(answer, 'etag'));
  const body = bodyOf(url, answer);
  if (answer.statusCode === 200) return { offset: 0, total: length(answer), validator, body };
  const range = parseContentRange(header(answer, 'content-range'));
  if (range === null) throw new SourceFault('refused', `${host} sends a part and does not say which`, false);
  return { ...range, validator, body };
};

const drop = async (answer: Answer): Promise<void> => {
  answer.body.on('error', () => undefined).destroy();
};

/** Reads one URL; proxies come from HTTPS_PROXY, HTTP_PROXY and NO_PROXY. */
class UndiciSource implements ByteSource {
  readonly shown: string;
  readonly #url: URL;
  readonly #dispatcher: Dispatcher;

  constructor(url: URL, dispatcher: Dispatcher) {
    this.#url = url;
    this.#dispatcher = dispatcher;
    this.shown = shownUrl(url);
  }

  async open(offset: number, validator: string | null): Promise<OpenedBytes> {
    const { url, answer } = await this.#ask(offset, validator);
    const unsatisfiable = answer.statusCode === 416 && offset > 0;
    const fault = unsatisfiable ? null : statusFault(answer.statusCode, url.host);
    if (fault !== null) {
      await drop(answer);
      throw fault;
    }
    if (!unsatisfiable) {
      const bytes = opened(url, answer);
      const changed = bytes.offset > 0 && validator !== null && bytes.validator !== validator;
      if (bytes.offset === 0 || (bytes.offset === offset && !changed)) return bytes;
    }
    // The part that we have is of another file than this one.
    await drop(answer);
    if (offset === 0) throw new SourceFault('refused', `${url.host} sends a part that nobody asked for`, false);
    return this.open(0, null);
  }

  async #ask(offset: number, validator: string | null): Promise<{ readonly url: URL; readonly answer: Answer }> {
    let url = this.#url;
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      const headers = { ...rangeHeaders(offset, validator), ...credentials(this.#url, url) };
      const answer = await this.#request(url, headers);
      if (![301, 302, 303, 307, 308].includes(answer.statusCode)) return { url, answer };
      await drop(answer);
      url = redirectTarget(url, header(answer, 'location'));
    }
    throw new SourceFault('refused', `${this.#url.host} redirects without end`, false);
  }

  async #request(url: URL, headers: Record<string, string>): Promise<Answer> {
    try {
      return await request(url, { headers, dispatcher: this.#dispatcher });
    } catch (error) {
      throw offline(url, error);
    }
  }
}

export interface Web {
  source(url: URL): ByteSource;
  close(): Promise<void>;
}

/** HTTP and HTTPS. Certificates are checked against Node's list and NODE_EXTRA_CA_CERTS. */
export const createUndiciWeb = ({ connectMs, headersMs, idleMs }: WebTimeouts = WEB_TIMEOUTS): Web => {
  const dispatcher = new EnvHttpProxyAgent({
    connect: { timeout: connectMs },
    headersTimeout: headersMs,
    bodyTimeout: idleMs,
  });
  return {
    source: (url) => new UndiciSource(url, dispatcher),
    close: () => dispatcher.destroy(),
  };
};
