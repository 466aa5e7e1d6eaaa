import { readFileSync } from 'node:fs';
import { buildSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { schema } from '../../src/graphql/schema.ts';
import { readManifests } from '../../src/server/trusted/manifests.ts';
import { type Manifest, manifestProblems } from '../../tools/apps.ts';

const read = (name: string) => readFileSync(new URL(`../../schema/${name}`, import.meta.url), 'utf8');
const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
const mobile: Manifest = JSON.parse(read(`manifests/mobile-${version}.json`));

describe('check:apps', () => {
  it('finds nothing where the schema is that of the manifest', () => {
    expect(manifestProblems(schema, mobile)).toEqual([]);
  });

  it('tells a field that is gone, with app, version, operation and field', () => {
    const without = buildSchema(read('schema.graphql').replace(/"""[^"]*"""\n {2}pickupAt: DateTime\n/g, ''));
    expect(manifestProblems(without, mobile)).toEqual([
      `mobile ${version} MyOrders: Cannot query field "pickupAt" on type "Order".`,
    ]);
  });

  it('tells a scope that an operation needs now, with app, version, operation and field', () => {
    const { MyOrders } = mobile.operations;
    if (MyOrders === undefined) throw new Error('The manifest has no MyOrders.');
    const before = { ...mobile, operations: { MyOrders: { ...MyOrders, scopes: ['user:customers'] } } };
    expect(manifestProblems(schema, before)).toContain(
      `mobile ${version} MyOrders: Customer.orders needs user:shopping`,
    );
  });

  it('is of manifests that the server takes', () => {
    const documents = readManifests(new URL('../../schema/manifests/', import.meta.url).pathname);
    for (const { id, body } of Object.values(mobile.operations))
      expect(documents.get(id.replace('sha256:', ''))).toBe(body);
  });
});
