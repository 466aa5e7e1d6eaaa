import { useQuery } from 'urql';
import { MayDocument } from './graphql/graphql.ts';

/** Whether whoever is signed in may do something, by its place in the schema: `Mutation.walletCardCreate`. */
export function useMay(coordinate: string): boolean {
  const [{ data }] = useQuery({ query: MayDocument, variables: { coordinates: [coordinate] } });
  return data?.viewer.can[0]?.allowed ?? false;
}
