import type { ObjectRef } from '@pothos/core';
import type { Endpoint, PagedEndpointName } from '../../upstream/endpoint.ts';
import { builder } from '../builder.ts';
import type { Connection } from './connection.ts';
import type { InputFor } from './ways.ts';

type Types = typeof builder.$inferSchemaTypes;

/** What is read of a connection: every one has a page info. */
interface Countable extends Pick<Connection<unknown>, 'counted'> {
  readonly pageInfo: unknown;
}

/** One row is enough: the count comes in a header. */
const window = { first: 1, from: null, counts: true };

/**
 * Adds `totalCount` to the connection of a list that upstream counts: `total-count` of `total=true`. It is a call of its
 * own, so that a page alone costs no counting.
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
      // A list that counts was asked for by an input of this very endpoint.
      input: ({ counted = null }) => (counted === null ? null : ({ ...counted, window } as InputFor<Endpoint<Name>>)),
      resolve: (page) => (page as { readonly total?: number | null } | null)?.total,
    }),
  );
}
