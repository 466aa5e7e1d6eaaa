import type { IncomingMessage, ServerResponse } from 'node:http';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import type { CustomersState } from '../state.ts';
import { type Consent, createGiven } from './codes.ts';
import { consentPage, faultPage } from './consent.ts';
import { claimsOf, peopleOf } from './people.ts';
import { back, formOf, jsonReply, page, type Reply } from './reply.ts';

/** Below this path of the sandbox the provider answers. */
export const providerPath = '/vipps/';

/** The client of the merchant at the provider. */
export const merchant = { id: 'sandbox-merchant', secret: 'sandbox-secret' };

/** A running provider. */
export interface Provider {
  /** Registers an address that people may be sent back to. */
  allow(redirectUri: string): void;
  receive(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

const scopesSupported = ['openid', 'name', 'email', 'phoneNumber', 'address', 'birthDate'];
const shortestState = 8;

/**
 * An OpenID provider that behaves as Vipps is documented: exact redirect addresses, consent to all or to nothing, opaque access
 * tokens, no refresh tokens, phone numbers without `+`, another `sub` for each client.
 *
 * @param issuer its address, with a slash at the end
 */
export function createProvider(issuer: string, state: CustomersState): Provider {
  // Made when somebody first asks: most sandboxes never need it.
  let keys: ReturnType<typeof newKeys> | undefined;
  const keysInUse = () => {
    keys ??= newKeys();
    return keys;
  };
  const redirectUris = new Set<string>();
  const given = createGiven();

  const discovery = {
    issuer,
    authorization_endpoint: `${issuer}oauth2/auth`,
    token_endpoint: `${issuer}oauth2/token`,
    userinfo_endpoint: `${issuer}userinfo`,
    jwks_uri: `${issuer}.well-known/jwks.json`,
    response_types_supported: ['code'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: scopesSupported,
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    code_challenge_methods_supported: ['S256'],
  };

  /** The fault of a request, told on a page: whoever sent it may not be sent anything. */
  function pageFault(asked: URLSearchParams): string | undefined {
    if (asked.get('client_id') !== merchant.id) return 'Unknown client.';
    return redirectUris.has(asked.get('redirect_uri') ?? '') ? undefined : 'This redirect address is not registered.';
  }

  /** The fault of a request, told to the client. */
  function clientFault(asked: URLSearchParams): string | undefined {
    if (asked.get('response_type') !== 'code') return 'unsupported_response_type';
    if ((asked.get('state') ?? '').length < shortestState) return 'invalid_request';
    if (asked.has('code_challenge') && asked.get('code_challenge_method') !== 'S256') return 'invalid_request';
    const scopes = (asked.get('scope') ?? '').split(' ');
    const isKnown = scopes.includes('openid') && scopes.every((scope) => scopesSupported.includes(scope));
    return isKnown ? undefined : 'invalid_scope';
  }

  function authorize(asked: URLSearchParams): Reply {
    const fault = pageFault(asked);
    if (fault !== undefined) return page(400, faultPage(fault));
    const error = clientFault(asked);
    return error === undefined ? page(200, consentPage(peopleOf(state), asked)) : back(asked, { error });
  }

  function decide(asked: URLSearchParams): Reply {
    const fault = pageFault(asked) ?? clientFault(asked);
    if (fault !== undefined) return page(400, faultPage(fault));
    const person = peopleOf(state).find(({ phoneNumber }) => phoneNumber === asked.get('person'));
    if (person === undefined) return back(asked, { error: 'access_denied' });
    const code = given.code({
      person,
      clientId: merchant.id,
      redirectUri: asked.get('redirect_uri') ?? '',
      scopes: new Set(asked.get('scope')?.split(' ')),
      nonce: asked.get('nonce'),
      challenge: asked.get('code_challenge'),
    });
    return back(asked, { code });
  }

  async function token(asked: URLSearchParams, authorization: string): Promise<Reply> {
    const [id, secret] = clientOf(asked, authorization);
    if (id !== merchant.id || secret !== merchant.secret) return jsonReply(401, { error: 'invalid_client' });
    if (asked.get('grant_type') !== 'authorization_code') return jsonReply(400, { error: 'unsupported_grant_type' });
    const redirectUri = asked.get('redirect_uri') ?? '';
    const verifier = asked.get('code_verifier');
    const consent = given.trade(asked.get('code') ?? '', { clientId: id, redirectUri, verifier });
    if (consent === undefined) return jsonReply(400, { error: 'invalid_grant' });
    return jsonReply(200, {
      access_token: given.token(consent),
      id_token: await idToken(consent, issuer, (await keysInUse()).privateKey),
      token_type: 'Bearer',
      expires_in: 300,
      scope: [...consent.scopes].join(' '),
    });
  }

  function userInfo(authorization: string): Reply {
    const consent = given.holder(authorization.replace(/^Bearer /, ''));
    return consent === undefined
      ? jsonReply(401, { error: 'invalid_token' })
      : jsonReply(200, claimsOf(consent.person, consent.clientId, consent.scopes));
  }

  async function answer(request: IncomingMessage): Promise<Reply> {
    const { pathname, searchParams } = new URL(request.url ?? '/', issuer);
    const { authorization = '' } = request.headers;
    switch (`${request.method} ${pathname.slice(providerPath.length)}`) {
      case 'GET .well-known/openid-configuration':
        return jsonReply(200, discovery);
      case 'GET .well-known/jwks.json':
        return jsonReply(200, { keys: [(await keysInUse()).jwk] });
      case 'GET oauth2/auth':
        return authorize(searchParams);
      case 'POST oauth2/decision':
        return decide(await formOf(request));
      case 'POST oauth2/token':
        return token(await formOf(request), authorization);
      case 'GET userinfo':
        return userInfo(authorization);
      default:
        return jsonReply(404, { error: 'not_found' });
    }
  }

  return {
    allow: (redirectUri) => redirectUris.add(redirectUri),
    async receive(request, response) {
      const { status, headers, body } = await answer(request);
      response.writeHead(status, { 'cache-control': 'no-store', ...headers }).end(body);
    },
  };
}

async function newKeys(): Promise<{ readonly jwk: JWK; readonly privateKey: CryptoKey }> {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  return { privateKey, jwk: { ...(await exportJWK(publicKey)), kid: 'vipps', alg: 'RS256', use: 'sig' } };
}

function idToken({ person, clientId, nonce }: Consent, issuer: string, key: CryptoKey): Promise<string> {
  const { sub } = claimsOf(person, clientId, new Set());
  return new SignJWT({ ...(nonce !== null && { nonce }), auth_time: Math.floor(Date.now() / 1000) })
    .setProtectedHeader({ alg: 'RS256', kid: 'vipps', typ: 'JWT' })
    .setIssuer(issuer)
    .setAudience(clientId)
    .setSubject(String(sub))
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(key);
}

function clientOf(asked: URLSearchParams, authorization: string): readonly (string | null)[] {
  const basic = /^Basic (\S+)$/.exec(authorization)?.[1];
  if (basic === undefined) return [asked.get('client_id'), asked.get('client_secret')];
  return Buffer.from(basic, 'base64').toString().split(':').map(decodeURIComponent);
}
