import { randomBytes } from 'node:crypto';
import * as oauth from 'oauth4webapi';
import { badRequest, json, LoginRefusal, logInFailed, seeOther, unavailable } from './answer.ts';
import { ConnectFirst, type Matching } from './matching.ts';
import type { LoginProvider } from './options.ts';
import type { Parts } from './parts.ts';
import type { Fields, Visitor } from './visitor.ts';

/** Seconds that somebody may take at the provider. */
const stateTime = 600;
/** Milliseconds for which the provider's discovery document is kept. */
const discoveryTime = 3_600_000;

/** The log-in by an OpenID provider. The account trades the code, which it cannot do where a PKCE challenge was sent. */
export function providerOf(parts: Parts, options: LoginProvider, redirectUri: string, matching: Matching) {
  const { account, audience, store, keys, sessions } = parts;
  const { scope = 'openid email', returnTo = '/' } = options;
  const issuer = new URL(options.issuer);
  const client = { client_id: options.clientId };
  let known: { readonly as: Promise<oauth.AuthorizationServer>; readonly until: number } | undefined;

  function discovered(): Promise<oauth.AuthorizationServer> {
    if (known === undefined || known.until < Date.now()) {
      const made = { as: discover(issuer), until: Date.now() + discoveryTime };
      known = made;
      made.as.catch(() => {
        if (known === made) known = undefined;
      });
    }
    return known.as;
  }

  /** Makes the address at the provider, and ties its state to the visitor's browser or app. */
  async function begin(visitor: Visitor) {
    const { authorization_endpoint } = await discovered();
    if (authorization_endpoint === undefined) throw unavailable();
    const made = keys.make('provider', stateTime);
    const name = visitor.nameOf('provider');
    const state = randomBytes(24).toString('base64url');
    await store.set(`state:${state}`, name ?? made.name, stateTime);
    const address = new URL(authorization_endpoint);
    const asked = { response_type: 'code', ...client, redirect_uri: redirectUri, scope, state };
    for (const [parameter, value] of Object.entries(asked)) address.searchParams.set(parameter, value);
    return { location: String(address), made: name === null ? made : null };
  }

  /** The code, if the answer came to the browser that began and its state was not used before. @throws LoginRefusal 400 or 401 */
  async function codeOf(visitor: Visitor, told: URLSearchParams): Promise<string> {
    const state = told.get('state') ?? '';
    const began = await store.take(`state:${state}`);
    if (began === null || began !== visitor.nameOf('provider'))
      throw badRequest('This log-in did not begin here, or is over.');
    try {
      return oauth.validateAuthResponse(await discovered(), client, told, state).get('code') ?? '';
    } catch (error) {
      if (error instanceof LoginRefusal) throw error;
      throw new LoginRefusal(401, 'CANCELLED', 'The provider sent the person back without a code.');
    }
  }

  async function finish(visitor: Visitor, told: URLSearchParams) {
    const code = await codeOf(visitor, told);
    const traded = await account.ask('tradeOidcCode', {
      grant_type: 'authorization_code',
      code,
      client_id: parts.clientId,
      audience,
      redirect_uri: redirectUri,
    });
    // The account tells nothing about a person whom it refuses, so there is nothing to connect.
    if (!traded.ok) throw logInFailed();
    await matching.hold(traded.body);
    return sessions.open(visitor, traded.body);
  }

  return {
    /** Sends a browser to the provider. */
    async start(visitor: Visitor): Promise<Response> {
      const { location, made } = await begin(visitor);
      return seeOther(location, made === null ? [] : [made.cookie]);
    },
    /** Tells an app which address to open in the system's browser. */
    async startInApp(visitor: Visitor): Promise<Response> {
      const { location, made } = await begin(visitor);
      return json(200, { location, key: made?.key });
    },
    /** Finishes the log-in of a browser that comes back from the provider, and sends it to the app's page. */
    async callback(visitor: Visitor, request: Request): Promise<Response> {
      try {
        const { cookie } = await finish(visitor, new URL(request.url).searchParams);
        return seeOther(returnTo, [cookie, keys.forget('provider')]);
      } catch (error) {
        if (!(error instanceof LoginRefusal)) throw error;
        const address = `${returnTo}${returnTo.includes('?') ? '&' : '?'}login=${error.code}`;
        return seeOther(address, error instanceof ConnectFirst ? [error.kept.cookie] : []);
      }
    },
    /** Finishes the log-in of an app, with what the system's browser handed to it. */
    async callbackInApp(visitor: Visitor, fields: Fields): Promise<Response> {
      try {
        return json(200, (await finish(visitor, new URLSearchParams(fields))).answer);
      } catch (error) {
        if (!(error instanceof ConnectFirst)) throw error;
        return json(error.status, { error: { code: error.code, message: error.message }, connect: error.kept.key });
      }
    },
  };
}

async function discover(issuer: URL): Promise<oauth.AuthorizationServer> {
  const isLocal = ['127.0.0.1', 'localhost'].includes(issuer.hostname);
  try {
    const response = await oauth.discoveryRequest(issuer, {
      signal: AbortSignal.timeout(5_000),
      [oauth.allowInsecureRequests]: isLocal,
    });
    return await oauth.processDiscoveryResponse(issuer, response);
  } catch {
    throw unavailable();
  }
}
