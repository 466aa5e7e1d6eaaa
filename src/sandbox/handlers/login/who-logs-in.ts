import { secret } from '../../personas.ts';
import type { CustomersState } from '../../state.ts';
import { isSameEmail } from '../customers.ts';

/** By what a customer says who they are. */
export interface Ident {
  readonly email?: string | undefined;
  readonly ident_type?: 'phone_number' | 'email';
  readonly ident?: string;
  readonly type: string;
}

/** The customer who logs in; undefined where there is none, or the password is another. */
export function whoIs(state: CustomersState, { email, ident_type, ident, type }: Ident, password?: string) {
  const address = email ?? ident;
  const customer =
    ident_type === 'phone_number'
      ? living(state, type).find(({ phone_number }) => phone_number === address)
      : withEmail(state, address, type);
  const isRight = password === undefined || password === (state.passwords.get(customer?.customer_id ?? '') ?? secret);
  return isRight ? customer : undefined;
}

/** The customer of this type with this address. */
export function withEmail(state: CustomersState, email: string | undefined, type: string) {
  return living(state, type).find((each) => isSameEmail(each.email, email));
}

function living({ customers }: CustomersState, type: string) {
  return [...customers.values()].filter((each) => each.deleted_at === undefined && each.type === type);
}
