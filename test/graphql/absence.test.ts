import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Harness, startHarness } from './harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const html = '<html><body>404 Not Found</body></html>';

it.each([
  ['a proxy', html],
  ['a gateway', { message: 'Not Found' }],
  ['nobody', {}],
])('a 404 of %s does not say that a customer is not there', async (_, body) => {
  const lift = harness.sandbox.fail({ on: 'getCustomer', status: 404, body });
  const { data, codes } = await harness.ask('{ customer(customerId: "C1001") { firstName } }').finally(lift);
  expect(data).toEqual({ customer: null });
  expect(codes).toEqual(['UPSTREAM_MALFORMED']);
});

it('a 404 of the service does', async () => {
  const body = { error: { code: 'NOT_FOUND', message: 'No such customer.' } };
  const lift = harness.sandbox.fail({ on: 'getCustomer', status: 404, body });
  const { data, errors } = await harness.ask('{ customer(customerId: "C1001") { firstName } }').finally(lift);
  expect([data, errors]).toEqual([{ customer: null }, []]);
});

it('a page for people does not say that nobody has an e-mail address', async () => {
  const headers = { 'content-type': 'text/html' };
  const lift = harness.sandbox.fail({ on: 'customerExists', status: 404, body: html, headers });
  const { data, codes } = await harness.ask('{ customerExists(email: "kari@example.com") }').finally(lift);
  expect([data, codes]).toEqual([{ customerExists: null }, ['UPSTREAM_MALFORMED']]);
});
