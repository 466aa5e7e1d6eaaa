import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from './run.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scopes-'));
  const files = {
    'page.tsx': `const query = gql\`
      query Page($id: String!) { customer(customerId: $id) { ...Name } }
      \${NameFragment}
    \`;
    const other = /* GraphQL */ \`query Cards { walletCards { nodes { cardId } } }\`;
    const third = graphql(\`query Orders { orders { nodes { orderId } } }\`);`,
    'name.graphql': 'fragment Name on Customer { firstName }',
    'apollo.json': JSON.stringify({
      format: 'apollo-persisted-query-manifest',
      operations: [
        {
          id: '1',
          name: 'Receipts',
          type: 'query',
          body: 'query Receipts { receiptsByNumber(receiptId: "1") { id } }',
        },
      ],
    }),
    'hashes.json': JSON.stringify({ abc: 'query Locations { locations { nodes { id } } }' }),
    'wrong.graphql': '\nquery Wrong { customer(customerId: "1") { nme } }',
    'local.graphql':
      'query Local($id: String! = "C1") { customer(customerId: $id) { firstName isOpen @client ... @client { shown } } }',
    'broken.graphql': 'query {',
    'other.json': '[1]',
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
});
afterAll(() => rm(folder, { recursive: true }));

async function needed(...files: string[]) {
  const { output, status } = await run('scopes', ...files.map((file) => join(folder, file)), '--json');
  expect(status).toBe(0);
  return JSON.parse(output).staff.sets[0];
}

describe('scopes', () => {
  it('reads tagged templates in sources, with fragments of other files', async () => {
    expect(await needed('page.tsx', 'name.graphql')).toEqual(['read:customers', 'read:shopping', 'read:wallets']);
  });

  it("reads sources of Relay as they are sent, and Apollo's without what stays in the client", async () => {
    const { output, status } = await run('scopes', 'test/outsiders/relay/CustomerPage.ts', '--json');
    expect(status).toBe(0);
    expect(JSON.parse(output).staff.sets[0]).toEqual(['read:customers', 'read:receipts', 'read:shopping']);
    expect(await needed('local.graphql')).toEqual(['read:customers']);
  });

  it('reads persisted manifests', async () => {
    expect(await needed('apollo.json', 'hashes.json')).toEqual(['read:locations', 'read:receipts']);
  });

  it('reads patterns, and says which operation and field needs each scope', async () => {
    const { output } = await run('scopes', join(folder, '{page.tsx,name.graphql}'));
    expect(output).toContain(
      'Staff and API clients need: read:customers read:shopping read:wallets\n  read:customers\n    Page  Query.customer\n',
    );
  });

  it('says what a client lacks, with status 1', async () => {
    const { status, output } = await run('scopes', join(folder, 'hashes.json'), '--granted', 'read:customers');
    expect(status).toBe(1);
    expect(output).toContain('The client lacks:\n  Locations  Query.locations: admin:locations, or read:locations\n');
    expect(output).toContain('It holds too much: read:customers');
  });

  it('has status 1 for what a client holds too much where that is asked for', async () => {
    const args = ['scopes', join(folder, 'hashes.json'), '--granted', 'read:locations,admin:wallets'];
    expect((await run(...args)).status).toBe(0);
    const strict = await run(...args, '--fail-on-excess');
    expect(strict).toMatchObject({ status: 1, output: expect.stringContaining('It holds too much: admin:wallets') });
  });

  it('names what a client holds that is too powerful, with status 1 where that is asked for', async () => {
    const args = ['scopes', join(folder, 'hashes.json'), '--granted', 'admin:locations'];
    expect((await run(...args)).status).toBe(0);
    const strict = await run(...args, '--fail-on-excess');
    expect(strict).toMatchObject({
      status: 1,
      output: expect.stringContaining('admin:locations is too powerful: read:locations would do.'),
    });
  });

  it('tells everything that is wrong with documents, each at its place', async () => {
    const { status, errors } = await run(
      'scopes',
      join(folder, 'wrong.graphql'),
      join(folder, 'broken.graphql'),
      join(folder, 'page.tsx'),
    );
    expect(status).toBe(2);
    expect(errors).toContain(`${folder}/broken.graphql:1:8: Syntax Error`);
    expect(errors).toContain(`${folder}/wrong.graphql:2:43: Cannot query field "nme" on type "Customer".`);
    expect(errors).toMatch(/page\.tsx:2:\d+: Unknown fragment "Name"\./);
  });

  it('says when a file is not a manifest', async () => {
    expect(await run('scopes', join(folder, 'other.json'))).toMatchObject({
      status: 2,
      errors: expect.stringContaining('is not a manifest'),
    });
  });
});
