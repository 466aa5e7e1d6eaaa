import { failure } from '../answer.ts';
import type { Deviation, TokenClaims } from './deviation.ts';

const serverClient = 'bff';

/** What tokens say, and who gets one. */
export const tokenDeviations = {
  'issuer-with-account': {
    about: 'Tokens are issued by https://{account}@api.dintero.com, the one form that the vendor documents.',
    claims: (claims, accountId) => ({ ...claims, iss: `https://${accountId}@api.dintero.com` }),
  },
  'issuer-unknown': {
    about: 'Tokens are issued by https://login.example.com, which no setting expects.',
    claims: (claims) => ({ ...claims, iss: 'https://login.example.com' }),
  },
  'audience-with-account': {
    about: 'Tokens are for https://{account}@api.dintero.com/v1/accounts/{account}, as older guides have it.',
    claims: (claims, accountId) => ({
      ...claims,
      aud: `https://${accountId}@api.dintero.com/v1/accounts/${accountId}`,
    }),
  },
  'audience-unknown': {
    about: 'Tokens are for https://api.example.com, which no setting expects.',
    claims: (claims) => ({ ...claims, aud: 'https://api.example.com' }),
  },
  'scopes-legacy': {
    about: 'Scopes are written service first: receipts:write.',
    claims: (claims) => ({ ...claims, scope: mapScopes(claims, serviceFirst) }),
  },
  'scopes-in-scopes': {
    about: 'Scopes are in the claim `scopes`.',
    claims: ({ scope, ...claims }) => ({ ...claims, scopes: scope }),
  },
  'subject-uuid': {
    about: "A customer's token has a UUID as its subject, and the customer's id in the claim `customer_id`.",
    claims: (claims) =>
      isCustomer(claims)
        ? { ...claims, sub: '1c92f7e1-2897-4d46-bdcc-c127a914fb4e', customer_id: claims['sub'] }
        : claims,
  },
  'subject-prefixed': {
    about: "A customer's token has dintero:user:{id} as its subject.",
    claims: (claims) => (isCustomer(claims) ? { ...claims, sub: `dintero:user:${claims['sub']}` } : claims),
  },
  'client-refused': {
    about: "The secret of the server's own client is not accepted.",
    refuse: ({ endpoint }, authorization) =>
      isServersOwn(endpoint, authorization) ? failure(401, 'UNAUTHORIZED', 'Wrong client or secret.') : undefined,
  },
  'grant-refused': {
    about: "The server's own client has no grant for the audience.",
    refuse: ({ endpoint }, authorization) =>
      isServersOwn(endpoint, authorization) ? failure(403, 'FORBIDDEN', 'No grant for this audience.') : undefined,
  },
  'client-without-scope': {
    about: "The grant of the server's own client lacks read:accounts.",
    grant: (clientId, scopes) => (clientId === serverClient ? [] : scopes),
  },
} as const satisfies Record<string, Deviation>;

function isServersOwn(endpoint: string, authorization = ''): boolean {
  const encoded = /^Basic (\S+)$/.exec(authorization)?.[1] ?? '';
  return endpoint === 'getToken' && Buffer.from(encoded, 'base64').toString().startsWith(`${serverClient}:`);
}

function mapScopes({ scope }: TokenClaims, rename: (scope: string) => string): string | string[] {
  return typeof scope === 'string' ? scope.split(' ').map(rename).join(' ') : [scope].flat().map(String).map(rename);
}

/** `read:receipts` as `receipts:read`; a scope for one path keeps its path at the end. */
function serviceFirst(scope: string): string {
  return scope.replace(/^(\w+):(\w+)/, '$2:$1');
}

function isCustomer({ scope }: TokenClaims): boolean {
  return /(^|[ ,])user:/.test(String(scope));
}
