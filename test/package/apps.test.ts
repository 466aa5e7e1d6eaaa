import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSchema, parse, print, visit } from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { type AppManifest, readManifest } from '../../src/cli/apps/manifest.ts';
import { problemsOf } from '../../src/cli/apps/problems.ts';
import { schema } from '../../src/graphql/schema.ts';
import { readManifests } from '../../src/server/trusted/manifests.ts';
import { run } from '../cli/run.ts';

const fileOf = (name: string) => fileURLToPath(new URL(`../../schema/${name}`, import.meta.url));
const read = (name: string) => readFileSync(fileOf(name), 'utf8');
const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

/** The schema as text in which a test changes a line. */
const whole = print(
  visit(parse(read('schema.graphql')), { StringValue: (_, key) => (key === 'description' ? null : undefined) }),
);

const apps = new Map<string, { readonly manifest: AppManifest; readonly published: string }>();
beforeAll(async () => {
  for (const app of ['mobile', 'helpdesk']) {
    const name = `manifests/${app}-${version}`;
    apps.set(app, { manifest: await readManifest(fileOf(`${name}.json`)), published: read(`${name}.graphql`) });
  }
});

/** What a schema breaks of an app. */
async function broken(app: string, sdl: string): Promise<string[]> {
  const { manifest, published } = apps.get(app) ?? {};
  if (manifest === undefined || published === undefined) throw new Error(`${app} has no manifest.`);
  return problemsOf(buildSchema(sdl), buildSchema(published, { assumeValid: true }), { ...manifest, lock: null });
}

describe('check:apps', () => {
  it.each(['mobile', 'helpdesk'])('finds nothing at %s where the schema is that of its manifest', async (app) => {
    expect(await broken(app, whole)).toEqual([]);
    const { manifest, published = '' } = apps.get(app) ?? {};
    if (manifest) expect(await problemsOf(schema, buildSchema(published, { assumeValid: true }), manifest)).toEqual([]);
  });

  it.each([
    ['a field that is gone', 'mobile', 'MyOrders', 'Order.pickupAt', /(type Order .*?)\n {2}pickupAt: DateTime/s, '$1'],
    [
      'another type of a field',
      'helpdesk',
      'Customer360',
      'Money.decimal',
      /(type Money .*?decimal: )String!/s,
      '$1Float!',
    ],
    [
      'a field that may be null',
      'mobile',
      'MyGiftCards',
      'WalletCard.cardId',
      /(type WalletCard .*?cardId: )String!/s,
      '$1String',
    ],
    [
      'another type of an input',
      'mobile',
      'UpdateProfile',
      'CustomerDetailsInput.firstName',
      /(input CustomerDetailsInput .*?firstName: )String/s,
      '$1Int',
    ],
    [
      'an input that may not be null any more',
      'helpdesk',
      'CustomerEdit',
      'CustomerDetailsInput.email',
      /(input CustomerDetailsInput .*?email: )String/s,
      '$1String!',
    ],
    [
      'an input that must be given',
      'mobile',
      'UpdateProfile',
      'CustomerDetailsInput.reason',
      /(input CustomerDetailsInput [^{]*\{)/,
      '$1\n  reason: String!',
    ],
    [
      'an argument that must be given',
      'mobile',
      'MyOrders',
      'Customer.orders.reason',
      /(type Customer .*?\n {2}orders\()/s,
      '$1reason: String!, ',
    ],
    [
      'a value that is read',
      'mobile',
      'MyOrders',
      'OrderStatus.CANCELLED',
      /(enum OrderStatus .*?)\n {2}CANCELLED/s,
      '$1',
    ],
    [
      'a value that is written',
      'mobile',
      'UpdateProfile',
      'CustomerAddressType.CUSTOM',
      /(enum CustomerAddressType .*?)\n {2}CUSTOM\b/s,
      '$1',
    ],
  ])('tells %s, with app, version, operation and field', async (_, app, operation, coordinate, part, other) => {
    expect(whole).toMatch(part);
    const problems = await broken(app, whole.replace(part, other));
    expect(problems.join('\n')).toContain(`${app} ${version} ${operation}: ${coordinate}: `);
    // Nobody is troubled who does not use it.
    for (const line of problems) expect(line).toContain(coordinate.split('.')[1]);
  });

  it('does not mind what is new and what nobody uses', async () => {
    const more = whole
      .replace(/enum OrderStatus \{/, 'enum OrderStatus {\n  NEW')
      .replace(/input CustomerDetailsInput \{/, 'input CustomerDetailsInput {\n  nickname: String')
      .replace(/(type Organization .*?)\n {2}name: .*?\n/s, '$1\n');
    expect(more).not.toBe(whole);
    for (const app of ['mobile', 'helpdesk']) expect(await broken(app, more)).toEqual([]);
  });

  it('tells a scope that an operation needs now', async () => {
    const { manifest, published = '' } = apps.get('mobile') ?? {};
    const operations = manifest?.operations.filter(({ name }) => name === 'MyOrders') ?? [];
    const lock = { audience: 'customer', operations: { MyOrders: ['user:customers'] } } as const;
    const before = { app: `mobile ${version}`, operations, lock };
    expect(await problemsOf(schema, buildSchema(published, { assumeValid: true }), before)).toContain(
      `mobile ${version} MyOrders: Customer.orders needs user:shopping`,
    );
  });

  it('is of manifests that the server takes', () => {
    const documents = readManifests(fileOf('manifests/'));
    const { operations } = JSON.parse(read(`manifests/mobile-${version}.json`));
    expect(documents.get(operations.Me.id.replace('sha256:', ''))).toBe(operations.Me.body);
  });
});

describe('dintero-graphql apps', () => {
  const folder = mkdtempSync(join(tmpdir(), 'apps-'));
  const stock = join(folder, 'shop-2.1.json');
  const text = 'query Orders { orders { nodes { orderId pickupAt } } }';

  it.each([
    ['graphql-codegen and Relay', { ab12: text }],
    [
      "Apollo's tool",
      {
        format: 'apollo-persisted-query-manifest',
        version: 1,
        operations: [{ id: 'ab12', name: 'Orders', type: 'query', body: text }],
      },
    ],
  ])('takes manifests of %s', async (_, manifest) => {
    writeFileSync(stock, JSON.stringify(manifest));
    expect(await run('apps', stock, '--publish')).toMatchObject({ status: 0 });
    expect(await run('apps', stock)).toMatchObject({ status: 0, errors: '' });
    const part = readFileSync(join(folder, 'shop-2.1.graphql'), 'utf8');
    writeFileSync(join(folder, 'shop-2.1.graphql'), part.replace('orderId: String!', 'orderId: Int!'));
    const { status, errors } = await run('apps', stock);
    expect(status).toBe(1);
    expect(errors).toContain('shop-2.1 Orders: Order.orderId: ');
  });

  it('says what is wrong with its use', async () => {
    const lone = join(folder, 'lone.json');
    writeFileSync(lone, JSON.stringify({ ab12: text }));
    expect(await run('apps', lone)).toMatchObject({ status: 2, errors: expect.stringContaining('apps --publish') });
    writeFileSync(lone, '[]');
    expect((await run('apps', lone, '--publish')).errors).toContain('is not a manifest');
    expect((await run('apps', join(folder, 'nothing*.json'))).errors).toContain('No manifest is found');
  });
});
