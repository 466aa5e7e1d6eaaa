import type { components } from '../../upstream/contract/customers.ts';
import type { CustomersState, LocationsState } from '../state.ts';
import { daysFromNow, type Seed } from './seed.ts';

type Customer = components['schemas']['CustomerResponse'];

/** Ids as merchants have them: legal, and hard on anything that builds paths of them. */
export const unusualIds = ['K/2024/17', 'C+47 900', 'kunde#8', 'rabatt?50%', 'Åse Ærø', 'a%2Fb', 'x;y=z&q'] as const;

const count = 320;
const tagNames = ['VIP', 'Nyhetsbrev', 'Ansatt', 'Bedrift', 'Student', 'Hund'] as const;
const firstNames = [
  'Kari',
  'Ola',
  'Ingrid',
  'Lars',
  'Åse',
  'Bjørn',
  'Solveig',
  'Håkon',
  'Marte',
  'Sindre',
  'Nora',
  'Emil',
] as const;
const lastNames = [
  'Nordmann',
  'Hansen',
  'Berg',
  'Ødegård',
  'Lunde',
  'Sæther',
  'Bakke',
  'Moen',
  'Strand',
  'Vik',
] as const;

/** 320 customers of all types, with tags, tokens, consents and all that hangs on them. */
export function createCustomers(seed: Seed, { locations }: LocationsState): CustomersState {
  const state: CustomersState = {
    customers: new Map(),
    tags: new Map(),
    tagsOf: new Map(),
    tokensOf: new Map(),
    tokenEvents: [],
    passwords: new Map(),
    communication: new Map(),
    terms: new Map(),
    settings: settings(),
  };
  for (const tag of tagNames) {
    const id = seed.uuid();
    state.tags.set(id, {
      id,
      tag,
      metadata: { colour: seed.pick(['red', 'green', 'blue']) },
      created_at: daysFromNow(-900),
    });
  }
  for (const [index, terms] of [
    'Vilkår for kundeklubb 2022',
    'Vilkår for kundeklubb 2025',
    'Utgåtte vilkår',
  ].entries()) {
    const id = seed.uuid();
    state.terms.set(id, {
      id,
      terms,
      created_at: daysFromNow(-1500 + index * 500),
      ...(index === 2 && { deleted_at: daysFromNow(-100) }),
    });
  }
  const storeIds = [...locations.keys()];
  for (let index = 0; index < count; index += 1) {
    addCustomer(seed, state, idOf(index), index, storeIds);
  }
  return state;
}

function idOf(index: number): string {
  return unusualIds[count - 1 - index] ?? `C${1001 + index}`;
}

function addCustomer(
  seed: Seed,
  state: CustomersState,
  customerId: string,
  index: number,
  storeIds: readonly string[],
): void {
  const type = typeOf(index);
  const createdAt = seed.daysAgo(1400);
  const customer: Customer = {
    id: seed.uuid(),
    customer_id: customerId,
    type,
    status: seed.pick(['active', 'active', 'active', 'passive']),
    created_at: createdAt,
    created_by: 'sandbox',
    updated_at: createdAt,
    ...(type === 'company' ? company(seed, index) : person(seed, index)),
    ...(type === 'contact' && { contact_for: [{ customer_id: companyBefore(index) }] }),
    ...details(seed, state, storeIds),
    ...(index % 40 === 39 && { deleted_at: daysFromNow(-20), deleted_by: 'sandbox' }),
    // Upstream's customer rows carry a cursor of their own, which no schema mentions.
    ...{ paging_token: `p${index}` },
  };
  state.customers.set(customerId, customer);
  state.tagsOf.set(customerId, [...state.tags.keys()].filter(() => index === 0 || seed.chance(0.2)).slice(0, 3));
  state.tokensOf.set(customerId, tokens(seed, state, customer, index));
  state.communication.set(customerId, {
    id: seed.uuid(),
    communication: {
      email: { allowed: true, ...((index === 0 || seed.chance(0.6)) && { verified_at: createdAt }) },
      phone_number: { allowed: seed.chance(0.7), ...(seed.chance(0.4) && { verified_at: createdAt }) },
    },
  });
}

function typeOf(index: number): Customer['type'] {
  if (index % 10 === 7) return 'company';
  if (index % 10 === 8) return 'contact';
  if (index % 20 === 9) return 'employee';
  return index % 20 === 19 ? 'other' : 'customer';
}

function companyBefore(index: number): string {
  return idOf(index - 1);
}

function person(seed: Seed, index: number): Partial<Customer> {
  const first = index === 0 ? 'Kari' : seed.pick(firstNames);
  const last = index === 0 ? 'Nordmann' : seed.pick(lastNames);
  return {
    first_name: first,
    last_name: last,
    email: `${asciiOf(first)}.${asciiOf(last)}.${index}@example.com`,
    phone_number: `+470002${String(index).padStart(4, '0')}`,
    gender: seed.pick(['female', 'male', 'other']),
    date_of_birth: seed.faker.date.birthdate({ min: 18, max: 85, mode: 'age' }).toISOString().slice(0, 10),
  };
}

function asciiOf(name: string): string {
  return name.toLowerCase().replaceAll('æ', 'ae').replaceAll('ø', 'o').replaceAll('å', 'a');
}

function company(seed: Seed, index: number): Partial<Customer> {
  return {
    email: `firma.${index}@example.com`,
    phone_number: `+470003${String(index).padStart(4, '0')}`,
    company: {
      organization_number: String(987_654_300 + (index % 40)),
      bussiness_name: `${seed.pick(lastNames)} ${seed.pick(['Bygg', 'Kaffe', 'Sport'])} AS`,
      department: seed.pick(['Salg', 'Innkjøp', 'Drift']),
      industry: seed.pick(['retail', 'construction']),
      website: `https://kunde${index}.example.com`,
      number_of_employees: seed.pick(['1-10', '11-50']),
    },
  };
}

function details(seed: Seed, state: CustomersState, storeIds: readonly string[]): Partial<Customer> {
  const [term] = state.terms.keys();
  const at = seed.daysAgo(700);
  return {
    ...(seed.chance(0.8) && { addresses: [address(seed)] }),
    ...(seed.chance(0.5) && { favorite_store: storeIds[seed.int(0, storeIds.length - 1)] ?? null }),
    ...(term !== undefined && seed.chance(0.7) && { term: { id: term, accepted_at: at } }),
    enrolled_by: { type: 'url', value: seed.pick(['https://fjellheim.example.com', 'kasse', 'app']) },
    marketing_consent: {
      sms: { consent: seed.chance(0.4), updated_at: at },
      email: { consent: seed.chance(0.6), updated_at: at },
      ...(seed.chance(0.1) ? { push: { consent: true, updated_at: at } } : {}),
    },
    attributes: { favourite_colour: seed.pick(['rød', 'grønn', 'blå']), shoe_size: seed.int(35, 47) },
    ...(seed.chance(0.3) && { metadata: { source: 'import', batch: seed.int(1, 9) } }),
  };
}

function address(seed: Seed) {
  return {
    type: seed.pick(['home', 'home', 'work', 'other'] as const),
    address_line: `${seed.pick(['Bjørkeveien', 'Storgata', 'Fjellgata', 'Skolebakken'])} ${seed.int(1, 120)}`,
    postal_code: seed.pick(['0150', '5013', '7011', '4006', '9008']),
    postal_place: seed.pick(['Oslo', 'Bergen', 'Trondheim', 'Stavanger', 'Tromsø']),
    country: 'NO',
    ...(seed.chance(0.2) && { comment: 'Ring på hos Bakke.' }),
  };
}

function tokens(seed: Seed, state: CustomersState, customer: Customer, index: number) {
  const wanted = index === 0 ? 3 : seed.int(0, 2);
  return Array.from({ length: wanted }, (_, at) => {
    const token = {
      id: seed.uuid(),
      token_id: `T-${index}-${at}`,
      type: seed.pick(['sha1:email', 'VIPPS', 'sha1:phone']),
      value: `${(index * 7919 + at).toString(16).padStart(8, '0')}a1b79ef1`,
      created_at: customer.created_at ?? daysFromNow(-10),
    };
    if (at === 0 && index % 10 === 0) {
      state.tokenEvents.push({
        id: seed.uuid(),
        type: token.type,
        value: token.value,
        status: seed.pick(['OPT_OUT', 'UNKNOWN']),
        events: [
          { event: 'customer declined signup in store', status: 'OPT_OUT', created_at: daysFromNow(-30 - index / 10) },
        ],
      });
    }
    return token;
  });
}

function settings(): CustomersState['settings'] {
  return {
    users: {
      head: { enabled: true },
      phone_number_validation: { allow_duplicates: false },
      customer_id_format: 'sequence',
    },
    tokens: { event_expiry: [{ status: 'OPT_OUT', time_to_live: 15_780_000 }] },
    attributes: [
      { name: 'favourite_colour', type: 'string', multiple_values: false, private: false },
      { name: 'shoe_size', type: 'integer', multiple_values: false, private: true },
    ],
  };
}
