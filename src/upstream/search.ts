import { operation } from './operation.ts';

/** `GET /search/external/organizations/{country}/{organization_number}`: a business in a public register, by number. */
export const getOrganization = operation('aid_get_external_organizations');

/** `GET /search/external/organizations/no`: businesses in the Norwegian register. */
export const searchOrganizations = operation('aid_search_external_organizations_no');

/** `GET /search/external/postal_place/{country}/{postal_code}`: the town of a postal code. */
export const getPostalPlace = operation('aid_search_external_postal_place');

/** `POST /search/external/address/{country}/validate`: whether an address exists. */
export const validateAddress = operation('aid_search_external_validate_address');
