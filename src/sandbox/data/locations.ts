import type { LocationsState } from '../state.ts';
import { daysFromNow, type Seed } from './seed.ts';

const towns = [
  ['Oslo', '0349', 'Sommerkroveien 34', 59.942112, 10.716991],
  ['Bergen', '5013', 'Strandgaten 12', 60.394, 5.321],
  ['Trondheim', '7011', 'Munkegata 8', 63.4297, 10.3933],
  ['Stavanger', '4006', 'Kirkegata 3', 58.9714, 5.7335],
  ['Tromsø', '9008', 'Storgata 61', 69.6512, 18.9569],
  ['Kristiansand', '4611', 'Markens gate 22', 58.1463, 7.9949],
] as const;

/** Towns by postal code, beside those of the locations. */
const postalCodes = {
  '0150': 'Oslo',
  '1394': 'Nesbru',
  '2317': 'Hamar',
  '3015': 'Drammen',
  '6003': 'Ålesund',
  '8006': 'Bodø',
};

/** Six locations in as many towns, 40 businesses, and the postal codes in use. */
export function createLocations(seed: Seed): LocationsState {
  const locations: LocationsState['locations'] = new Map();
  for (const [index, [town, postalCode, street, latitude, longitude]] of towns.entries()) {
    const locationId = `S0${1001 + index}`;
    const address = {
      address_line: street,
      postal_code: postalCode,
      postal_place: town,
      country: 'NO',
      latitude,
      longitude,
    };
    locations.set(locationId, {
      id: seed.uuid(),
      account_id: 'T00000001',
      location_id: locationId,
      name: `Fjellheim ${town}`,
      business_name: `Fjellheim ${town} AS`,
      organization_number: `91234567${index}MVA`,
      chain: 'Fjellheim',
      status: index === 5 ? 'Closed' : 'Active',
      type: index === 0 ? 'flagship' : 'store',
      currency: 'NOK',
      timezone: 'Europe/Oslo',
      language_code: 'nb',
      mcc: '5651',
      gln: `707000000000${index}`,
      email: `${town.toLowerCase().replace('ø', 'o')}@example.com`,
      phone_number: `+47000100${String(index).padStart(2, '0')}`,
      website_url: 'https://fjellheim.example.com',
      address,
      created_at: daysFromNow(-2000 + index),
    });
  }
  const organizations = Array.from({ length: 40 }, (_, index) => {
    const name = seed.faker.location.street().replace(/ \d+$/, '');
    const address = {
      address_line: `${name} ${seed.int(1, 90)}`,
      postal_code: '0150',
      postal_place: 'Oslo',
      country: 'NO',
    };
    return {
      response_from: 'enhetsregisteret' as const,
      organization_type: seed.pick(['AS', 'ASA', 'ENK', 'SA']),
      organization_number: String(987_654_300 + index),
      business_name: `${name} ${seed.pick(['Handel', 'Drift', 'Bygg', 'Kaffe'])} AS`,
      business_address: address,
      registry_address: address,
      email: `post${index}@example.com`,
      website_url: `https://firma${index}.example.com`,
    };
  });
  const postalPlaces = new Map<string, string>(Object.entries(postalCodes));
  for (const [town, postalCode] of towns) postalPlaces.set(postalCode, town);
  return { locations, organizations, postalPlaces };
}
