import type { BodyOf, ItemOf, QueryOf, ResultOf } from '../upstream/operation.ts';
import type { Page, Window } from '../upstream/page.ts';
import * as upstream from '../upstream/search.ts';
import type { UpstreamSession } from '../upstream/session.ts';
import { orNull } from './or-null.ts';
import { type PerKey, perKey } from './per-key.ts';

/** Filters of the organisation search, in upstream's words. */
export type OrganizationFilter = Pick<QueryOf<'aid_search_external_organizations_no'>, 'name' | 'organization_number'>;

/** One request's view of the public look-ups of addresses and organisations. */
export interface SearchLoader {
  readonly organization: PerKey<
    { readonly country: string; readonly organizationNumber: string },
    NonNullable<ResultOf<'aid_get_external_organizations'>['items']>
  >;
  readonly organizations: PerKey<
    { readonly filter: OrganizationFilter; readonly window: Window },
    Page<ItemOf<'aid_search_external_organizations_no'>>
  >;
  readonly postalPlace: PerKey<
    { readonly country: string; readonly postalCode: string },
    ResultOf<'aid_search_external_postal_place'> | null
  >;
  readonly addressValidation: PerKey<
    { readonly country: string; readonly address: BodyOf<'aid_search_external_validate_address'> },
    ResultOf<'aid_search_external_validate_address'> | null
  >;
}

/** The look-ups loader of one request. */
export function createSearchLoader(session: UpstreamSession): SearchLoader {
  return {
    organization: perKey(async ({ country, organizationNumber }) => {
      const path = { country, organization_number: organizationNumber };
      return (await session.call(upstream.getOrganization, { path })).items ?? [];
    }),
    organizations: perKey(({ filter, window }) =>
      session.page(upstream.searchOrganizations, { query: filter }, window),
    ),
    postalPlace: perKey(({ country, postalCode }) =>
      orNull(session.call(upstream.getPostalPlace, { path: { country, postal_code: postalCode } })),
    ),
    addressValidation: perKey(({ country, address }) =>
      orNull(session.call(upstream.validateAddress, { path: { country }, body: address })),
    ),
  };
}
