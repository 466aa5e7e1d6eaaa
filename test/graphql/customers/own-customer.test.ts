import { isInputObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gateOf } from '../../../src/auth/access/plugin.ts';
import { schema } from '../../../src/graphql/schema.ts';
import { type Harness, startHarness } from '../harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

interface Write {
  readonly scope: string;
  readonly calls: string;
  /** What there is to write about a customer, without the customer. */
  readonly input: () => object;
}

/** Every mutation that customers may do for themselves, but for the one that deletes them. */
const writes: Readonly<Record<string, Write>> = {
  customerUpdate: {
    scope: 'customers',
    calls: 'updateCustomer',
    input: () => ({ details: { favoriteStore: 'S01001' } }),
  },
  customerTagsReplace: { scope: 'customers', calls: 'replaceTagsOfCustomer', input: () => ({ tagIds: [] }) },
  customerTokenAdd: {
    scope: 'customers',
    calls: 'addCustomerToken',
    input: () => ({ type: 'APP', value: crypto.randomUUID() }),
  },
  customerTokenRemove: {
    scope: 'customers',
    calls: 'removeCustomerToken',
    input: () => ({ tokenId: harness.sandbox.state.tokensOf.get('C1001')?.[0]?.token_id }),
  },
  customerVerificationSend: {
    scope: 'customers',
    calls: 'verifyCommunication',
    input: () => ({ field: 'EMAIL' }),
  },
  customerVerificationConfirm: {
    scope: 'customers',
    calls: 'verifyCommunication',
    input: () => ({ field: 'EMAIL', code: '000000' }),
  },
  receiptClaim: {
    scope: 'receipts',
    calls: 'claimReceipt',
    input: () => ({ token: [...harness.sandbox.state.receiptTokens.keys()][0] }),
  },
};

async function write(name: string, scopes: readonly string[], customerId: string | undefined, input: object) {
  const token = await harness.sandbox.issue({ scopes, customerId });
  const { data, errors, codes, calls } = await harness.mutate(name, input, '__typename', { token });
  return { userErrors: data?.[name]?.userErrors, errors, codes, calls };
}

describe.each(Object.entries(writes))('%s', (name, { scope, calls, input }) => {
  it.each([undefined, null])('is about the own customer where a customer names none (%s)', async (customerId) => {
    const wrote = await write(name, [`user:${scope}`], 'C1001', { ...input(), customerId });
    expect(wrote).toMatchObject({ errors: [], calls: [calls] });
    // The receipt's customer is in the body: the story of the claim reads it again.
    const own = name === 'receiptClaim' ? /^\/receipts\/receipt-token/ : /^\/customers\/users\/C1001(\/|$)/;
    expect(harness.sandbox.calls.map(({ path }) => path)).toEqual([expect.stringMatching(own)]);
  });

  it('denies another customer, without a call', async () => {
    const wrote = await write(name, [`user:${scope}`], 'C1001', { ...input(), customerId: 'C1002' });
    expect(wrote).toMatchObject({ codes: ['NOT_OWNER'], calls: [] });
  });

  it('asks a caller who is no customer for one, without a call', async () => {
    const wrote = await write(name, [`write:${scope}`], undefined, input());
    expect(wrote).toMatchObject({
      errors: [],
      calls: [],
      userErrors: [
        {
          code: 'REQUIRED',
          message: 'customerId must be given by a caller who is not a customer.',
          field: ['input', 'customerId'],
        },
      ],
    });
  });
});

describe('a write about the own customer', () => {
  it('names no place for a customer whom the input does not name', async () => {
    const userErrorsOf = async (input: object) => {
      const lift = harness.sandbox.fail({ on: /^PUT /, status: 404 });
      const { userErrors } = await write('customerUpdate', ['user:customers'], 'C1001', { details: {}, ...input });
      lift();
      return userErrors;
    };
    const gone = { code: 'NOT_FOUND', message: 'There is no such customer.' };
    expect(await userErrorsOf({})).toEqual([{ ...gone, field: null }]);
    expect(await userErrorsOf({ customerId: 'C1001' })).toEqual([{ ...gone, field: ['input', 'customerId'] }]);
  });

  it('is there for every mutation that own-data scopes admit to, but for the one that deletes', () => {
    const open = Object.values(schema.getMutationType()?.getFields() ?? {}).filter((field) =>
      gateOf(field.extensions)?.ways.some(({ rule }) => rule.ownDataScopes.length > 0),
    );
    expect(open.map(({ name }) => name).sort()).toEqual([...Object.keys(writes), 'customerDelete'].sort());
    for (const { name } of open) {
      const type = schema.getType(`${name.charAt(0).toUpperCase()}${name.slice(1)}Input`);
      const field = isInputObjectType(type) ? type.getFields()['customerId'] : undefined;
      expect([name, String(field?.type)]).toEqual([name, name === 'customerDelete' ? 'String!' : 'String']);
    }
  });
});
