import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from './run.ts';

const customer360 = 'schema/operations/helpdesk/Customer360.graphql';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'explain-'));
  await writeFile(
    join(folder, 'cards.graphql'),
    'query Cards($id: String!) { customer(customerId: $id) { walletCards(first: 3) { nodes { cardId } } } }',
  );
  await writeFile(join(folder, 'kari.json'), '{ "id": "C1001" }');
});
afterAll(() => rm(folder, { recursive: true }));

describe('explain', () => {
  it('prints the fields, what is needed, and what it costs', async () => {
    const { status, output } = await run('explain', join(folder, 'cards.graphql'), '--persona', 'helpdesk-basic');
    expect(status).toBe(0);
    expect(output).toBe(`query Cards
  customer  Query.customer  ALLOWED
    needs admin:customers, or read:customers, or user:customers, or user:customers:/customer/details (user:customers, user:customers:/customer/details: own data only)
    walletCards  Customer.walletCards  DENIED: lacks read:wallets, or admin:wallets
      needs admin:wallets, or read:wallets, or user:wallets (user:wallets: own data only)

Staff and API clients need: read:customers and read:wallets
  read:customers for Query.customer
  read:wallets for Customer.walletCards
  The least powerful of 4 sets: the next has admin:customers in place of read:customers.
  or admin:customers and read:wallets
  or admin:wallets and read:customers
  or admin:customers and admin:wallets
A customer needs: user:customers:/customer/details and user:wallets
  user:customers:/customer/details for Query.customer
  user:wallets for Customer.walletCards
  The least powerful of 2 sets: the next has user:customers in place of user:customers:/customer/details.
  or user:customers and user:wallets

Upstream calls: 0 to 0, in 0 waves

For CLIENT with read:customers
`);
  });

  it('is JSON where it is asked for', async () => {
    const { output } = await run('explain', customer360, '--scopes', 'read:customers', '--json');
    expect(JSON.parse(output)).toMatchObject({
      operation: { name: 'Customer360' },
      viewer: { scopes: ['read:customers'] },
    });
  });

  it('decides about own data by the variables', async () => {
    const args = [join(folder, 'cards.graphql'), '--persona', 'mobile', '--json'];
    const decisions = async (...more: string[]) => {
      const { output } = await run('explain', ...args, ...more);
      return JSON.parse(output).fields.map(({ verdict }: { verdict: { decision: string } }) => verdict.decision);
    };
    expect(await decisions('--variables', join(folder, 'kari.json'))).toEqual(['allowed', 'allowed']);
    expect(await decisions()).toEqual(['depends', 'depends']);
  });

  it.each([
    [['nothing.graphql'], 'No document is found at nothing.graphql.'],
    [[customer360, '--token', 'x'], 'That is not an access token.'],
    [[customer360, '--persona', 'x'], 'There is no such persona'],
    [[customer360, '--operation', 'x'], 'The document has no such operation.'],
    [[customer360, '--variables', 'x'], 'x cannot be read.'],
  ])('says what is wrong with %j', async (args, message) => {
    const { status, errors } = await run('explain', ...args);
    expect({ status, errors }).toEqual({ status: 2, errors: expect.stringContaining(message) });
  });
});
