import { initGraphQLTada, type ResultOf, type VariablesOf } from 'gql.tada';
import type { introspection } from '../work/tada/introspection.d.ts';

const graphql = initGraphQLTada<{
  introspection: introspection;
  scalars: { DateTime: string; Date: string; SafeInt: number; Currency: string; JSONObject: object };
}>();

/** Arguments with defaults are left out: gql.tada and the compiler are to accept that. */
export const search = graphql(`
  query CustomerSearch($search: String!, $first: Int! = 20) {
    customers(first: $first, filter: { search: $search }) {
      nodes {
        id
        customerId
        walletCards {
          nodes {
            id
            balance {
              amount
              decimal
            }
          }
        }
      }
    }
  }
`);

export const variables: VariablesOf<typeof search> = { search: 'nordmann' };

/** What the compiler makes of the answer: everything that may be refused may be null. */
export function amountsOf({ customers }: ResultOf<typeof search>): number[] {
  return (customers?.nodes ?? []).flatMap((customer) =>
    (customer?.walletCards?.nodes ?? []).map((card) => card?.balance?.amount ?? 0),
  );
}
