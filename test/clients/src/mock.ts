import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { addMocksToSchema } from '@graphql-tools/mock';
import { makeExecutableSchema } from '@graphql-tools/schema';
import { mocks } from 'dintero-graphql/mocks';
import { graphql } from 'graphql';
import { CustomerDocument } from './texts/graphql.ts';

/** @graphql-tools/mock answers a document of an app, by ids, with nothing but the mocks of the package. */
const file = createRequire(import.meta.url).resolve('dintero-graphql/schema.graphql');
const schema = addMocksToSchema<object>({
  schema: makeExecutableSchema({ typeDefs: readFileSync(file, 'utf8') }),
  mocks,
  resolvers: (store) => ({
    Query: { customer: (_: unknown, { customerId }: { customerId: string }) => store.get('Customer', customerId) },
  }),
});
const ask = (customerId: string) =>
  graphql({ schema, source: String(CustomerDocument), variableValues: { customerId } });

const [one, again] = await Promise.all([ask('C1001'), ask('C1001')]);
assert.deepEqual(one.errors, undefined);
assert.deepEqual(again.data, one.data);
console.log('as told  @graphql-tools/mock answers by ids');
