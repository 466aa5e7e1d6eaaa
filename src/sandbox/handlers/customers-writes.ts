import type { BodyOf } from '../../upstream/endpoint.ts';
import { failure, found, invalid, type SandboxAnswer } from '../answer.ts';
import { freshId, stamp } from '../clock.ts';
import type { Caller, Handlers } from '../handler.ts';
import type { SandboxState } from '../state.ts';
import { isSameEmail } from './customers.ts';

type Customer = SandboxState['customers'] extends Map<string, infer Each> ? Each : never;

const full = ['admin:customers', 'write:customers'];

/** Writes of customers themselves. */
export const customerWrites = {
  createCustomer: ({ body, caller }, state) => {
    const { password, pin: _, customer_id, ...given } = body;
    const refusal = refuse(caller, body) ?? taken(state, body, undefined);
    if (refusal !== undefined) return refusal;
    const id = customer_id ?? freshId(state);
    if (state.customers.has(id)) return invalid('/customer_id', 'Another customer has this id.');
    const now = stamp(state);
    const customer: Customer = {
      ...given,
      id: freshId(state),
      customer_id: id,
      created_at: now,
      created_by: 'sandbox',
      updated_at: now,
    };
    state.customers.set(id, customer);
    if (password !== undefined) state.passwords.set(id, password);
    state.tagsOf.set(id, []);
    state.tokensOf.set(id, []);
    state.communication.set(id, {
      id: freshId(state),
      communication: { email: { allowed: true }, phone_number: { allowed: true } },
    });
    return found(customer);
  },
  updateCustomer: ({ path, body, caller }, state) => {
    const customer = present(state, path.customer_id);
    if (customer === undefined) return found(undefined);
    const { password, pin: _, metadata, ...given } = body;
    const refusal = refuse(caller, body) ?? taken(state, body, path.customer_id);
    if (refusal !== undefined) return refusal;
    Object.assign(customer, given, { updated_at: stamp(state) });
    if (password !== undefined) state.passwords.set(path.customer_id, password);
    if (metadata !== undefined) {
      const merged = Object.entries({ ...customer.metadata, ...metadata });
      customer.metadata = Object.fromEntries(merged.filter(([, value]) => value !== null));
    }
    return found(customer);
  },
  deleteCustomer: ({ path, query }, state) => {
    const customer = present(state, path.customer_id);
    if (customer === undefined) return found(undefined);
    Object.assign(customer, { deleted_at: stamp(state), deleted_by: 'sandbox' });
    if (query.delete_tokens === true) state.tokensOf.set(path.customer_id, []);
    return found(customer);
  },
  changeCustomerId: ({ path, body }, state) => {
    const customer = present(state, path.customer_id);
    const id = body?.customer_id;
    if (customer === undefined) return found(undefined);
    if (id === undefined || id === '') return invalid('/customer_id', 'Must be given.');
    if (state.customers.has(id)) return invalid('/customer_id', 'Another customer has this id.');
    move(state, path.customer_id, id);
    Object.assign(customer, { customer_id: id, updated_at: stamp(state) });
    return found(customer);
  },
} satisfies Handlers;

/** A customer who was not deleted. */
function present({ customers }: SandboxState, id: string): Customer | undefined {
  const customer = customers.get(id);
  return customer?.deleted_at === undefined ? customer : undefined;
}

/** The finer rules on who may write what. */
function refuse(
  { scopes }: Caller,
  { type, password, pin }: Partial<BodyOf<'createCustomer'>>,
): SandboxAnswer | undefined {
  const isStaffOnly = type === 'employee' || type === 'other';
  if (isStaffOnly && !full.some((scope) => scopes.has(scope)))
    return failure(403, 'FORBIDDEN', `Needs one of ${full.join(', ')}.`);
  const hasSecret = password !== undefined || pin !== undefined;
  if (hasSecret && !scopes.has('write:accounts:/auth/users'))
    return failure(403, 'FORBIDDEN', 'Needs write:accounts:/auth/users.');
  return undefined;
}

/** E-mail addresses and, unless the account allows it, phone numbers are had by one customer only. */
function taken(
  state: SandboxState,
  { email, phone_number }: Partial<Customer>,
  own: string | undefined,
): SandboxAnswer | undefined {
  const others = [...state.customers.values()].filter(
    ({ customer_id, deleted_at }) => customer_id !== own && deleted_at === undefined,
  );
  const errors: object[] = [];
  if (email && others.some((each) => isSameEmail(each.email, email)))
    errors.push({ field: '/email', message: 'Another customer has it.' });
  const mayShare = state.settings.users?.phone_number_validation?.allow_duplicates === true;
  if (!mayShare && phone_number && others.some((each) => each.phone_number === phone_number))
    errors.push({ field: '/phone_number', message: 'Another customer has it.' });
  return errors.length === 0 ? undefined : failure(400, 'VALIDATION', 'The request is not valid.', errors);
}

/** Gives everything of a customer to a new id. */
function move(state: SandboxState, from: string, to: string): void {
  const maps: readonly Map<string, unknown>[] = [
    state.customers,
    state.tagsOf,
    state.tokensOf,
    state.communication,
    state.passwords,
    state.receiptsOf,
  ];
  for (const map of maps) {
    if (map.has(from)) map.set(to, map.get(from));
    map.delete(from);
  }
  for (const receipt of state.receipts.values()) if (receipt.customer_id === from) receipt.customer_id = to;
  for (const { card } of state.cards.values()) if (card.customer_id === from) card.customer_id = to;
  for (const { order } of state.orders.values()) if (order.customer?.id === from) order.customer.id = to;
  for (const [refId, given] of state.given)
    if (given.customerId === from) state.given.set(refId, { ...given, customerId: to });
}
