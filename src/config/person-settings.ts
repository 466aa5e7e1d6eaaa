import { list, oneOf, text, url } from './forms.ts';
import { optional, type Setting, setting } from './setting.ts';

/** What is told of people who act for an API client. */
export const personSettings = {
  PERSON: setting(
    oneOf('off', 'allowed', 'required'),
    'off',
    'Whether an API client may say which person acts, by a JWT of your identity provider in the header `x-person-token`. `required`: the clients of `PERSON_CLIENTS` must say so with each request; `off`: a request with that header is refused.',
  ),
  PERSON_CLIENTS: setting(
    list,
    [],
    'API clients that may say so, as `client_id`, `azp` or `sub` of their tokens names them.',
  ),
  PERSON_ISSUER: optional(text, 'Issuer (`iss`) of those JWTs; never one of `TOKEN_ISSUERS` or `JWKS_ISSUERS`.'),
  PERSON_AUDIENCE: optional(
    text,
    'Audience (`aud`) of those JWTs: for an ID token the id that the page has at the provider; never one of `TOKEN_AUDIENCES`.',
  ),
  PERSON_JWKS_URL: optional(url, 'URL of the key set (JWKS) of that issuer; its keys verify nothing else.'),
} as const satisfies Readonly<Record<string, Setting>>;
