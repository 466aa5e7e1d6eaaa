import { isOwnAudience } from '../../account.ts';
import { failure, type SandboxAnswer } from '../../answer.ts';
import type { Caller, Handlers, SandboxRequest } from '../../handler.ts';
import type { Issuer } from '../../issuer.ts';
import type { AccountsState, SandboxState } from '../../state.ts';
import { byName } from '../accounts.ts';
import { customerTokenAnswer, tokenAnswer } from './customer-tokens.ts';
import { proveSecondFactor } from './second-factor.ts';
import { withEmail } from './who-logs-in.ts';

/** The scopes that a client's token has, of those that it was granted. */
export type Granting = (clientId: string, scopes: readonly string[]) => readonly string[];

/** With one of these a client may ask for tokens of others, as `x-bearer-scopes` of the contract says. */
const bearerScopes = [
  'admin:accounts',
  'write:accounts',
  'write:accounts:/auth/users',
  'write:accounts:/auth/users/no-mfa',
];

/** The token endpoint, what ends a refresh token, and the key endpoint. */
export function authHandlers(issuer: Issuer, grant: Granting) {
  /** Basic, and no other grant takes that. */
  async function ownToken({ body, authorization, header }: SandboxRequest<'getToken'>, state: SandboxState) {
    const [clientId = '', clientSecret] = basicOf(authorization);
    const record = byName(state, clientId);
    if (record === undefined || clientSecret !== record.secret)
      return failure(401, 'UNAUTHORIZED', 'Unknown client or wrong secret.');
    const refusal = audienceProblem('audience' in body ? body.audience : '', header);
    if (refusal !== undefined) return refusal;
    const scopes = grantedTo(state, record.client.id);
    if (scopes === undefined) return failure(403, 'FORBIDDEN', 'The client has no grant for this audience.');
    const { scopeClaim, customerId } = record;
    const who = { subject: record.client.id, ...(customerId !== null && { customerId }) };
    return tokenAnswer(await issuer.issue({ scopes: grant(clientId, scopes), scopeClaim, ...who }));
  }

  return {
    getToken: async (request, state) => {
      const { body, caller, header } = request;
      if (body.grant_type === 'client_credentials') return ownToken(request, state);
      const refusal = bearerProblem(request);
      if (refusal !== undefined) return refusal;
      switch (body.grant_type) {
        case 'refresh_token':
          return renew(issuer, body.refresh_token, caller, state);
        case 'mfa-oob':
        case 'mfa_oob': {
          const proven = proveSecondFactor(state, body);
          return typeof proven === 'string' ? customerTokenAnswer(issuer, proven, caller, state) : proven;
        }
        case 'authorization_code': {
          const refused = audienceProblem(body.audience, header);
          if (refused !== undefined) return refused;
          const customer =
            body.ident_type === 'user_id' ? state.customers.get(body.ident) : withEmail(state, body.ident, 'customer');
          const id = customer?.customer_id ?? '';
          if (state.logInCodes.get(id) !== body.verification_code)
            return failure(403, 'FORBIDDEN', 'This is not the code that was sent.');
          state.logInCodes.delete(id);
          return customerTokenAnswer(issuer, id, caller, state);
        }
        default:
          return failure(400, 'UNSUPPORTED_GRANT', 'The sandbox does not know this grant.');
      }
    },
    revokeToken: ({ body, caller }, { refreshTokens }) => {
      if (refreshTokens.get(body.token)?.clientId === caller.clientId) refreshTokens.delete(body.token);
      return { status: 200, body: {} };
    },
    // A bare array, not `{ keys }`: so the contract has it.
    listKeys: () => ({ status: 200, body: issuer.keys() }),
  } satisfies Handlers;
}

/** 403 for a token that is asked for somebody else's address. */
export function audienceProblem(wanted: string, header: object): SandboxAnswer | undefined {
  const host: unknown = Reflect.get(header, 'host');
  return isOwnAudience(wanted, typeof host === 'string' ? host : undefined)
    ? undefined
    : failure(403, 'FORBIDDEN', 'The client has no grant for this audience.');
}

function bearerProblem({ authorization = '', caller }: SandboxRequest<'getToken'>): SandboxAnswer | undefined {
  if (!authorization.startsWith('Bearer ')) return failure(401, 'UNAUTHORIZED', 'This grant needs a Bearer token.');
  return bearerScopes.some((scope) => caller.scopes.has(scope))
    ? undefined
    : failure(403, 'FORBIDDEN', `Needs one of ${bearerScopes.join(', ')}.`);
}

/** What a client is granted for its own use; undefined: nothing was ever granted to it. */
function grantedTo({ grants }: AccountsState, id: string): readonly string[] | undefined {
  const own = [...grants.values()].filter(
    ({ client_id, type = 'any' }) => client_id === id && (type === 'any' || type === 'client_credentials'),
  );
  return own.length === 0 ? undefined : [...new Set(own.flatMap(({ scope }) => scope))];
}

function renew(issuer: Issuer, token: string, caller: Caller, state: SandboxState) {
  const given = state.refreshTokens.get(token);
  if (given === undefined || given.clientId !== caller.clientId)
    return failure(401, 'UNAUTHORIZED', 'The refresh token is not good any more.');
  state.refreshTokens.delete(token);
  return customerTokenAnswer(issuer, given.customerId, caller, state);
}

function basicOf(authorization: string | undefined): string[] {
  const encoded = /^Basic (\S+)$/.exec(authorization ?? '')?.[1] ?? '';
  return Buffer.from(encoded, 'base64').toString('utf8').split(':');
}
