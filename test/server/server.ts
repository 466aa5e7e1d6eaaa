import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import { anonymous } from '../../src/auth/viewer.ts';
import { sandboxPersonas } from '../../src/cli/sandbox-mode.ts';
import type { Bounds } from '../../src/config/bounds.ts';
import { readConfig } from '../../src/config/config.ts';
import { createNotices } from '../../src/kernel/notices.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { type App, type AppOptions, createApp } from '../../src/server/app.ts';
import { assemble } from '../../src/server/assemble.ts';
import { createLogger } from '../../src/server/log.ts';
import { createUpstream } from '../../src/upstream/client.ts';
import { patient } from '../patient.ts';

type Environment = Readonly<Record<string, string>>;
type Headers = Readonly<Record<string, string>>;

/** A server without a socket, and what it has logged. */
export interface TestServer {
  readonly app: App;
  /** The log's lines, read. */
  readonly lines: readonly Readonly<Record<string, unknown>>[];
  close(): Promise<void>;
}

/** The server as it is put together for real, with the sandbox in Dintero's place. */
export async function serve(
  sandbox: Sandbox,
  env: Environment = {},
  otherLog?: Logger,
  bounds?: Partial<Bounds>,
): Promise<TestServer> {
  const { url: baseUrl, accountId } = sandbox;
  const { log: recorded, lines } = recorder();
  const log = otherLog ?? recorded;
  const client = { id: 'bff', secret: 'sandbox-secret' };
  const { app, warmUp, close } = assemble({
    config: readConfig(patient(env), bounds),
    dintero: { accountId, baseUrl, client, jwksUrl: null, jwksFile: null },
    log,
    personas: await sandboxPersonas(sandbox),
  });
  await warmUp();
  return { app, lines, close };
}

/** Parts of a server that are not the usual ones, and its settings. */
type Parts = Partial<Omit<AppOptions, 'config'>> & { readonly env?: Environment; readonly bounds?: Partial<Bounds> };

/** A server of another schema, which nobody needs a token for: to see what becomes of a resolver's doings. */
export function serveSchema(schema: GraphQLSchema, { env, bounds, ...parts }: Parts = {}): TestServer {
  const { log, lines } = recorder();
  const upstream = createUpstream({ baseUrl: 'http://127.0.0.1:9/v1', accountId: 'T00000001' });
  const app = createApp({
    schema,
    upstream,
    verify: async () => anonymous,
    notify: createNotices((message, facts) => log.warn(facts, message)),
    keysReady: () => true,
    log,
    config: {
      ...readConfig({ REQUEST_TIMEOUT: '5000', MAX_REQUEST_BYTES: '10000', ...env }, bounds),
      locks: { hold: () => Promise.reject(new Error('no money is moved here')) },
    },
    contractFound: null,
    explorer: null,
    rate: null,
    ...parts,
  });
  return { app, lines, close: upstream.close };
}

function recorder() {
  const lines: Record<string, unknown>[] = [];
  return { lines, log: createLogger('info', undefined, { write: (line) => lines.push(JSON.parse(line)) }) };
}

/** A request for an address of the server. */
export function request(path: string, init: RequestInit = {}): Request {
  return new Request(`http://bff${path}`, init);
}

/** A request that posts a query, or a whole body where it is no text of a query. */
export function post(query: string | object, headers: Headers = {}): Request {
  const body = JSON.stringify(typeof query === 'string' ? { query } : query);
  return request('/graphql', { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });
}

/** The header that a token is sent in. */
export function bearer(token: string): Headers {
  return { authorization: `Bearer ${token}` };
}

/** What a response says, as far as tests look at it. */
export interface Answer {
  readonly status: number;
  readonly headers: Response['headers'];
  // The shape of data is the query's own; tests state what they expect of it.
  // biome-ignore lint/suspicious/noExplicitAny: an answer is whatever its query asked for
  readonly body: any;
  /** Codes of the errors, in order. */
  readonly codes: readonly unknown[];
}

/** Asks the server and reads its answer. */
export async function ask({ app }: Pick<TestServer, 'app'>, asked: Request): Promise<Answer> {
  const response = await app.fetch(asked);
  const { status, headers } = response;
  const body = await response.json();
  const errors: { extensions?: { code?: unknown } }[] = body.errors ?? [];
  return { status, headers, body, codes: errors.map(({ extensions }) => extensions?.code) };
}
