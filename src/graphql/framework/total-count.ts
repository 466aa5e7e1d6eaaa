import type { ObjectRef } from '@pothos/core';
import type { Endpoint, PagedEndpointName } from '../../upstream/endpoint.ts';
import { builder } from '../builder.ts';
import type { Connection } from './connection.ts';
import type { InputFor } from './ways.ts';

type Types = typeof builder.$inferSchemaTypes;

/** What this reads of a connection. */
interface Countable extends Pick<Connection<unknown>, 'counted'> {
  readonly pageInfo: unknown;
}

/** One row is enough, because the count comes in a header. */
const window = { first: 1, from: null, counts: true };

/**
 * Adds `totalCount` to the connection of a list that upstream can count: with `total=true` it answers a `total-count` header.
 * It is a call of its own, so that a page without `totalCount` costs no counting.
 */
export function declareTotalCount<const Name extends PagedEndpointName>(
  connection: ObjectRef<Types, Countable>,
  endpoint: Endpoint<Name>,
): void {
  builder.objectField(connection, 'totalCount', (t) =>
    t.call({
      type: 'Int',
      description: 'How many items the whole list has, whatever the page; null where upstream does not say.',
      calls: endpoint,
      // `counted` is the input with which this endpoint was called for the page.
      input: ({ counted = null }) => (counted === null ? null : ({ ...counted, window } as InputFor<Endpoint<Name>>)),
      resolve: (page) => (page as { readonly total?: number | null } | null)?.total,
    }),
  );
}
