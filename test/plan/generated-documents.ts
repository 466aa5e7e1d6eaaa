import { type DocumentNode, parse, validate } from 'graphql';
import { schema } from '../../src/graphql/schema.ts';
import type { Harness } from '../graphql/harness.ts';
import { knownValues } from '../permissions/known-values.ts';
import { type RandomDocument, randomDocument, randomFrom } from './random-document.ts';

/** The valid document of a seed, about the data of a sandbox. */
export type Generated = (
  seed: number,
  kind?: 'query' | 'mutation',
) => RandomDocument & { readonly parsed: DocumentNode };

/** Documents about the data of this harness's sandbox, with ids of entities that are there. */
export async function generatedDocuments({ ask, sandbox }: Harness): Promise<Generated> {
  const { values } = knownValues(sandbox.state)('Query.customer');
  const { data } = await ask(
    '{ customer(customerId: "C1001") { id receipts(first: 1) { nodes { id } } walletCards(first: 1) { nodes { id } } orders(first: 1) { nodes { id } } } discounts(first: 1) { nodes { id } } }',
    { as: 'admin' },
  );
  const { customer, discounts } = data;
  const lists = [customer.receipts, customer.walletCards, customer.orders, discounts];
  const ids: readonly string[] = [customer.id, ...lists.map(({ nodes }) => nodes[0].id)];
  return (seed, kind) => {
    const made = randomDocument(schema, randomFrom(seed), values, ids, kind);
    const parsed = parse(made.query);
    const problems = validate(schema, parsed);
    if (problems.length > 0) throw new Error(`${problems[0]?.message} in ${made.query}`);
    return { ...made, parsed };
  };
}
