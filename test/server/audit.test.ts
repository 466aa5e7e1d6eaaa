import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import { createLogger } from '../../src/server/log.ts';
import { ask, bearer, post, request, serve, type TestServer } from './server.ts';

let sandbox: Sandbox;
let server: TestServer;
beforeAll(async () => {
  sandbox = await startSandbox();
  server = await serve(sandbox, { AUDIT_KEY: 'key' });
});
afterAll(async () => {
  await server.close();
  await sandbox.close();
});

const hashed = (id: string) => createHmac('sha256', 'key').update(id).digest('base64url');

async function auditOf(query: string, as: 'helpdesk' | 'mobile') {
  const before = server.lines.length;
  await ask(server, post(query, bearer(await sandbox.token(as))));
  return server.lines.slice(before).filter(({ log }) => log === 'audit');
}

describe('an audit line', () => {
  it('says who has read whose data, hashed, and which fields', async () => {
    const query =
      'query One { customer(customerId: "C1001") { firstName ...More } } fragment More on Customer { email }';
    expect(await auditOf(query, 'helpdesk')).toEqual([
      {
        level: 30,
        time: expect.any(String),
        log: 'audit',
        version: 1,
        event: 'read',
        msg: 'personal data was read',
        requestId: expect.any(String),
        viewer: 'CLIENT',
        client: expect.any(String),
        person: null,
        customers: [hashed('C1001')],
        fields: ['Query.customer', 'Customer.firstName', 'Customer.email'],
        operationName: 'One',
      },
    ]);
  });

  it('names every customer of a list', async () => {
    const [line] = await auditOf('{ customers(first: 3) { nodes { customerId } } }', 'helpdesk');
    expect(line?.['customers']).toHaveLength(3);
    expect(JSON.stringify(line)).not.toMatch(/C1001|@/);
  });

  it('is not written for customers who read their own, nor where nobody’s data was read', async () => {
    expect(await auditOf('{ me { firstName } }', 'mobile')).toEqual([]);
    expect(await auditOf('{ viewer { kind } }', 'helpdesk')).toEqual([]);
  });
});

describe('what is logged', () => {
  it('holds none of what was planted in token, variables, headers, URL and upstream’s answers', async () => {
    const canary = 'CANARY-7f3a\r\n{"level":60}\u001b[31m';
    const written: string[] = [];
    const log = createLogger('trace', undefined, { write: (line) => written.push(line) });
    const watched = await serve(sandbox, { LOG_LEVEL: 'debug' }, log);
    const header = 'CANARY-7f3a';
    // Upstream repeats what it was asked, as it might in bodies and headers.
    const body = { error: { code: header, message: canary, errors: [{ message: canary }] }, customer_id: header };
    const headers = { 'x-request-id': header, location: `https://api.example.com/${header}` };
    const lifts = [
      sandbox.fail({ on: 'getCustomer', status: 400, body, headers }),
      sandbox.fail({ on: 'listCustomers', status: 500, body, headers }),
      sandbox.fail({ on: 'searchReceipts', status: 200, body, headers }),
    ];
    const token = await sandbox.issue({ scopes: ['read:customers', 'read:receipts'], subject: 'staff-1' });
    const documents = [
      'query N($id: String!) { customer(customerId: $id) { firstName } }',
      'query CANARY_7f3a($id: String!) { a: customers(first: 1, filter: { email: $id }) { nodes { email } } }',
      'query N($id: String!) { CANARY_7f3a(id: $id) }',
      // A filter by such an address is refused here: what is asked without one does come to upstream.
      '{ customers(first: 1) { nodes { email } } }',
      'query N($id: String!) { receiptsByNumber(receiptId: "1") { id } customer(customerId: "C1001") { firstName } a: customers(first: 1, filter: { email: $id }) { nodes { email } } }',
    ];
    for (const query of documents) {
      for (const authorization of [`Bearer ${token}`, `Bearer ${token}${header}`, `Basic ${header}`]) {
        const headers = {
          authorization,
          'x-request-id': `${header} x`,
          tracestate: `a=${header}`,
          'user-agent': header,
        };
        await ask(watched, post({ query, variables: { id: canary }, operationName: null }, headers));
      }
    }
    for (const path of [
      `/${header}`,
      `/graphql?documentId=${header}`,
      `/graphql?query=${header}`,
      `/explain?${header}`,
    ])
      await ask(watched, request(path, { headers: bearer(token) }));
    for (const lift of lifts) lift();
    await watched.close();
    expect(written.length).toBeGreaterThan(9);
    // What was planted upstream was met: its failures are told.
    for (const endpoint of ['getCustomer', 'listCustomers', 'searchReceipts'])
      expect(written.filter((line) => line.includes(`"endpoint":"${endpoint}"`))).not.toEqual([]);
    const all = written.join('');
    expect(all.replaceAll('"operationName":"CANARY_7f3a"', '')).not.toMatch(/CANARY.7f3a/);
    for (const part of token.split('.')) expect(all).not.toContain(part);
    // One record is one line, whatever was sent.
    for (const line of written) expect(Object.keys(JSON.parse(line))).toContain('level');
    expect(all.split('\n')).toHaveLength(written.length + 1);
    expect(all).not.toContain('\u001b');
  });
});
