import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const run: Harness['mutate'] = (...args) => harness.mutate(...args);

async function made(customerId: string, details: object = {}) {
  const { data } = await run('customerCreate', { customerId, details }, 'customer { customerId }');
  expect(data.customerCreate).toEqual({ customer: { customerId }, userErrors: [] });
}

const customer = (customerId: string) => harness.sandbox.state.customers.get(customerId);

describe('Mutation.customerCreate', () => {
  it('makes a customer, whose edges can be read at once', async () => {
    const details = {
      firstName: 'Ola',
      email: 'ola@example.com',
      phoneNumber: '+4791234567',
      dateOfBirth: '1990-05-17',
      marketingConsents: [{ channel: 'sms', consent: true }],
      addresses: [{ address: { addressLine: 'Storgata 1', postalPlace: 'Oslo', country: 'NO' }, type: 'HOME' }],
      metadata: { a: 1 },
    };
    const { data, calls } = await run(
      'customerCreate',
      { customerId: 'N1', details },
      'customer { firstName dateOfBirth addresses { type address { addressLine } } marketingConsents { channel consent } tags { tag } }',
    );
    expect(data.customerCreate).toEqual({
      customer: {
        firstName: 'Ola',
        dateOfBirth: '1990-05-17',
        addresses: [{ type: 'HOME', address: { addressLine: 'Storgata 1' } }],
        marketingConsents: [{ channel: 'sms', consent: true }],
        tags: [],
      },
      userErrors: [],
    });
    expect(calls).toEqual(['createCustomer', 'listTagsOfCustomer']);
    expect(customer('N1')).toMatchObject({ email: 'ola@example.com', metadata: { a: 1 } });
  });

  it('takes null for absence', async () => {
    await made('N0', { firstName: 'Ola' });
    const nothing = { lastName: null, email: null, addresses: null, marketingConsents: null, metadata: null };
    await made('N00', { firstName: 'Ola', ...nothing });
    const { id: _, customer_id: __, created_at: ___, updated_at: ____, ...absent } = customer('N0') ?? {};
    expect(customer('N00')).toMatchObject(absent);
    expect(Object.keys(customer('N00') ?? {}).sort()).toEqual(Object.keys(customer('N0') ?? {}).sort());
  });

  it('tells everything that is wrong at once, at its place, without a call', async () => {
    const details = {
      email: 'no',
      phoneNumber: '0047 91',
      addresses: [{ address: { addressLine: 'x', postalPlace: 'y', country: 'Norway' } }],
    };
    const { data, calls } = await run('customerCreate', { customerId: 'N2', details }, 'customer { customerId }');
    expect(data.customerCreate.userErrors).toEqual([
      { code: 'INVALID_FORMAT', message: 'email is not an e-mail address.', field: ['input', 'details', 'email'] },
      {
        code: 'INVALID_FORMAT',
        message: 'phoneNumber is not a phone number like +4799999999.',
        field: ['input', 'details', 'phoneNumber'],
      },
      {
        code: 'INVALID_FORMAT',
        message: 'country is not a valid iso-3166-1.',
        field: ['input', 'details', 'addresses', '0', 'address', 'country'],
      },
    ]);
    expect(calls).toEqual([]);
  });

  it('tells which of its values another customer has', async () => {
    await made('N3', { email: 'n3@example.com', phoneNumber: '+4792222222' });
    const { data } = await run(
      'customerCreate',
      { details: { email: 'n3@example.com', phoneNumber: '+4792222222' } },
      'customer { customerId }',
    );
    expect(data.customerCreate.userErrors).toEqual([
      {
        code: 'ALREADY_TAKEN',
        message: 'Another customer has this e-mail address already.',
        field: ['input', 'details', 'email'],
      },
      {
        code: 'ALREADY_TAKEN',
        message: 'Another customer has this phone number already.',
        field: ['input', 'details', 'phoneNumber'],
      },
    ]);
    expect(JSON.stringify(data)).not.toContain('n3@example.com');
  });
});

describe('Mutation.customerUpdate', () => {
  it('changes what is given, takes away what is null, and leaves the rest', async () => {
    await made('U1', { firstName: 'Kari', lastName: 'Nordmann', gender: 'f', metadata: { keep: 1, drop: 2 } });
    const details = { firstName: 'Karin', gender: null, metadata: { drop: null, add: 3 } };
    const { data, calls } = await run(
      'customerUpdate',
      { customerId: 'U1', details },
      'customer { firstName lastName gender metadata }',
    );
    expect(data.customerUpdate.customer).toEqual({
      firstName: 'Karin',
      lastName: 'Nordmann',
      gender: null,
      metadata: { keep: 1, add: 3 },
    });
    expect(calls).toEqual(['updateCustomer']);
  });

  it('is seen by what the same request reads afterwards', async () => {
    await made('U2', { firstName: 'One' });
    const update = (alias: string, name: string) =>
      `${alias}: customerUpdate(input: { customerId: "U2", details: { firstName: "${name}" } }) { customer { firstName } }`;
    const { data } = await harness.ask(`mutation { ${update('a', 'Two')} ${update('b', 'Three')} }`, { as: 'admin' });
    expect(data).toEqual({ a: { customer: { firstName: 'Two' } }, b: { customer: { firstName: 'Three' } } });
    const seen = await harness.ask('{ customer(customerId: "U2") { firstName } }');
    expect(seen.data.customer.firstName).toBe('Three');
  });

  it('lets a customer change themselves and nobody else', async () => {
    const own = await run(
      'customerUpdate',
      { customerId: 'C1001', details: { favoriteStore: 'S01001' } },
      'customer { favoriteStore }',
      { as: 'mobile' },
    );
    expect(own.data.customerUpdate).toEqual({ customer: { favoriteStore: 'S01001' }, userErrors: [] });
    const other = await run('customerUpdate', { customerId: 'C1002', details: {} }, 'customer { customerId }', {
      as: 'mobile',
    });
    expect(other).toMatchObject({ codes: ['NOT_OWNER'], calls: [] });
  });

  it('tells that there is no such customer', async () => {
    const { data, errors } = await run(
      'customerUpdate',
      { customerId: 'none', details: {} },
      'customer { customerId }',
    );
    expect(errors).toEqual([]);
    expect(data.customerUpdate).toMatchObject({
      customer: null,
      userErrors: [{ code: 'NOT_FOUND', message: 'There is no such customer.', field: ['input', 'customerId'] }],
    });
  });
});

describe('the finer rules on customers', () => {
  it.each([
    ['customerCreate', 'create:customers:/users', { details: { type: 'EMPLOYEE' } }],
    ['customerUpdate', 'user:customers', { customerId: 'C1001', details: { type: 'OTHER' } }],
    ['customerUpdate', 'write:customers', { customerId: 'C1001', details: { password: 'pass-w0rd' } }],
    ['customerCreate', 'write:customers', { details: { pin: '4711' } }],
  ])('deny %s to %s alone, without a call', async (name, scope, input) => {
    const token = await harness.sandbox.issue({ scopes: [scope], customerId: 'C1001' });
    const { codes, calls, errors } = await run(name, input, 'customer { customerId }', { token });
    expect({ codes, calls }).toEqual({ codes: ['INSUFFICIENT_SCOPE'], calls: [] });
    expect(JSON.stringify(errors)).not.toMatch(/pass-w0rd|4711/);
  });

  it('let in who holds what they ask for, and a password leaves no trace', async () => {
    const token = await harness.sandbox.issue({ scopes: ['write:customers', 'write:accounts:/auth/users'] });
    const details = { type: 'EMPLOYEE', password: 'pass-w0rd', pin: '4711' };
    const { data } = await run('customerCreate', { customerId: 'E1', details }, 'customer { type }', { token });
    expect(data.customerCreate).toEqual({ customer: { type: 'EMPLOYEE' }, userErrors: [] });
    expect(JSON.stringify([customer('E1'), harness.sandbox.calls])).not.toMatch(/pass-w0rd|4711/);
  });
});

describe('Mutation.customerDelete and Mutation.customerIdChange', () => {
  it('say what is wrong with the one id and with the other, without a call', async () => {
    const { data, calls } = await run('customerIdChange', { customerId: '../x', newCustomerId: 'C5' }, '__typename');
    expect(data.customerIdChange.userErrors).toMatchObject([{ field: ['input', 'customerId'] }]);
    expect(calls).toEqual([]);
  });

  it('delete a customer, whom lists leave out', async () => {
    await made('D1', { email: 'd1@example.com' });
    const { data } = await run('customerDelete', { customerId: 'D1', deleteTokens: true }, 'customer { deletedAt }');
    expect(data.customerDelete.customer.deletedAt).not.toBeNull();
    const list = await harness.ask('{ customers(filter: { email: "d1@example.com" }) { nodes { customerId } } }');
    expect(list.data.customers.nodes).toEqual([]);
  });

  it('move everything of a customer to another id', async () => {
    const { data } = await run(
      'customerIdChange',
      { customerId: 'C1005', newCustomerId: 'C5' },
      'customer { customerId receipts(first: 1) { nodes { id } } }',
    );
    expect(data.customerIdChange.customer).toMatchObject({ customerId: 'C5', receipts: { nodes: [{}] } });
    const old = await harness.ask('{ customer(customerId: "C1005") { customerId } }');
    expect(old.data.customer).toBeNull();
    const taken = await run(
      'customerIdChange',
      { customerId: 'C5', newCustomerId: 'C1001' },
      'customer { customerId }',
    );
    expect(taken.data.customerIdChange.userErrors).toMatchObject([{ field: ['input', 'newCustomerId'] }]);
  });
});

describe('the mutations of what hangs on customers', () => {
  it('make, give and delete tags', async () => {
    await made('T1');
    const tag = await run('customerTagCreate', { tag: 'Gold' }, 'tag { tagId tag }');
    const { tagId } = tag.data.customerTagCreate.tag;
    const given = await run('customerTagsReplace', { customerId: 'T1', tagIds: [tagId] }, 'tags { tag }');
    expect(given.data.customerTagsReplace).toEqual({ tags: [{ tag: 'Gold' }], userErrors: [] });
    const unknown = await run('customerTagsReplace', { customerId: 'T1', tagIds: ['none'] }, 'tags { tag }');
    expect(unknown.data.customerTagsReplace.userErrors).toMatchObject([
      { code: 'NOT_FOUND', field: ['input', 'tagIds', '0'] },
    ]);
    await run('customerTagDelete', { tagId }, 'tag { tag }');
    const seen = await harness.ask('{ customer(customerId: "T1") { tags { tag } } }');
    expect(seen.data.customer.tags).toEqual([]);
    const again = await run('customerTagDelete', { tagId }, 'tag { tag }');
    expect(again.data.customerTagDelete.userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
  });

  it('add and remove tokens', async () => {
    await made('T2');
    const added = await run(
      'customerTokenAdd',
      { customerId: 'T2', type: 'APP', value: 'v1', tokenId: 't1' },
      'token { tokenId type }',
    );
    expect(added.data.customerTokenAdd).toEqual({ token: { tokenId: 't1', type: 'APP' }, userErrors: [] });
    expect(added.calls).toEqual(['addCustomerToken']);
    const taken = await run('customerTokenAdd', { customerId: 'C1001', type: 'APP', value: 'v1' }, 'token { tokenId }');
    expect(taken.data.customerTokenAdd.userErrors).toMatchObject([{ field: ['input', 'value'] }]);
    const removed = await run('customerTokenRemove', { customerId: 'T2', tokenId: 't1' }, 'token { deletedAt }');
    expect(removed.data.customerTokenRemove.token.deletedAt).not.toBeNull();
  });

  it('publish and withdraw terms', async () => {
    const { data } = await run('customerTermCreate', { terms: 'Be kind.' }, 'term { termId terms }');
    const { termId, terms } = data.customerTermCreate.term;
    expect(terms).toBe('Be kind.');
    await run('customerTermDelete', { termId }, 'term { termId }');
    const seen = await harness.ask('{ customerTerms(first: 100) { nodes { termId } } }');
    expect(seen.data.customerTerms.nodes).not.toContainEqual({ termId });
  });

  it('verify an address by the code that was sent', async () => {
    await made('V1', { email: 'v1@example.com' });
    const sent = await run('customerVerificationSend', { customerId: 'V1', field: 'EMAIL' }, 'sent');
    expect(sent.data.customerVerificationSend).toEqual({ sent: true, userErrors: [] });
    const wrong = await run(
      'customerVerificationConfirm',
      { customerId: 'V1', field: 'EMAIL', code: '000000' },
      'verified',
    );
    expect(wrong.data.customerVerificationConfirm).toMatchObject({
      verified: null,
      userErrors: [{ field: ['input', 'code'] }],
    });
    const right = await run(
      'customerVerificationConfirm',
      { customerId: 'V1', field: 'EMAIL', code: '123456' },
      'verified',
    );
    expect(right.data.customerVerificationConfirm.verified).toBe(true);
    expect(harness.sandbox.state.communication.get('V1')?.communication?.email?.verified_at).toBeDefined();
  });

  it.each([
    ['customerTagCreate', { tag: ' ' }, 'REQUIRED', ['input', 'tag']],
    ['customerTermCreate', { terms: '' }, 'REQUIRED', ['input', 'terms']],
    ['customerTagDelete', { tagId: '../x' }, 'INVALID_FORMAT', ['input', 'tagId']],
    ['customerTokenRemove', { customerId: ' ', tokenId: '' }, 'INVALID_FORMAT', ['input', 'customerId']],
  ])('refuse a bad input of %s without a call', async (name, input, code, field) => {
    const { data, calls } = await run(name, input, '__typename');
    expect(data[name].userErrors[0]).toMatchObject({ code, field });
    expect(calls).toEqual([]);
  });
});

describe('every mutation of customers', () => {
  const customerId = 'C1002';
  const inputs = {
    customerUpdate: { customerId, details: {} },
    customerDelete: { customerId },
    customerTagsReplace: { customerId, tagIds: [] },
    customerTokenAdd: { customerId, type: 'a', value: 'b' },
    customerTokenRemove: { customerId, tokenId: 'a' },
    customerVerificationSend: { customerId, field: 'EMAIL' },
    customerVerificationConfirm: { customerId, field: 'EMAIL', code: '1' },
    customerCreate: { details: {} },
    customerIdChange: { customerId, newCustomerId: 'x' },
    customerTagCreate: { tag: 'x' },
    customerTagDelete: { tagId: 'x' },
    customerTermCreate: { terms: 'x' },
    customerTermDelete: { termId: 'x' },
  };

  it.each(Object.entries(inputs))(
    'denies %s to who may only read, and to another customer, without a call',
    async (name, input) => {
      const reader = await run(name, input, '__typename', { as: 'helpdesk' });
      expect({ codes: reader.codes, calls: reader.calls }).toEqual({ codes: ['INSUFFICIENT_SCOPE'], calls: [] });
      const other = await run(name, input, '__typename', { as: 'mobile' });
      expect(other.codes).toEqual([
        name in
        {
          customerCreate: 0,
          customerIdChange: 0,
          customerTagCreate: 0,
          customerTagDelete: 0,
          customerTermCreate: 0,
          customerTermDelete: 0,
        }
          ? 'INSUFFICIENT_SCOPE'
          : 'NOT_OWNER',
      ]);
      expect(other.calls).toEqual([]);
    },
  );
});
