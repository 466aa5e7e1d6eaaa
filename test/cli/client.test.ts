import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import { type Outcome, runIn } from './run.ts';

// Each command is a process of its own.
vi.setConfig({ testTimeout: 120_000 });

let sandbox: Sandbox;
let folder: string;
let token: string;
beforeAll(async () => {
  sandbox = await startSandbox();
  token = await sandbox.issue({ scopes: ['write:accounts', 'read:accounts'] });
  folder = await mkdtemp(join(tmpdir(), 'client-'));
  await writeFile(
    join(folder, 'app.graphql'),
    'query App { customer(customerId: "1") { firstName walletCards { nodes { cardId } } } }',
  );
});
afterAll(async () => {
  await sandbox.close();
  await rm(folder, { recursive: true });
});

const documents = () => join(folder, 'app.graphql');

function client(...args: string[]): Promise<Outcome> {
  const env = { DINTERO_ACCOUNT_ID: sandbox.accountId, DINTERO_BASE_URL: sandbox.url, ADMIN_TOKEN: token };
  return runIn(env, 'client', ...args);
}

function named(clientId: string) {
  const record = [...sandbox.state.clients.values()].find((each) => each.client.client_id === clientId);
  const grants = [...sandbox.state.grants.values()].filter(({ client_id }) => client_id === record?.client.id);
  return { record, grants };
}

function calls() {
  const endpoints = sandbox.calls.map(({ endpoint }) => endpoint);
  sandbox.clearCalls();
  return endpoints;
}

describe('client plan', () => {
  it('prints the least powerful scopes and who asks for them, and calls nothing', async () => {
    const { status, output } = await client('plan', documents());
    expect(status).toBe(0);
    expect(output).toMatch(/^Scopes: read:customers read:wallets$/m);
    expect(output).toMatch(/^ {4}App {2}Query\.customer$/m);
    expect(calls()).toEqual([]);
  });

  it('adds what an app needs that logs customers in', async () => {
    const { output } = await client('plan', '--customers', documents(), '--json');
    expect(JSON.parse(output).scopes).toEqual([
      'user:customers:/customer/details',
      'user:wallets',
      'write:accounts:/auth/users',
      'write:accounts:/auth/passwordless',
      'write:accounts:/auth/mfa',
      'create:accounts:auth:refresh_token',
    ]);
  });
});

describe('client create', () => {
  it('asks before it does anything, and does nothing where nobody can be asked', async () => {
    const { status, errors } = await client('create', '--name', 'Kiosk', '--from', documents());
    expect(status).toBe(2);
    expect(errors).toContain('POST /accounts/T00000001/auth/client-grants');
    expect(errors).toContain('"read:wallets"');
    expect(errors).toContain('Say --yes.');
    expect(calls()).toEqual([]);
  });

  it('shows the secret once, and it works', async () => {
    const args = ['--name', 'Kiosk', '--client-id', 'kiosk', '--from', documents(), '--yes'];
    const { status, output, errors } = await client('create', ...args);
    expect(status).toBe(0);
    expect(calls()).toEqual(['createClient', 'createClientGrant']);
    const { record, grants } = named('kiosk');
    expect(output).toBe(`CLIENT_ID=kiosk\nCLIENT_SECRET=${record?.secret}\n`);
    expect(errors).not.toContain(record?.secret);
    expect(grants).toMatchObject([
      { client_id: record?.client.id, scope: ['read:customers', 'read:wallets'], type: 'client_credentials' },
    ]);
  });

  it('writes the secret to a new file that nobody else reads', async () => {
    const file = join(folder, 'secret');
    const args = ['--name', 'Till', '--client-id', 'till', '--from', documents(), '--yes', '--secret-file', file];
    const { status, output } = await client('create', ...args);
    expect([status, output]).toEqual([0, '']);
    expect(await readFile(file, 'utf8')).toContain(`CLIENT_SECRET=${named('till').record?.secret}`);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    calls();
    expect(await client('create', ...args)).toMatchObject({ status: 2 });
    expect(calls()).toEqual([]);
  });

  it('keeps the secret of a client whose grant fails, and says how to go on', async () => {
    sandbox.fail({ on: 'createClientGrant', status: 500, times: 1 });
    const args = ['--name', 'Half', '--client-id', 'half', '--from', documents(), '--yes'];
    const { status, output, errors } = await client('create', ...args);
    expect(status).toBe(1);
    expect(output).toContain(`CLIENT_SECRET=${named('half').record?.secret}`);
    expect(errors).toContain('client trim');
    expect(await client('trim', 'half', '--from', documents(), '--yes')).toMatchObject({ status: 0 });
    expect(named('half').grants).toMatchObject([{ scope: ['read:customers', 'read:wallets'] }]);
  });

  it("does not take the server's own token", async () => {
    token = await sandbox.issue({ scopes: ['read:accounts'] });
    const { status, errors } = await client('create', '--name', 'X', '--from', documents(), '--yes');
    token = await sandbox.issue({ scopes: ['write:accounts', 'read:accounts'] });
    expect(status).toBe(1);
    expect(errors).toContain('It needs admin:accounts or write:accounts');
    expect(errors).not.toContain(token.slice(0, 20));
  });
});

describe('client diff and client trim', () => {
  it('find nothing where there is nothing', async () => {
    expect(await client('diff', 'kiosk', '--from', documents())).toMatchObject({
      status: 0,
      output: 'Nothing is missing.\nNothing is too much.\n',
    });
  });

  it('find what is too much, too powerful and missing, in older spelling too, and mend it', async () => {
    const [grant] = named('kiosk').grants;
    Object.assign(grant ?? {}, { scope: ['customers:read', 'admin:receipts'] });
    const before = await client('diff', 'kiosk', '--from', documents());
    expect(before.status).toBe(1);
    expect(before.output).toContain('Too much: admin:receipts');
    expect(before.output).toMatch(/App {2}Customer\.walletCards: .*read:wallets$/m);
    calls();
    const refused = await client('trim', 'kiosk', '--from', documents());
    expect(refused).toMatchObject({ status: 2, errors: expect.stringContaining('PATCH') });
    expect(calls()).toEqual(['listClients', 'listClientGrants']);
    expect(await client('trim', 'kiosk', '--from', documents(), '--yes')).toMatchObject({ status: 0 });
    expect(calls()).toEqual(['listClients', 'listClientGrants', 'updateClientGrant']);
    expect(named('kiosk').grants).toMatchObject([{ scope: ['customers:read', 'read:wallets'] }]);
    expect((await client('diff', 'kiosk', '--from', documents())).status).toBe(0);
  });

  it('name what the log-in lacks, and mark a key to everybody', async () => {
    const [grant] = named('app').grants;
    const masterKey = 'write:accounts:/auth/passwordless/code';
    const needed = ['user:customers:/customer/details', 'user:wallets', 'write:accounts:/auth/users'];
    Object.assign(grant ?? {}, { scope: [...needed, masterKey] });
    const { status, output } = await client('diff', 'app', '--customers', '--from', documents());
    expect(status).toBe(1);
    expect(output).toContain('  create:accounts:auth:refresh_token, to keep them logged in\n');
    expect(output).toContain(`A master key: with ${masterKey} it can log in as every customer.`);
  });

  it('say that there is no such client', async () => {
    expect(await client('diff', 'nobody', '--from', documents())).toMatchObject({
      status: 1,
      errors: 'The account has no such client.\n',
    });
  });
});

describe('client list', () => {
  it('tells each client with its own scopes, whatever filter the account does not heed, and marks those that may do too much', async () => {
    const id = named('till').record?.client.id ?? '';
    sandbox.state.grants.set('extra', {
      id: 'extra',
      client_id: id,
      audience: 'https://api.dintero.com/v1/accounts/T00000001',
      scope: ['admin:account', 'create:applicant'],
      type: 'client_credentials',
    });
    calls();
    const { status, output } = await client('list', '--json');
    expect(status).toBe(0);
    expect(calls().sort()).toEqual(['listClientGrants', 'listClients']);
    const listed: { clientId: string }[] = JSON.parse(output);
    expect(listed).toHaveLength(sandbox.state.clients.size);
    expect(listed.find(({ clientId }) => clientId === 'till')).toEqual({
      id,
      clientId: 'till',
      name: 'Till',
      scopes: ['admin:accounts', 'create:applicant', 'read:customers', 'read:wallets'],
      masterKeys: ['admin:accounts'],
      ofPartners: ['create:applicant'],
    });
    const { output: text } = await client('list');
    expect(text).toContain(
      'till (Till): admin:accounts create:applicant read:customers read:wallets\n  Holds a master key: admin:accounts\n',
    );
    expect(text).toContain('  Holds scopes of partners, which no app needs: create:applicant');
    expect(text).not.toContain(named('till').record?.secret);
  });
});

describe('client delete', () => {
  it('names what goes with it, and does nothing where nobody agrees', async () => {
    const { status, errors } = await client('delete', 'till');
    expect(status).toBe(2);
    expect(errors).toContain(
      'With till (Till) go its secret and its grants: read:customers read:wallets admin:accounts',
    );
    expect(calls()).not.toContain('deleteClient');
  });

  it('refuses the client that it runs as', async () => {
    const own = token;
    token = await sandbox.issue({
      scopes: ['write:accounts', 'read:accounts'],
      subject: named('till').record?.client.id ?? '',
    });
    const { status, errors } = await client('delete', 'till', '--yes');
    token = own;
    expect([status, errors]).toEqual([2, 'The administrator token is of this client: delete it with another one.\n']);
    expect(named('till').record).toBeDefined();
  });

  it('deletes the client and its grants', async () => {
    const id = named('till').record?.client.id;
    const { status, output } = await client('delete', 'till', '--yes', '--json');
    expect(status).toBe(0);
    expect(JSON.parse(output).deleted).toMatchObject({ id, clientId: 'till' });
    expect(named('till').record).toBeUndefined();
    expect([...sandbox.state.grants.values()].filter(({ client_id }) => client_id === id)).toEqual([]);
  });
});
