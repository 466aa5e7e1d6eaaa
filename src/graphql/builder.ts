import SchemaBuilder from '@pothos/core';
import RelayPlugin from '@pothos/plugin-relay';
import AccessPlugin from '../auth/access/plugin.ts';
import type { GraphContext } from './context.ts';
import EntriesPlugin from './entries.ts';

/** The Pothos builder that every type and field of the schema is declared with. */
export const builder = new SchemaBuilder<{
  Context: GraphContext;
  Scalars: {
    ID: { Input: string; Output: string };
    DateTime: { Input: Date; Output: string };
    Date: { Input: Date; Output: string };
    JSONObject: { Input: Record<string, unknown>; Output: Record<string, unknown> };
    SafeInt: { Input: number; Output: number };
    Currency: { Input: string; Output: string };
  };
  DefaultEdgesNullability: { list: false; items: false };
  DefaultNodeNullability: false;
}>({
  // The first wraps what the others made: what a gate loads is a list too.
  plugins: [EntriesPlugin, AccessPlugin, RelayPlugin],
  relay: {
    clientMutationId: 'omit',
    cursorType: 'String',
    nodeQueryOptions: false,
    nodesQueryOptions: false,
    edgesFieldOptions: {
      nullable: { list: false, items: false },
      description: 'The items of this page, each with its cursor.',
    },
    nodesOnConnection: { description: 'The items of this page.' },
    nodeTypeOptions: { description: 'An entity that can be fetched again by its opaque id.' },
    idFieldOptions: { description: 'Opaque global id, stable across restarts.' },
    pageInfoTypeOptions: { description: 'Where a page lies in its list. Lists go forward only.' },
    hasNextPageFieldOptions: {
      description:
        'Whether there is more to read after this page. A page of 100 rows of a list that upstream sends as a bare array may answer true although nothing follows.',
    },
    hasPreviousPageFieldOptions: { description: 'Whether the page was asked for with `after`.' },
    startCursorFieldOptions: { description: 'Cursor of the first item, null on an empty page.' },
    endCursorFieldOptions: {
      description:
        'Where the list goes on after this page, to be passed as `after`; null on an empty page that ends the list.',
    },
    cursorFieldOptions: {
      description: 'Opaque place of the item in this list, to be passed as `after` to the same list.',
    },
    nodeFieldOptions: { nullable: false, description: 'The item.' },
    pageInfoFieldOptions: { description: 'Where the page lies in its list.' },
  },
});

builder.queryType({ description: 'Everything that can be read.' });

/** What declares the fields of an input, for fields that several inputs have alike. */
export type InputFields = PothosSchemaTypes.InputFieldBuilder<typeof builder.$inferSchemaTypes, 'InputObject'>;
