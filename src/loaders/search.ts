import type { BodyOf, ItemOf, QueryOf, ResultOf } from '../upstream/endpoint.ts';
import {
  getOrganization,
  getPostalPlace,
  searchOrganizations,
  validateAddress,
} from '../upstream/endpoints/customers.ts';
import type { Page, Window } from '../upstream/page.ts';
import type { UpstreamSession } from '../upstream/session.ts';
import { orNull } from './or-null.ts';
import { type PerKey, perKey } from './per-key.ts';

/** Filters of the organisation search, in upstream's words. */
export type OrganizationFilter = Pick<QueryOf<'searchOrganizations'>, 'name' | 'organization_number'>;

/** One request's view of the public look-ups of addresses and organisations. */
export interface SearchLoader {
  readonly organization: PerKey<
    { readonly country: string; readonly organizationNumber: string },
    NonNullable<ResultOf<'getOrganization'>['items']>
  >;
  readonly organizations: PerKey<
    { readonly filter: OrganizationFilter; readonly window: Window },
    Page<ItemOf<'searchOrganizations'>>
  >;
  readonly postalPlace: PerKey<
    { readonly country: string; readonly postalCode: string },
    ResultOf<'getPostalPlace'> | null
  >;
  readonly addressValidation: PerKey<
    { readonly country: string; readonly address: BodyOf<'validateAddress'> },
    ResultOf<'validateAddress'> | null
  >;
}

/** The look-ups loader of one request. */
export function createSearchLoader(session: UpstreamSession): SearchLoader {
  return {
    organization: perKey(async ({ country, organizationNumber }) => {
      const path = { country, organization_number: organizationNumber };
      return (await session.call(getOrganization, { path })).items ?? [];
    }),
    organizations: perKey(({ filter, window }) =>
      session.page(searchOrganizations, { path: { country: 'no' }, query: filter }, window),
    ),
    postalPlace: perKey(({ country, postalCode }) =>
      orNull(session.call(getPostalPlace, { path: { country, postal_code: postalCode } })),
    ),
    addressValidation: perKey(({ country, address }) =>
      orNull(session.call(validateAddress, { path: { country }, body: address })),
    ),
  };
}
