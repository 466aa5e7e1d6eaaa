import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

/** Queries that were sent upstream, as far as the sandbox writes them down. */
function paths() {
  return harness.sandbox.calls.map(({ path }) => path.replace(/^.*\/search\/external/, ''));
}

describe('Query.organizations', () => {
  it('searches the Norwegian register unless another is named', async () => {
    const query =
      'query ($country: OrganizationRegister! = NO) { organizations(country: $country, first: 1) { nodes { businessName } } }';
    const { data, errors, calls } = await harness.ask(query, { as: 'public' });
    expect(errors).toEqual([]);
    expect(data.organizations.nodes).toEqual([{ businessName: expect.any(String) }]);
    expect(calls).toEqual(['searchOrganizations']);
    expect(paths()[0]).toMatch(/^\/organizations\/no/);

    const danish = await harness.ask(query, { as: 'public', variables: { country: 'DK' } });
    expect(danish.data.organizations.nodes).toEqual([]);
    expect(paths()[0]).toMatch(/^\/organizations\/dk/);
    const plain = await harness.ask('{ organizations(first: 1) { nodes { businessName } } }', { as: 'public' });
    expect(plain.data).toEqual(data);
  });

  it('takes the cursor of one register for no other', async () => {
    const query =
      'query ($after: String, $country: OrganizationRegister!) { organizations(country: $country, first: 1, after: $after) { pageInfo { endCursor } } }';
    const { data } = await harness.ask(query, { as: 'public', variables: { country: 'NO' } });
    const after = data.organizations.pageInfo.endCursor;
    const { codes, calls } = await harness.ask(query, { as: 'public', variables: { country: 'DK', after } });
    expect({ codes, calls }).toEqual({ codes: ['BAD_USER_INPUT'], calls: [] });
  });
});

describe('Query.organizationSubunits', () => {
  const query = `query ($number: String!) {
    organizationSubunits(country: "NO", organizationNumber: $number) { organizationNumber businessName businessAddress { postalPlace } }
  }`;

  it('lists the places of business of one', async () => {
    const { data, errors, calls } = await harness.ask(query, { as: 'public', variables: { number: '987654300' } });
    expect(errors).toEqual([]);
    expect(data.organizationSubunits).toEqual([
      {
        organizationNumber: '987654301',
        businessName: expect.stringContaining(' avd. '),
        businessAddress: { postalPlace: expect.any(String) },
      },
    ]);
    expect(calls).toEqual(['listOrganizationSubunits']);
  });

  it('has none of a business that nobody knows', async () => {
    const { data, errors } = await harness.ask(query, { as: 'public', variables: { number: '1' } });
    expect({ data, errors }).toEqual({ data: { organizationSubunits: [] }, errors: [] });
  });
});
