import type { PersonOptions } from '../auth/person/person.ts';
import type { KeySource } from '../auth/tokens/keys.ts';
import type { Config, DinteroConfig } from '../config/config.ts';
import { jwksUrl } from '../upstream/keys.ts';

type PersonConfig = Pick<
  Config,
  'person' | 'personClients' | 'personIssuer' | 'personAudience' | 'personJwksUrl' | 'tokenClockSkew'
>;

/** Whose statements about people are accepted, and where the issuer's keys come from; null: nobody's. */
export function personOptions(
  { person, personClients, personIssuer, personAudience, personJwksUrl, tokenClockSkew }: PersonConfig,
  proxy: DinteroConfig['proxy'],
): (Omit<PersonOptions, 'keys'> & { readonly source: KeySource }) | null {
  if (person === 'off' || personIssuer === null || personAudience === null || personJwksUrl === null) return null;
  return {
    issuer: personIssuer,
    audience: personAudience,
    clients: personClients,
    isRequired: person === 'required',
    clockSkew: tokenClockSkew,
    source: { name: 'PERSON_JWKS_URL', issuers: [personIssuer], fetch: jwksUrl(personJwksUrl, proxy) },
  };
}
