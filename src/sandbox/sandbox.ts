import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { grants } from '../kernel/scope.ts';
import { endpointTable } from '../upstream/contract/endpoints.ts';
import type { EndpointName } from '../upstream/endpoint.ts';
import { accountId } from './account.ts';
import { failure, type SandboxAnswer } from './answer.ts';
import { loggedPath, type SandboxCall } from './calls.ts';
import { loadContract, type Match } from './contract.ts';
import { nameProvider } from './data/accounts.ts';
import { createState } from './data/state.ts';
import { combined, type DeviationName } from './deviations/deviations.ts';
import { createFaults, type Fault, type FaultEffect } from './faults.ts';
import type { Caller } from './handler.ts';
import { createHandlers } from './handlers/handlers.ts';
import { createIssuer, type IssuedClaims, type Issuer } from './issuer.ts';
import { type Member, rewrite } from './members.ts';
import { messagesPath, writeMessages } from './messages-page.ts';
import { type PersonaName, personas } from './personas.ts';
import { createProvider, merchant, type Provider, providerPath } from './provider/provider.ts';
import type { SandboxState, SentMessage } from './state.ts';
import { headersOf, pause, readJsonBody, write, writePreflight } from './wire.ts';

/** A running stand-in for the REST services and their token endpoint. */
export interface Sandbox {
  /** Base URL with the version: `http://127.0.0.1:4010/v1`. */
  readonly url: string;
  readonly accountId: string;
  /** Requests received so far, in order. */
  readonly calls: readonly SandboxCall[];
  clearCalls(): void;
  /** Puts a fault in force; the function that is returned lifts it. */
  fail(fault: Fault): () => void;
  /** Puts something else in the place of values of successful answers; the function that is returned ends it. */
  alter(change: Alteration): () => void;
  /** A token of this persona. */
  token(persona: PersonaName): Promise<string>;
  /** A token with these contents. */
  issue(claims: IssuedClaims): Promise<string>;
  /** Signs with a new key from now on; the last one stays published. */
  rotateKeys(): Promise<void>;
  readonly state: SandboxState;
  /** The OpenID provider that customers may log in with, as Vipps is documented. */
  readonly provider: { readonly issuer: string; readonly clientId: string; allow(redirectUri: string): void };
  /** Stops at once, whatever is under way. */
  close(): Promise<void>;
}

/** Returns a replacement for a value in an endpoint's answer, or the value itself. */
export type Alteration = (endpoint: EndpointName, member: Member) => unknown;

/** Settings of a sandbox. */
export interface SandboxOptions {
  /** Port of 127.0.0.1; 0, the default, is any that is free. */
  readonly port?: number;
  /** Deviations from the contract. Default: none. */
  readonly deviate?: readonly DeviationName[];
  /** Told of what would go out by e-mail or SMS. */
  readonly onMessage?: (message: SentMessage) => void;
}

/** Starts a sandbox with fresh data. */
export async function startSandbox({ port = 0, deviate = [], onMessage }: SandboxOptions = {}): Promise<Sandbox> {
  const deviation = combined(deviate);
  const [contract, issuer] = await Promise.all([
    loadContract(),
    createIssuer((claims) => deviation.claims(claims, accountId)),
  ]);
  const state = createState();
  const faults = createFaults();
  const calls: SandboxCall[] = [];
  const alterations = new Set<Alteration>();
  const handlers = createHandlers(issuer, deviation.grant);

  let provider: Provider | undefined;
  let announced = 0;
  const server = createServer((request, response) => {
    if (provider !== undefined && request.url?.startsWith(providerPath))
      provider.receive(request, response).catch(() => response.destroy());
    else if (request.url === messagesPath) writeMessages(state, response);
    else if (request.method === 'OPTIONS') writePreflight(request, response);
    else receive(request, response).catch(() => response.destroy());
  });

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readJsonBody(request);
    const url = new URL(request.url ?? '/', 'http://sandbox');
    const method = request.method ?? 'GET';
    const asked = contract.match({ method, path: request.url ?? '/', headers: headersOf(request), body });
    const match = asked && deviation.request(asked);
    const id = request.headers['x-request-id'];
    const call: SandboxCall = {
      endpoint: match?.endpoint ?? null,
      method,
      path: loggedPath(url),
      requestId: typeof id === 'string' ? id : null,
      status: 0,
    };
    calls.push(call);
    const effect = faults.take(call.endpoint, `${method} ${call.path}`);
    if (effect !== undefined && 'reset' in effect && effect.reset === 'before') {
      response.destroy();
      return;
    }
    if (effect !== undefined && 'delay' in effect) await pause(effect.delay, response);
    const replaced = effect === undefined ? undefined : replacement(effect);
    if (replaced === 'none') return;
    const answer = replaced ?? deviating(match, await answerTo(request, body, match));
    for (const message of state.messages.slice(announced)) onMessage?.(message);
    announced = state.messages.length;
    if (effect !== undefined && 'reset' in effect) {
      response.destroy();
      return;
    }
    call.status = answer.status;
    write(response, answer, { method, effect, encode: deviation.wire });
  }

  async function answerTo(request: IncomingMessage, body: unknown, match: Match | undefined): Promise<SandboxAnswer> {
    if (match === undefined) return unknown(contract.methodsOf(request.url ?? '/'));
    const { authorization } = request.headers;
    const other = deviation.refuse(match, authorization);
    if (other !== undefined) return other;
    const caller = await callerOf(issuer, authorization, match.endpoint);
    if (caller === undefined) return failure(401, 'UNAUTHORIZED', 'The access token is missing or not valid.');
    const refusal = refuse(match, caller);
    if (refusal !== undefined) return refusal;
    if (match.problems.length > 0) return failure(400, 'VALIDATION', 'The request is not valid.', match.problems);
    return handlers.answer(match.endpoint, { ...match, header: request.headers, body, authorization, caller }, state);
  }

  /** The answer as it is when the sandbox differs from the contract. */
  function deviating(match: Match | undefined, answer: SandboxAnswer): SandboxAnswer {
    const isPlain = deviate.length === 0 && alterations.size === 0;
    if (match === undefined || isPlain || answer.status >= 300 || answer.body === undefined) return answer;
    const { endpoint } = match;
    const schema = contract.answerSchema(endpoint, answer.status);
    const change = (member: Member) =>
      [...alterations].reduce((value, alter) => alter(endpoint, { ...member, value }), deviation.member(member));
    return { ...answer, body: deviation.body(match, rewrite(schema, answer.body, change)) };
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  const actualPort = typeof address === 'object' && address !== null ? address.port : port;

  const authority = `http://127.0.0.1:${actualPort}${providerPath}`;
  provider = createProvider(authority, state);
  nameProvider(state, authority);

  return {
    url: `http://127.0.0.1:${actualPort}/v1`,
    accountId,
    calls,
    clearCalls: () => calls.splice(0),
    fail: (fault) => faults.add(fault),
    alter(change) {
      alterations.add(change);
      return () => alterations.delete(change);
    },
    token: (persona) => issuer.issue(personas[persona]),
    issue: (claims) => issuer.issue(claims),
    rotateKeys: () => issuer.rotate(),
    state,
    provider: { issuer: authority, clientId: merchant.id, allow: provider.allow },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** 404 in the form of a gateway for a path that nobody knows, 405 for one that takes other methods. */
function unknown(methods: readonly string[]): SandboxAnswer {
  return methods.length === 0
    ? { status: 404, body: { message: 'Not Found' } }
    : { ...failure(405, 'METHOD_NOT_ALLOWED', 'Not a method of this path.'), headers: { allow: methods.join(', ') } };
}

const nobody: Caller = { scopes: new Set(), customerId: null, clientId: null };

async function callerOf(
  issuer: Issuer,
  authorization: string | undefined,
  endpoint: EndpointName,
): Promise<Caller | undefined> {
  const token = /^Bearer (\S+)$/.exec(authorization ?? '')?.[1];
  if (token !== undefined) return issuer.read(token);
  // The one endpoint that takes Basic, for some of its grants.
  return endpoint === 'getToken' ? nobody : undefined;
}

/** Scopes and ownership, by the contract alone. */
function refuse({ endpoint, path }: Match, caller: Caller): SandboxAnswer | undefined {
  // Checkout has no account in its paths: the token's own is meant.
  const account = path['aid'] ?? path['oid'] ?? accountId;
  if (account !== accountId) return failure(403, 'FORBIDDEN', 'Not an account of this token.');
  const accepted: readonly string[] = endpointTable[endpoint].scopes;
  if (accepted.length === 0) return undefined;
  const doing = endpointTable[endpoint].method === 'GET' ? 'read' : 'write';
  const held = accepted.filter((scope) => grants(caller.scopes, scope, doing));
  if (held.length === 0) return failure(403, 'FORBIDDEN', `Needs one of ${accepted.join(', ')}.`);
  const ownOnly = held.every((scope) => scope.startsWith('user:'));
  // A receipt's token is enough to read that receipt: its path names no customer.
  if (!ownOnly || path['customer_id'] === undefined || path['customer_id'] === caller.customerId) return undefined;
  return failure(403, 'FORBIDDEN', 'Belongs to another customer.');
}

function replacement(effect: FaultEffect): SandboxAnswer | 'none' | undefined {
  if ('status' in effect)
    return { status: effect.status, body: effect.body ?? { error: { message: 'A fault on demand.' } } };
  if ('hang' in effect) return 'none';
  if ('oversize' in effect) return { status: 200, body: { filler: 'x'.repeat(effect.oversize) } };
  return undefined;
}
