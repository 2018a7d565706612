import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { isAlive, until } from '../../engine/support/waiting.js';
import { collect, run, start } from '../../http/support/cli.js';
import { engineProcessesOf } from './processes.js';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
  /** Null unless the answer is JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: bodies of every resource
  readonly json: any;
}

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A `hesheng serve` process that listens. */
export interface RunningService {
  readonly origin: string;
  readonly pid: number;
  /** Log and errors so far. */
  readonly log: () => string;
  readonly engines: () => readonly number[];
  ask(path: string, init?: RequestInit): Promise<Answer>;
  /** Sends the signal, and waits for the end of the process and of all that it started. */
  end(signal: NodeJS.Signals): Promise<Ended>;
}

const POLL_MS = 20;

/** Until there is an answer that is not null; the test runner's own limit ends a wait that would last for ever. */
export const eventually = async <T>(look: () => Promise<T | null> | T | null): Promise<T> => {
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    await sleep(POLL_MS);
  }
};

/** A key of all scopes, made by the command line. */
export const makeKey = async (dataDir: string): Promise<string> => {
  const made = await run(dataDir, ['keys', 'create', '--name', 'e2e', '--scopes', 'submit,read,admin', '--quiet']);
  if (made.code !== 0) throw new Error(made.err);
  return made.out.trim();
};

/** Machines that run other tests as well may be late without being overloaded. */
const SETTINGS = { HESHENG_PORT: '0', HESHENG_MAX_EVENT_LOOP_DELAY_MS: '60000' };

const originIn = (log: string): string | null => /"origin":"([^"]+)"/.exec(log)?.[1] ?? null;

const untilListening = (child: ChildProcess, log: () => string): Promise<string> =>
  eventually(() => {
    const origin = originIn(log());
    if (origin === null && child.exitCode !== null) throw new Error(`the service ended\n${log()}`);
    return origin;
  });

const asAnswer = async (response: Response): Promise<Answer> => {
  const body = Buffer.from(await response.arrayBuffer());
  const isJson = response.headers.get('content-type')?.includes('json');
  return {
    status: response.status,
    headers: response.headers,
    body,
    json: isJson ? JSON.parse(body.toString()) : null,
  };
};

/** Starts the service and waits until it listens, which is before its engine is warm. */
export const startService = async (
  dataDir: string,
  token: string,
  settings: Record<string, string> = {},
): Promise<RunningService> => follow(start(dataDir, ['serve'], { ...SETTINGS, ...settings }), token);

/** A service that another program runs; it logs its origin as `hesheng serve` does. */
export const startServiceOf = (
  program: URL,
  args: readonly string[],
  dataDir: string,
  token: string,
): Promise<RunningService> => follow(start(dataDir, args, SETTINGS, fileURLToPath(program)), token);

const follow = async (child: ChildProcess, token: string): Promise<RunningService> => {
  const [out, err] = [collect(child.stdout), collect(child.stderr)];
  const log = (): string => out() + err();
  const ended = once(child, 'close') as Promise<[Ended['code'], Ended['signal']]>;
  const origin = await untilListening(child, log);
  const pid = child.pid!;
  return {
    origin,
    pid,
    log,
    engines: () => engineProcessesOf(pid),
    ask: async (path, init = {}) =>
      asAnswer(
        await fetch(`${origin}${path}`, { ...init, headers: { authorization: `Bearer ${token}`, ...init.headers } }),
      ),
    end: async (signal) => {
      const engines = engineProcessesOf(pid);
      child.kill(signal);
      const [code, endedBy] = await ended;
      for (const engine of engines) await until(() => !isAlive(engine));
      return { code, signal: endedBy };
    },
  };
};

/** Until readings can be judged. */
export const untilReady = (service: RunningService): Promise<Answer> =>
  eventually(async () => {
    const answer = await service.ask('/readyz');
    return answer.status === 200 ? answer : null;
  });

/** Until the verification is no longer open. */
export const untilSettled = (service: RunningService, location: string): Promise<Answer['json']> =>
  eventually(async () => {
    const { json } = await service.ask(location, { headers: { prefer: 'wait=20' } });
    return json.status === 'queued' || json.status === 'processing' ? null : json;
  });
