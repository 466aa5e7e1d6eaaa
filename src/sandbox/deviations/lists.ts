import { endpointTable } from '../../upstream/contract/endpoints.ts';
import type { Paging } from '../../upstream/endpoint.ts';
import { failure } from '../answer.ts';
import type { Deviation } from './deviation.ts';

/** How lists go on, and which paths there are. */
export const listDeviations = {
  'rows-without-ids': {
    about: 'Rows of lists have neither an id nor what a list is paged by.',
    body: ({ endpoint }, body) => mapRows(endpointTable[endpoint].paging, body, withoutIds),
  },
  'cursor-ignored': {
    about: 'starting_after is ignored: every page is the first.',
    request: (match) => ({ ...match, query: { ...match.query, starting_after: undefined } }),
  },
  'filters-ignored': {
    about: 'Filters of lists are ignored: every list holds everything.',
    request: (match) => {
      const { limit, starting_after } = match.query;
      return endpointTable[match.endpoint].paging === null ? match : { ...match, query: { limit, starting_after } };
    },
  },
  'not-found-inferred': {
    about: 'Paths that nobody has read in the vendor documentation do not exist.',
    refuse: ({ isInferred }) => (isInferred ? failure(404, 'NOT_FOUND', 'No such path.') : undefined),
  },
} as const satisfies Record<string, Deviation>;

function mapRows(paging: Paging | null, body: unknown, change: (row: object, paging: Paging) => object): unknown {
  if (paging === null) return body;
  const all = (rows: unknown) => (Array.isArray(rows) ? rows.map((row) => change(Object(row), paging)) : rows);
  if (paging.items === undefined) return all(body);
  return { ...Object(body), [paging.items]: all(Reflect.get(Object(body), paging.items)) };
}

function withoutIds(row: object, { cursor }: Paging): object {
  const { id: _, paging_token: __, ...rest } = Object(row);
  if (cursor !== undefined) delete rest[cursor];
  return rest;
}
