import { failure } from '../../answer.ts';
import type { Handlers } from '../../handler.ts';
import type { Issuer } from '../../issuer.ts';
import type { GrantRecord, SandboxState } from '../../state.ts';
import { byName } from '../accounts.ts';
import { customerTokenAnswer } from './customer-tokens.ts';
import { audienceProblem } from './token.ts';
import { withEmail } from './who-logs-in.ts';

/** The trade of an OpenID provider's code for a customer's token. */
export function oidcHandlers(issuer: Issuer) {
  return {
    tradeOidcCode: async ({ body, caller, header }, state) => {
      const refusal = audienceProblem(body.audience, header);
      if (refusal !== undefined) return refusal;
      const provider = providerOf(state, body.client_id);
      if (provider === undefined) return failure(400, 'BAD_REQUEST', 'No grant of this client names a provider.');
      const person = await personOf(provider, body.code, body.redirect_uri ?? '');
      if (person === undefined) return failure(403, 'FORBIDDEN', 'The provider does not take the code.');
      // How the real service finds the customer is not documented: by the address alone is the least that it can check.
      const customer = withEmail(state, String(person['email']), 'customer');
      if (customer === undefined) return failure(403, 'FORBIDDEN', 'No customer has this address.');
      const answer = await customerTokenAnswer(issuer, customer.customer_id, caller, state);
      // Refresh tokens come by password and code alone.
      const { refresh_token, ...token } = { refresh_token: '', ...answer.body };
      state.refreshTokens.delete(refresh_token);
      return { status: 200, body: { ...token, user_info: { authority: provider.authority, value: person } } };
    },
  } satisfies Handlers;
}

type Provider = NonNullable<GrantRecord['oidc']>;

function providerOf(state: SandboxState, clientName: string): Provider | undefined {
  const id = byName(state, clientName)?.client.id;
  return [...state.grants.values()].find(({ client_id, oidc }) => client_id === id && oidc !== undefined)?.oidc;
}

/** What the provider tells of the person who got this code; undefined where it does not take the code. */
async function personOf(
  { authority = '', client_id = '', client_secret = '' }: Provider,
  code: string,
  redirectUri: string,
): Promise<Record<string, unknown> | undefined> {
  const known = await fetch(`${authority.replace(/\/$/, '')}/.well-known/openid-configuration`);
  const { token_endpoint, userinfo_endpoint } = await objectIn(known);
  const traded = await fetch(String(token_endpoint), {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${client_id}:${client_secret}`)}` },
    body: new URLSearchParams({ grant_type: 'authorization_code', code, redirect_uri: redirectUri }),
  });
  if (!traded.ok) return undefined;
  const { access_token } = await objectIn(traded);
  const told = await fetch(String(userinfo_endpoint), { headers: { authorization: `Bearer ${access_token}` } });
  return told.ok ? objectIn(told) : undefined;
}

async function objectIn(response: Response): Promise<Record<string, unknown>> {
  return Object(await response.json());
}
