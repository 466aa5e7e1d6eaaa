import {
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLObjectType,
  getNamedType,
  isInputObjectType,
  isObjectType,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { schema } from '../../src/graphql/schema.ts';
import { textKindOf } from '../../src/kernel/typed-texts.ts';
import type { Asking, Harness } from './harness.ts';
import { startHarness } from './harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const asAdmin: Asking = { as: 'admin' };

/** What of the first customer is looked up. */
function first() {
  const customer = harness.sandbox.state.customers.get('C1001');
  if (!customer?.email || !customer.phone_number) throw new Error('The first customer has no address.');
  return { email: customer.email, phone: customer.phone_number };
}

const customersBy = (field: string, value: string) =>
  `{ found: customers(filter: { ${field}: ${JSON.stringify(value)} }) { nodes { customerId } } }`;
const existsBy = (field: string, value: string) => `{ found: customerExists(${field}: ${JSON.stringify(value)}) }`;
const locationsBy = (field: string, value: string) =>
  `{ found: locations(filter: { ${field}: [${JSON.stringify(value)}] }) { nodes { locationId } } }`;
const departmentsBy = (_: string, value: string) =>
  `{ found: companyDepartments(organizationNumber: ${JSON.stringify(value)}) { organizationNumber departments } }`;
const organizationBy = (_: string, value: string) =>
  `{ found: organization(country: "NO", organizationNumber: ${JSON.stringify(value)}) { organizationNumber } }`;
const organizationsBy = (_: string, value: string) =>
  `{ found: organizations(organizationNumber: ${JSON.stringify(value)}, first: 5) { nodes { organizationNumber } } }`;
const subunitsBy = (_: string, value: string) =>
  `{ found: organizationSubunits(country: "NO", organizationNumber: ${JSON.stringify(value)}) { organizationNumber } }`;

/** The same text as people and their apps copy it. */
const written = {
  email: (text: string) => [
    text.toUpperCase(),
    ` ${text}\t`,
    `\u200e${text}\u00a0`,
    `\ufeff${text}`,
    `${text};`,
    `${text},`,
    `<${text}>`,
    `"${text}"`,
    `mailto:${text}`,
    `MAILTO:<${text}>; `,
  ],
  phoneNumber: (text: string) => [
    `${text.slice(0, 3)} ${text.slice(3)}`,
    `\u202a${text}\u202c`,
    `\u200e${text.slice(0, 5)}\u00a0${text.slice(5)}\u200f`,
    `\u2066${text}\u2069`,
    text.replace('+', '00'),
    `${text.slice(0, 3)}-${text.slice(3, 5)}.${text.slice(5)}`,
  ],
  shopPhoneNumber: (text: string) => [
    ` ${text.slice(0, 3)} ${text.slice(3)}`,
    `\u202a${text}\u202c`,
    text.replace('+', '00'),
  ],
  registerNumber: (text: string) => [`${text.slice(0, 3)} ${text.slice(3, 6)} ${text.slice(6)}`, `\u200e${text}\u00a0`],
  search: (text: string) => [` ${text}`, `\u200e${text}\u200f`],
};

type Kind = keyof typeof written;

/** Each argument and filter of the queries that takes a text of a kind: what asks by it, and a value that finds something. */
const lookUps: Readonly<Record<string, readonly [Kind, (field: string, value: string) => string, () => string]>> = {
  'customers(filter.email)': ['email', customersBy, () => first().email],
  'customers(filter.phoneNumber)': ['phoneNumber', customersBy, () => first().phone],
  'customers(filter.search)': ['search', customersBy, () => first().phone],
  'customerExists(email)': ['email', existsBy, () => first().email],
  'customerExists(phoneNumber)': ['phoneNumber', existsBy, () => first().phone],
  'companyDepartments(organizationNumber)': ['registerNumber', departmentsBy, () => company()],
  'organization(organizationNumber)': ['registerNumber', organizationBy, () => '987654300'],
  'organizations(organizationNumber)': ['registerNumber', organizationsBy, () => '987654300'],
  'organizationSubunits(organizationNumber)': ['registerNumber', subunitsBy, () => '987654300'],
  'locations(filter.emails)': ['email', locationsBy, () => location().email ?? ''],
  'locations(filter.phoneNumbers)': ['shopPhoneNumber', locationsBy, () => location().phone_number ?? ''],
  'locations(filter.organizationNumbers)': ['registerNumber', locationsBy, () => location().organization_number ?? ''],
  'locations(filter.search)': ['search', locationsBySearch, () => location().name ?? ''],
  'payments(filter.search)': ['search', (_, value) => paidBy('payments', 'paymentId', value), () => payment()],
  'paymentSessions(filter.search)': [
    'search',
    (_, value) => paidBy('paymentSessions', 'sessionId', value),
    () => reference(),
  ],
};

function locationsBySearch(_: string, value: string) {
  return `{ found: locations(filter: { search: ${JSON.stringify(value)} }) { nodes { locationId } } }`;
}

function paidBy(list: string, id: string, value: string) {
  return `{ found: ${list}(filter: { search: ${JSON.stringify(value)} }) { nodes { ${id} } } }`;
}

function payment(): string {
  const [id = ''] = harness.sandbox.state.payments.keys();
  return id;
}

function reference(): string {
  const [session] = harness.sandbox.state.paymentSessions.values();
  return session?.order?.merchant_reference ?? '';
}

function company(): string {
  for (const { company: each } of harness.sandbox.state.customers.values())
    if (each?.organization_number && each.department) return each.organization_number;
  throw new Error('No customer has a business with a department.');
}

function location() {
  const [one] = harness.sandbox.state.locations.values();
  if (one === undefined) throw new Error('The sandbox has no location.');
  return one;
}

/** Where queries take texts of a kind, ids apart. */
function places(): string[] {
  const under = (member: GraphQLArgument | GraphQLInputField, path: string): string[] => {
    const named = getNamedType(member.type);
    if (isInputObjectType(named))
      return Object.values(named.getFields()).flatMap((each) => under(each, `${path}.${each.name}`));
    const kind = textKindOf(member);
    return kind === undefined || kind === 'id' ? [] : [path];
  };
  const objects = Object.values(schema.getTypeMap()).filter(
    (type): type is GraphQLObjectType =>
      'getInterfaces' in type && type !== schema.getMutationType() && !type.name.startsWith('__'),
  );
  return objects.flatMap((type) =>
    Object.values(type.getFields()).flatMap((field) =>
      field.args.flatMap((arg) =>
        under(arg, arg.name).map(
          (path) => `${type === schema.getQueryType() ? '' : `${type.name}.`}${field.name}(${path})`,
        ),
      ),
    ),
  );
}

/** What a text is called that must say of which kind it is. */
const tellingName = /^(email|emails|phoneNumbers?|organizationNumbers?|search|ref)$|[a-z]Ids?$/;

/** Where a text with such a name does not say its kind, or a member that is no text says one. */
function unsaid(): string[] {
  return Object.values(schema.getTypeMap()).flatMap((type) => {
    const members = isInputObjectType(type)
      ? Object.values(type.getFields()).map((member) => ({ member, of: type.name }))
      : isObjectType(type) && !type.name.startsWith('__')
        ? Object.values(type.getFields()).flatMap(({ name, args }) =>
            args.map((member) => ({ member, of: `${type.name}.${name}` })),
          )
        : [];
    return members
      .filter(({ member }) => {
        const isText = getNamedType(member.type).name === 'String';
        return isText
          ? tellingName.test(member.name) && textKindOf(member) === undefined
          : textKindOf(member) !== undefined;
      })
      .map(({ member, of }) => `${of}(${member.name})`);
  });
}

describe('a text', () => {
  it('says of which kind it is wherever its name tells of one', () => {
    expect(unsaid()).toEqual([]);
  });
});

describe('a look-up', () => {
  it('is tried by every argument and filter that takes an address or a number', () => {
    expect(places().sort()).toEqual(Object.keys(lookUps).sort());
  });

  it.each(Object.entries(lookUps))(
    'finds by %s what it finds however the text is written',
    async (place, [kind, by, wanted]) => {
      const field = /\((?:filter\.)?(\w+)\)/.exec(place)?.[1] ?? '';
      const value = wanted();
      expect(value).not.toBe('');
      const plain = await harness.ask(by(field, value), asAdmin);
      expect(plain.errors).toEqual([]);
      expect(
        plain.data.found === true || JSON.stringify(plain.data.found).length > 14,
        JSON.stringify(plain.data),
      ).toBe(true);
      for (const text of written[kind](value)) {
        const { data, errors } = await harness.ask(by(field, text), asAdmin);
        expect({ text, data, errors }).toEqual({ text, data: plain.data, errors: [] });
      }
    },
  );

  it.each([
    [existsBy('phoneNumber', '99999999'), 'phoneNumber is not a phone number like +4799999999.'],
    [existsBy('phoneNumber', '+47 (0) 99999999'), 'phoneNumber is not a phone number like +4799999999.'],
    [existsBy('email', 'kari'), 'email is not an e-mail address.'],
    [customersBy('phoneNumber', 'kari'), 'filter.phoneNumber is not a phone number like +4799999999.'],
    [customersBy('email', ''), 'filter.email is not an e-mail address.'],
    [customersBy('tagId', ' x'), 'filter.tagId must not begin or end with white space.'],
    [locationsBy('phoneNumbers', 'x'), 'filter.phoneNumbers.0 is not a phone number like +4799999999.'],
    ['{ walletCard(cardId: "GK100001\u200e") { id } }', 'cardId must not contain invisible characters.'],
    ['{ order(orderId: "\u202aFJ100191\u202c") { id } }', 'orderId must not contain invisible characters.'],
    ['{ receiptsByNumber(receiptId: "1\u200b2") { id } }', 'receiptId must not contain invisible characters.'],
    ['{ discount(discountId: "d\u2066") { id } }', 'discountId must not contain invisible characters.'],
  ])('is refused before any call by what is none: %s', async (query, message) => {
    const { errors, calls } = await harness.ask(query, asAdmin);
    expect(calls).toEqual([]);
    expect(errors).toMatchObject([{ message, extensions: { code: 'BAD_USER_INPUT' } }]);
  });

  it('starts nothing ahead of its turn with what is refused', async () => {
    const { calls, codes } = await harness.ask('{ customer(customerId: "C1\u200e001") { orders { nodes { id } } } }');
    expect({ calls, codes }).toEqual({ calls: [], codes: ['BAD_USER_INPUT'] });
  });

  it('says first that it is denied', async () => {
    const { codes } = await harness.ask(existsBy('phoneNumber', 'x'), { as: 'pos' });
    expect(codes).toEqual(['INSUFFICIENT_SCOPE']);
  });
});

describe('a write', () => {
  it('is found by what was written, however either is written', async () => {
    const details = { email: ' Regular@Example.COM\u200e', phoneNumber: '\u202a0047 990 00 111\u202c' };
    const made = await harness.mutate(
      'customerCreate',
      { customerId: 'REG', details },
      'customer { email phoneNumber }',
    );
    expect(made.data.customerCreate).toEqual({
      customer: { email: 'regular@example.com', phoneNumber: '+4799000111' },
      userErrors: [],
    });
    for (const query of [existsBy('email', 'REGULAR@example.com'), existsBy('phoneNumber', '+47 99000111')])
      expect((await harness.ask(query, asAdmin)).data).toEqual({ found: true });
    const again = await harness.mutate('customerCreate', { details: { phoneNumber: '+47-99-00-01-11' } }, '__typename');
    expect(again.data.customerCreate.userErrors).toMatchObject([
      { code: 'ALREADY_TAKEN', field: ['input', 'details', 'phoneNumber'] },
    ]);
  });

  it('leaves free-form data as it is', async () => {
    const metadata = { email: ' Kari@Example.com', orderId: ' \u200e' };
    const { data } = await harness.mutate('customerTagCreate', { tag: 'free', metadata }, 'tag { metadata }');
    expect(data.customerTagCreate).toEqual({ tag: { metadata }, userErrors: [] });
  });

  it.each([
    ['walletCardCreate', { cardId: 'X\u200e', amount: 1, currency: 'NOK' }, ['input', 'cardId']],
    ['walletCardsCreateBatch', { cards: [{ cardId: 'a' }, { cardId: ' b' }] }, ['input', 'cards', '1', 'cardId']],
    ['discountCustomersAdd', { discountId: 'd', customerIds: ['c', 'c\u2066'] }, ['input', 'customerIds', '1']],
    ['orderCreate', { order: { currency: 'NOK', orderId: 'O\u00a0', items: [] } }, ['input', 'order', 'orderId']],
  ])('of %s is refused where nobody could look it up again', async (mutation, input, field) => {
    const { data, calls } = await harness.mutate(mutation, input, '__typename');
    expect(calls).toEqual([]);
    expect(data[mutation].userErrors).toMatchObject([{ code: 'INVALID_FORMAT', field }]);
  });
});
