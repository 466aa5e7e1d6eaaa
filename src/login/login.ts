import { accountOf } from './account.ts';
import { LoginRefusal, refused, unavailable } from './answer.ts';
import { codesOf, type Later } from './codes.ts';
import { countingIn } from './limits.ts';
import { matchingIn } from './matching.ts';
import type { Context, LoginOptions } from './options.ts';
import { passwordsOf } from './password.ts';
import { providerOf } from './provider.ts';
import { sessionsIn } from './session.ts';
import { memoryStore } from './store.ts';
import { bodyFields, type Fields, keysFor, type Visitor } from './visitor.ts';

export type {
  Context,
  LoginAccountOptions,
  LoginFailure,
  LoginLimits,
  LoginOptions,
  LoginProvider,
} from './options.ts';
export { type RedisStore, redisStore } from './redis-store.ts';
export { type LoginStore, memoryStore } from './store.ts';

/** The log-in of an app's customers, as handlers of the Fetch API. */
export interface Login {
  /** Answers every request below the log-in's address. */
  fetch(request: Request, context?: Context): Promise<Response>;
}

type Handler = (visitor: Visitor, request: Request, context: Context) => Promise<Response>;

/** Makes the log-in of an app. */
export function createLogin(options: LoginOptions): Login {
  const { account: asked, store = memoryStore(), countries = ['+47'], secondFactor = 'sms' } = options;
  const { sessionDays = 30, answerTime = 500 } = options;
  const { onFailure = () => {} } = asked;
  const url = new URL(options.url);
  const account = accountOf(asked);
  const keys = keysFor(url);
  const counting = countingIn(store, options.limits ?? {}, asked.client.secret);
  const sessions = sessionsIn(account, store, keys, sessionDays * 86_400, onFailure);
  const parts = { account, audience: asked.url, clientId: asked.client.id, store, keys, counting, sessions };
  const codes = codesOf(parts, answerTime);
  const passwords = passwordsOf(parts, { countries, factorBy: secondFactor });

  const withFields =
    (handler: (visitor: Visitor, fields: Fields, later: Later) => Promise<Response>): Handler =>
    async (visitor, request, { waitUntil = () => {} }) =>
      handler(visitor, await bodyFields(request), waitUntil);

  const routes: Record<string, Handler> = {
    'POST /code/send': withFields(codes.send),
    'POST /code': withFields(codes.use),
    'POST /password': withFields(passwords.logIn),
    'POST /second-factor': withFields(passwords.prove),
    'POST /renew': withFields((visitor, { refused: token }) => sessions.renew(visitor, token)),
    'POST /logout': withFields(sessions.end),
  };

  if (options.provider !== undefined) {
    const matching = matchingIn(parts);
    const provider = providerOf(parts, options.provider, `${options.url}/provider/callback`, matching);
    routes['GET /provider'] = provider.start;
    routes['POST /provider'] = provider.startInApp;
    routes['GET /provider/callback'] = provider.callback;
    routes['POST /provider/callback'] = withFields(provider.callbackInApp);
    routes['POST /connect'] = withFields(matching.connect);
  }

  async function answer(request: Request, context: Context): Promise<Response> {
    const { pathname } = new URL(request.url);
    const path = pathname.startsWith(url.pathname) ? pathname.slice(url.pathname.length) : '';
    const handler = routes[`${request.method} ${path}`];
    if (handler === undefined) throw new LoginRefusal(404, 'NOT_FOUND', 'There is nothing here for this method.');
    return handler(keys.visitor(request, context.address ?? null), request, context);
  }

  return {
    fetch: (request, context = {}) =>
      answer(request, context).catch((error: unknown) => {
        if (error instanceof LoginRefusal) return refused(error);
        // Anything else is a store that cannot be reached, or a mistake here; its message may quote what was sent.
        onFailure({ request: error instanceof Error ? error.name : 'unknown', status: null });
        return refused(unavailable());
      }),
  };
}
