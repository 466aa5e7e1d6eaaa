import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FaultEffect } from '../src/sandbox/faults.ts';
import { endpointTable } from '../src/upstream/contract/endpoints.ts';
import type { EndpointName, Service } from '../src/upstream/endpoint.ts';
import { customer360, lostWith, services, without } from './faults/customer-360.ts';
import { type Answer, type Harness, startHarness } from './graphql/harness.ts';

const upstreamWords = 'at Pool.connect (/srv/legacy/pool.js:1:1)';

interface Trouble {
  readonly name: string;
  readonly effect: FaultEffect;
  readonly code: string;
}

const troubles: readonly Trouble[] = [
  { name: 'is down', effect: { status: 503, body: { error: upstreamWords } }, code: 'UPSTREAM_UNAVAILABLE' },
  { name: 'resets connections', effect: { reset: 'before' }, code: 'UPSTREAM_UNAVAILABLE' },
  { name: 'sends what is no JSON', effect: { garbage: true }, code: 'UPSTREAM_MALFORMED' },
  { name: 'sends half an answer', effect: { truncate: true }, code: 'UPSTREAM_MALFORMED' },
  { name: 'sends too much', effect: { oversize: 300_000 }, code: 'UPSTREAM_MALFORMED' },
];
const silence: Trouble = { name: 'does not answer', effect: { hang: true }, code: 'UPSTREAM_TIMEOUT' };

describe('Customer360', () => {
  let harness: Harness;
  let hasty: Harness;
  let healthy: Answer;

  beforeAll(async () => {
    harness = await startHarness({ UPSTREAM_MAX_BODY_BYTES: '200000' });
    // Long enough for the services that do not hang, on a busy machine too.
    hasty = await startHarness({ UPSTREAM_CALL_TIMEOUT: '2000' });
    healthy = await harness.ask(customer360);
    await hasty.ask(customer360);
  });
  afterAll(() => Promise.all([harness.close(), hasty.close()]));

  it('is whole when all services are well', () => {
    expect(healthy.errors).toEqual([]);
    for (const service of services) expect(without(healthy.data, lostWith[service])).not.toEqual(healthy.data);
  });

  describe.each(services)('when the %s service', (service) => {
    async function expectLoss({ sandbox, ask }: Harness, { effect, code }: Trouble) {
      const lifts = operationsOf(service).map((on) => sandbox.fail({ on, ...effect }));
      const answer = await ask(customer360);
      for (const lift of lifts) lift();

      expect(answer.status).toBe(200);
      expect(answer.data).toEqual(without(healthy.data, lostWith[service]));
      expect([...new Set(answer.errors.map(pathOf))].sort()).toEqual([...lostWith[service]].sort());
      for (const { message, extensions } of answer.errors) {
        expect(extensions).toEqual({ code, service, requestId: expect.any(String) });
        expect(message).toMatch(new RegExp(`^The ${service} service [a-z ]+\\.$`));
      }
      expect(JSON.stringify(answer)).not.toContain(upstreamWords);
      expect(JSON.stringify(answer.errors)).not.toMatch(/C1001|127\.0\.0\.1|"stack"|Bearer/);
      // Also keeps the circuit closed: a service that failed in one test after the other would be cut off.
      expect(await ask(customer360)).toMatchObject({ data: healthy.data, errors: [] });
    }

    it.each(troubles)('$name, only its own fields are lost, and only for as long', (trouble) =>
      expectLoss(harness, trouble),
    );

    it(`${silence.name}, only its own fields are lost, and only for as long`, () => expectLoss(hasty, silence));
  });
});

describe('a refusal of upstream', () => {
  let harness: Harness;
  const query = '{ customer(customerId: "C1001") { firstName tags { tag } } }';

  beforeAll(async () => {
    harness = await startHarness();
  });
  afterAll(() => harness.close());

  it('of one call too many is told with the time to wait, and the call is not made again', async () => {
    harness.sandbox.fail({
      on: 'listTagsOfCustomer',
      status: 429,
      headers: { 'retry-after': '7' },
      times: 1,
    });

    const { data, errors, calls } = await harness.ask(query);

    expect(data).toEqual({ customer: { firstName: 'Kari', tags: null } });
    expect(errors.map(({ extensions }) => extensions)).toEqual([
      { code: 'UPSTREAM_RATE_LIMITED', service: 'customers', retryAfter: 7, requestId: expect.any(String) },
    ]);
    expect(calls).toEqual(['getCustomer', 'listTagsOfCustomer']);
  });

  it.each([
    [401, 'UNAUTHENTICATED'],
    [403, 'UPSTREAM_REFUSED'],
  ])('with %i of a call that the scopes allow is told as %s', async (status, code) => {
    harness.sandbox.fail({ on: 'listTagsOfCustomer', status, body: { error: upstreamWords }, times: 1 });

    const answer = await harness.ask(query);

    expect(answer.status).toBe(200);
    expect(answer.data).toEqual({ customer: { firstName: 'Kari', tags: null } });
    expect(answer.errors.map(({ extensions }) => extensions)).toEqual([
      { code, service: 'customers', requestId: expect.any(String) },
    ]);
    expect(JSON.stringify(answer)).not.toContain(upstreamWords);
  });
});

describe('the budget of calls', () => {
  it('ends what a request may ask of a list that nothing bounds, and the rest of the answer stands', async () => {
    const { ask, close } = await startHarness({ UPSTREAM_CALL_BUDGET: '5' });

    const { status, data, errors, codes, calls } = await ask(
      '{ customerSegment(input: { storeIds: ["S01001"], items: [{ itemId: "b1001" }] }) { customerId customer { email } } }',
    );
    await close();

    expect(status).toBe(200);
    expect(calls).toHaveLength(5);
    const customers: { customer: object | null }[] = data.customerSegment;
    expect(customers.length).toBeGreaterThan(4);
    expect(customers.filter(({ customer }) => customer !== null)).toHaveLength(4);
    // Twenty of a kind are told, and how many there are beside them.
    expect(codes).toEqual(Array(21).fill('BUDGET_EXCEEDED'));
    expect(errors.at(-1)?.extensions).toMatchObject({ more: customers.length - 4 - 20 });
  });
});

describe('a client that goes away', () => {
  it('ends the calls that were made for it, and no more are made', async () => {
    const tenMinutes = 600_000;
    const { sandbox, app, ask, close } = await startHarness({
      UPSTREAM_CALL_TIMEOUT: String(tenMinutes),
      REQUEST_TIMEOUT: String(tenMinutes),
    });
    const client = new AbortController();
    const token = await sandbox.token('helpdesk');
    const lifts = (['listCustomerReceipts', 'listTagsOfCustomer'] as const).map((on) =>
      sandbox.fail({ on, delay: tenMinutes }),
    );
    sandbox.clearCalls();
    const request = new Request('http://bff/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({
        query:
          '{ customers(first: 1) { nodes { tags { tag } receipts(first: 1) { nodes { payments { typeId } } } } } }',
      }),
      signal: client.signal,
    });

    const answered = app.fetch(request).then(
      () => 'settled',
      () => 'settled',
    );
    await expect.poll(() => sandbox.calls).toHaveLength(3);
    client.abort();

    expect(await answered).toBe('settled');
    // The sandbox writes down a status when the connection of a call that it holds back ends.
    await expect.poll(() => sandbox.calls.filter(({ status }) => status === 0)).toEqual([]);
    expect(sandbox.calls).toHaveLength(3);
    for (const lift of lifts) lift();
    const next = await ask('{ customer(customerId: "C1001") { tags { tag } } }');
    expect(next.errors).toEqual([]);
    expect(next.calls).toEqual(['getCustomer', 'listTagsOfCustomer']);
    await close();
  });
});

describe('calls that were begun early', () => {
  // Whether there is such a customer is asked at the same time as for what belongs to it.
  const query = '{ me { firstName orders(first: 1) { nodes { id } } } }';

  it('end with the answer that does not want them', async () => {
    const { sandbox, ask, close } = await startHarness();
    sandbox.fail({ on: 'getCustomer', status: 404 });
    sandbox.fail({ on: 'listCustomerOrders', delay: 600_000 });
    const { data, calls } = await ask(query, { as: 'mobile' });
    expect(data).toEqual({ me: null });
    expect(calls).toEqual(['getCustomer', 'listCustomerOrders']);
    // The sandbox writes down a status when the connection of a call that it holds back ends.
    await expect.poll(() => sandbox.calls.filter(({ status }) => status === 0)).toEqual([]);
    await close();
  });
});

function operationsOf(service: Service): EndpointName[] {
  return Object.keys(endpointTable)
    .filter(isOperationId)
    .filter((id) => endpointTable[id].service === service);
}

function isOperationId(id: string): id is EndpointName {
  return Object.hasOwn(endpointTable, id);
}

function pathOf({ path = [] }: Answer['errors'][number]): string {
  return path.filter((part) => typeof part === 'string').join('.');
}
