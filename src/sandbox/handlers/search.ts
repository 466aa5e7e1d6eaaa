import { found } from '../answer.ts';
import type { Handlers } from '../handler.ts';
import { paged } from '../paging.ts';

/** The public look-ups of businesses, postal codes and addresses; Norway only. */
export const searchHandlers = {
  getOrganization: ({ path }, { organizations }) =>
    found({
      items: organizations
        .filter(({ organization_number }) => path.country === 'NO' && organization_number === path.organization_number)
        .map(
          ({ response_from: _, organization_type: __, email: ___, website_url: ____, ...organization }) => organization,
        ),
    }),
  listOrganizationSubunits: ({ path }, { organizations }) =>
    found({
      items: organizations
        .filter(({ organization_number }) => path.country === 'NO' && organization_number === path.organization_number)
        .map(({ organization_number, business_name, business_address }) => ({
          organization_number: String(Number(organization_number) + 1),
          business_name: `${business_name} avd. ${business_address?.postal_place ?? 'Oslo'}`,
          ...(business_address && { business_address }),
        })),
    }),
  searchOrganizations: ({ path, query }, { organizations }) => {
    if (path.country !== 'no') return { status: 200, body: [] };
    const name = query.name?.toLowerCase();
    const rows = organizations.filter(
      ({ business_name, organization_number }) =>
        (name === undefined || business_name.toLowerCase().includes(name)) &&
        (query.organization_number === undefined || organization_number === query.organization_number),
    );
    return paged('searchOrganizations', rows, query);
  },
  getPostalPlace: ({ path: { country, postal_code } }, { postalPlaces }) => {
    const place = country === 'NO' ? postalPlaces.get(postal_code) : undefined;
    return found(place && { country, postal_code, postal_place: place });
  },
  validateAddress: ({ path, body }, { postalPlaces }) => {
    if (path.country !== 'NO') return found(undefined);
    const place = postalPlaces.get(body?.postal_code ?? '');
    const valid = place !== undefined && place === body?.postal_place;
    const alternatives = valid || body === undefined || place === undefined ? [] : [{ ...body, postal_place: place }];
    return found({ valid, alternatives });
  },
} satisfies Handlers;
