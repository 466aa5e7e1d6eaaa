import { startSandbox as startRest } from '../sandbox/sandbox.ts';
import { createServer, type Settings } from './server.ts';

/** What a token is to say. */
export interface TokenClaims {
  readonly scopes: readonly string[];
  /** Set for a customer's own token: `C1001`. */
  readonly customerId?: string;
  /** Seconds; may be negative. Default: a day. */
  readonly expiresIn?: number;
}

/** Somebody whose token can be had: see docs/first-query.md. */
export type PersonaName = 'helpdesk' | 'helpdesk-lead' | 'helpdesk-basic' | 'admin' | 'mobile' | 'pos' | 'public';

/** A fault on demand: what happens to the calls of the REST services that a pattern matches. */
export interface SandboxFault {
  /** Matches method and path: `GET /customers/users/C1001`. */
  readonly on: RegExp;
  /** How many calls it befalls. Default: all, until it is lifted. */
  readonly times?: number;
  /** The call is answered with this, or as ever but so many milliseconds later. */
  readonly effect: { readonly status: number; readonly body?: unknown } | { readonly delay: number };
}

/** A running server with made-up data behind it. */
export interface Sandbox {
  /** Where GraphQL is asked: `http://127.0.0.1:53412/graphql`. */
  readonly url: string;
  /** Where the stand-in for the REST services is: `http://127.0.0.1:53411/v1`. */
  readonly restUrl: string;
  readonly accountId: string;
  /** A token as this persona holds it. */
  token(persona: PersonaName): Promise<string>;
  /** A token that says what is wanted. */
  issue(claims: TokenClaims): Promise<string>;
  /** What customers were sent by e-mail and SMS, oldest first; the page `/messages` beside `restUrl` shows it. */
  readonly messages: readonly { readonly to: string; readonly code: string }[];
  /** An OpenID provider as Vipps is documented; it sends people back to addresses that were allowed, to the letter. */
  readonly provider: { readonly issuer: string; readonly clientId: string; allow(redirectUri: string): void };
  /** Puts a fault in force; the function that is returned lifts it. */
  fail(fault: SandboxFault): () => void;
  stop(): Promise<void>;
}

/**
 * Starts a server with fresh made-up data behind it on free ports of this machine, for the tests of an app. `settings` are
 * those of the README; by default nothing is logged.
 */
export async function startSandbox({ settings = {} }: { readonly settings?: Settings } = {}): Promise<Sandbox> {
  const rest = await startRest();
  const { url: restUrl, accountId, token, issue, fail, provider } = rest;
  const server = await createServer({
    settings: { PORT: '0', LOG_LEVEL: 'silent', ...settings },
    sandbox: { restUrl, accountId },
  });
  const { url } = await server.listen();
  return {
    url: `${url}/graphql`,
    restUrl,
    accountId,
    token,
    issue,
    messages: rest.state.messages,
    provider,
    fail: ({ effect, ...target }) => fail({ ...target, ...effect }),
    stop: async () => {
      await server.close();
      await rest.close();
    },
  };
}
