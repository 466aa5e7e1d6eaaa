import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { DeviationName } from '../../src/sandbox/deviations/deviations.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import { createContractCheck } from '../../src/upstream/contract-check/contract-check.ts';
import { deviationsOf, deviationsOfAnswer } from '../../src/upstream/contract-check/deviations.ts';
import { endpoint } from '../../src/upstream/endpoint.ts';
import { shipped } from '../graphql/harness.ts';
import { ask, bearer, post, request, serve, type TestServer } from './server.ts';

let plain: Sandbox;
beforeAll(async () => {
  plain = await startSandbox();
});
afterAll(() => plain.close());

async function open(env: Record<string, string>, ...deviate: DeviationName[]) {
  const sandbox = deviate.length === 0 ? plain : await startSandbox({ deviate });
  const server = await serve(sandbox, env);
  onTestFinished(async () => {
    await server.close();
    if (sandbox !== plain) await sandbox.close();
  });
  const token = await sandbox.token('helpdesk');
  return { server, token };
}

const card = '{ walletCard(cardId: "GK100001") { balance { amount } } }';

async function found({ server, token }: { server: TestServer; token: string }, least: number) {
  return vi.waitUntil(
    async () => {
      const { status, body } = await ask(server, request('/contract', { headers: bearer(token) }));
      expect(status).toBe(200);
      const checked = body.endpoints.reduce((sum: number, each: { checked: number }) => sum + each.checked, 0);
      return checked >= least ? body : undefined;
    },
    { timeout: 15_000 },
  );
}

function told({ lines }: TestServer) {
  return lines.filter(({ msg }) => msg === 'an answer differs from the contract');
}

describe('answers that differ from the contract', () => {
  it('are counted by endpoint and path, and told in the log, without a value', async () => {
    const opened = await open({ CONTRACT_CHECK: 'report' }, 'amounts-as-strings', 'currency-unknown');
    const answers = [
      await ask(opened.server, post(card, bearer(opened.token))),
      await ask(opened.server, post(card, bearer(opened.token))),
    ];
    expect(answers.map(({ codes }) => codes)).toEqual([['UPSTREAM_MALFORMED'], ['UPSTREAM_MALFORMED']]);
    const body = await found(opened, 2);
    expect(body).toEqual({
      mode: 'report',
      endpoints: [
        {
          endpoint: 'getCard',
          call: 'GET /accounts/{aid}/wallets/cards/{card_id}',
          checked: 2,
          deviating: 2,
          unchecked: 0,
          deviations: expect.arrayContaining([{ path: '/amount_balance', expected: 'must be integer', answers: 2 }]),
        },
      ],
    });
    expect(told(opened.server)).toContainEqual(
      expect.objectContaining({
        level: 40,
        endpoint: 'getCard',
        path: '/amount_balance',
        expected: 'must be integer',
      }),
    );
    expect(told(opened.server).filter(({ path }) => path === '/amount_balance')).toHaveLength(1);
    expect(JSON.stringify([body, told(opened.server)])).not.toMatch(/VED|GK100001|"\d+"/);
  });

  it.each<[DeviationName, string, object]>([
    [
      'latin-1-unmarked',
      '{ discountCampaigns(first: 5) { nodes { name } } }',
      { path: '', expected: 'must be text in the charset that it says' },
    ],
    ['enum-new-value', '{ customer(customerId: "C1001") { type } }', { path: '/type' }],
    [
      'dates-impossible',
      '{ customer(customerId: "C1001") { id } }',
      { path: '/date_of_birth', expected: 'must match format "date"' },
    ],
  ])('are seen whatever becomes of them: %s', async (deviation, query, expected) => {
    const opened = await open({ CONTRACT_CHECK: 'sample' }, deviation);
    await ask(opened.server, post(query, bearer(opened.token)));
    const { endpoints } = await found(opened, 1);
    expect(endpoints[0].deviations).toContainEqual(expect.objectContaining(expected));
  });
});

describe('answers as the contract has them', () => {
  it('have no deviations, with every call of a large document', async () => {
    const opened = await open({ CONTRACT_CHECK: 'report' });
    const variables = { customerId: 'C1001' };
    await ask(opened.server, post({ query: shipped('helpdesk/Customer360'), variables }, bearer(opened.token)));
    const { endpoints } = await found(opened, 6);
    expect(endpoints.flatMap(({ deviations }: { deviations: object[] }) => deviations)).toEqual([]);
    expect(told(opened.server)).toEqual([]);
  });
});

describe('GET /contract', () => {
  it('is not there unless it is switched on', async () => {
    const { server, token } = await open({});
    expect(await ask(server, request('/contract', { headers: bearer(token) }))).toMatchObject({
      status: 404,
      codes: ['NOT_FOUND'],
    });
  });

  it('lets in whom /graphql lets in, by GET', async () => {
    const { server, token } = await open({ CONTRACT_CHECK: 'report', ALLOW_ANONYMOUS: 'off' });
    const asked = [
      request('/contract'),
      request('/contract', { headers: bearer('a.b.c') }),
      request('/contract', { method: 'POST', headers: bearer(token), body: '{}' }),
      request('/contract', { headers: bearer(token) }),
    ];
    const statuses = [];
    for (const each of asked) statuses.push((await ask(server, each)).status);
    expect(statuses).toEqual([401, 401, 405, 200]);
  });

  const production = {
    NODE_ENV: 'production',
    DINTERO_ACCOUNT_ID: 'T00000001',
    DINTERO_CLIENT_ID: 'bff',
    DINTERO_CLIENT_SECRET: 'sandbox-secret',
  };

  it.each([
    ['only where it is listed', { CONTRACT_CHECK: 'report', ALLOW_IN_PRODUCTION: 'CONTRACT_CHECK' }, 200],
    ['and not with samples, which are in the log', { CONTRACT_CHECK: 'sample' }, 404],
  ])('is there in production %s', async (_, env, status) => {
    const { server, token } = await open({ ...production, ...env }, 'amounts-as-strings');
    await ask(server, post(card, bearer(token)));
    await vi.waitUntil(() => told(server).length > 0, { timeout: 15_000 });
    expect(await ask(server, request('/contract', { headers: bearer(token) }))).toMatchObject({ status });
  });
});

describe('the cost of checking', () => {
  const getCard = endpoint('getCard');
  const answer = { status: 200, headers: {}, body: Buffer.from('{"card_id":7}') };

  it('is bounded: what comes while many answers wait is only counted', () => {
    const check = createContractCheck({ mode: 'report', notify: () => {} });
    for (let each = 0; each < 150; each += 1) check.offer(getCard, answer);
    expect(check.found()).toMatchObject([{ checked: 0, unchecked: 50 }]);
    check.close();
  });

  it('is bounded in bytes too', () => {
    const check = createContractCheck({ mode: 'report', notify: () => {} });
    const large = { ...answer, body: Buffer.alloc(7 * 1024 * 1024) };
    for (let each = 0; each < 3; each += 1) check.offer(getCard, large);
    expect(check.found()).toMatchObject([{ unchecked: 1 }]);
    check.close();
  });

  it('is a tenth of the time: nine times as long as a check took nothing is checked', () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    let worked = 0;
    const notify = () => {
      worked += 10;
    };
    const check = createContractCheck({ mode: 'report', notify, now: () => Date.now() + worked });
    check.offer(getCard, answer);
    vi.advanceTimersByTime(0);
    check.offer(getCard, answer);
    const checkedAfter = (time: number) => {
      vi.advanceTimersByTime(time);
      return check.found()[0]?.checked;
    };
    expect([checkedAfter(0), checkedAfter(worked * 9 - 1), checkedAfter(1)]).toEqual([1, 1, 2]);
    check.close();
  });

  it('is one answer of each endpoint in a minute for samples', () => {
    let time = 0;
    const check = createContractCheck({ mode: 'sample', notify: () => {}, now: () => time });
    for (const at of [0, 30_000, 59_999, 60_000, 60_001]) {
      time = at;
      check.offer(getCard, answer);
    }
    expect(check.found()).toMatchObject([{ unchecked: 3 }]);
    check.close();
  });
});

describe('what is told of a deviation', () => {
  it('names members of the contract alone', () => {
    const told = deviationsOf('getCustomer', {
      id: 'C1',
      addresses: [{ 'Kari Nordmann': 1, postal_code: 5 }],
      attributes: { Kari: { Nordmann: 1 } },
      metadata: { Kari: 7 },
    });
    expect(told).toContainEqual({ path: '/addresses/[]/postal_code', expected: 'must be string' });
    expect(JSON.stringify(told)).not.toMatch(/Kari|Nordmann/);
  });

  it('is also a status that the contract has not', () => {
    const answer = { status: 202, headers: {}, body: Buffer.from('{}') };
    expect(deviationsOfAnswer(endpoint('getCard'), answer)).toEqual([{ path: '', expected: 'must have status 200' }]);
  });
});
