import { createHash } from 'node:crypto';
import type { CustomersState } from '../state.ts';

/** Somebody who has an account at the provider. */
export interface Person {
  /** Digits with the country code and no `+`. */
  readonly phoneNumber: string;
  readonly name: string;
  readonly email: string;
  readonly isEmailVerified: boolean;
}

/**
 * Who has an account at the provider: two customers, of whom the second has not verified the address there, and somebody who is
 * no customer.
 */
export function peopleOf({ customers }: CustomersState): readonly Person[] {
  const known = [...customers.values()].filter((each) => each.type === 'customer' && each.deleted_at === undefined);
  return [
    ...known.slice(0, 2).map(({ first_name, last_name, email, phone_number }, index) => ({
      phoneNumber: String(phone_number).replace('+', ''),
      name: `${first_name} ${last_name}`,
      email: String(email),
      isEmailVerified: index === 0,
    })),
    { phoneNumber: '4790000000', name: 'Ukjent Person', email: 'ukjent@example.com', isEmailVerified: true },
  ];
}

/** What is told of a person to a client, for the scopes that they agreed to. `sub` is another for each client. */
export function claimsOf(person: Person, clientId: string, scopes: ReadonlySet<string>): Record<string, unknown> {
  const [givenName = '', ...rest] = person.name.split(' ');
  return {
    sub: createHash('sha256').update(`${clientId} ${person.phoneNumber}`).digest('hex').slice(0, 32),
    ...(scopes.has('name') && { name: person.name, given_name: givenName, family_name: rest.join(' ') }),
    ...(scopes.has('email') && { email: person.email, email_verified: person.isEmailVerified }),
    ...(scopes.has('phoneNumber') && { phone_number: person.phoneNumber, phone_number_verified: true }),
    ...(scopes.has('birthDate') && { birthdate: '1985-04-12' }),
    ...(scopes.has('address') && {
      address: { street_address: 'Storgata 1', postal_code: '0155', region: 'Oslo', country: 'NO' },
    }),
  };
}
