import type { Bounds } from '../config/bounds.ts';
import { readConfig } from '../config/config.ts';
import { assemble } from '../server/assemble.ts';
import { listen } from '../server/http/listen.ts';
import { createLogger } from '../server/log.ts';

/** Settings by the names of the README, as the environment holds them. */
export type Settings = Readonly<Record<string, string | undefined>>;

/** What a server is made with. */
export interface ServerOptions {
  /** See the README. */
  readonly settings?: Settings;
  /** Bounds that are not settings. Default: those of the command. */
  readonly bounds?: Partial<Bounds>;
  /** A running sandbox in Dintero's place, where the settings name no account. */
  readonly sandbox?: { readonly restUrl: string; readonly accountId: string };
  /**
   * Plugins of GraphQL Yoga or Envelop; their hooks come after ours. Such as have hooks about HTTP (`onRequest`, `onResponse`, …)
   * have Yoga itself read requests and write answers, which takes more processor time. Default: none.
   */
  readonly plugins?: readonly object[];
}

/** A server inside a program of your own. */
export interface Server {
  /** Answers a request for `/graphql`, `/explain`, `/health` or `/ready`. */
  fetch(request: Request): Promise<Response>;
  /** Listens as `HOST` and `PORT` say, and tells where: `http://127.0.0.1:4000`. Rejects where the server cannot listen there. */
  listen(): Promise<{ readonly url: string }>;
  /** Lets running requests end for `SHUTDOWN_TIMEOUT` milliseconds, then cuts what is left. */
  close(): Promise<void>;
}

/**
 * Makes a server; it fetches the keys that tokens are verified with, and does not listen yet.
 *
 * @throws Error naming every setting that is wrong or missing, or what a plugin throws when it is put in
 */
export async function createServer(options: ServerOptions = {}): Promise<Server> {
  const { settings = {}, bounds, sandbox, plugins = [] } = options;
  const config = readConfig(settings, bounds);
  const dintero = config.dintero ?? (sandbox === undefined ? null : inPlaceOfDintero(sandbox));
  if (dintero === null) throw new Error('DINTERO_ACCOUNT_ID must be set, or a sandbox given.');
  const { app, warmUp, close } = assemble({
    config,
    dintero,
    log: createLogger(config.logLevel),
    personas: null,
    plugins,
  });
  await warmUp();
  let stop = async () => {};
  return {
    fetch: app.fetch,
    listen: async () => {
      const listener = await listen(app, config.port, config.host, config);
      stop = () => listener.stop(config.shutdownTimeout);
      return { url: listener.url };
    },
    close: async () => {
      await stop();
      await close();
    },
  };
}

function inPlaceOfDintero({ restUrl: baseUrl, accountId }: NonNullable<ServerOptions['sandbox']>) {
  return { accountId, baseUrl, client: { id: 'bff', secret: 'sandbox-secret' }, jwksUrl: null, jwksFile: null };
}
