import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Harness, startHarness } from './harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const composed = 'Åse Blåbær';

it('letters that a Mac writes as two signs are written as one, and find what was written so', async () => {
  const written = await harness.ask(
    `mutation ($name: String!, $email: String!) {
      customerCreate(input: { customerId: "NFC1", details: { type: CUSTOMER, firstName: $name, email: $email } }) {
        customer { firstName email } userErrors { message }
      }
    }`,
    { as: 'admin', variables: { name: composed.normalize('NFD'), email: 'blåbær@example.com'.normalize('NFD') } },
  );
  expect(written.data.customerCreate).toEqual({
    customer: { firstName: composed, email: 'blåbær@example.com' },
    userErrors: [],
  });
  const asked = 'query ($email: String!) { customerExists(email: $email) }';
  const found = await harness.ask(asked, { variables: { email: 'BLÅBÆR@example.com'.normalize('NFD') } });
  expect(found.data).toEqual({ customerExists: true });
});
