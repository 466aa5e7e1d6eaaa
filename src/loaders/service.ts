import type { Endpoint, EndpointName, InputOf, ItemOf, PagedEndpointName } from '../upstream/endpoint.ts';

/** A list whose rows are all that a look-up would tell. */
export interface Prime {
  readonly list: Endpoint;
  readonly endpoint: Endpoint;
  /** The look-up's input for a row of a page that was asked for with `of`; null for odd data without an id. */
  input(row: object, of: object): object | null;
}

/** Declares that the rows of a list answer a look-up. */
export function prime<const List extends PagedEndpointName, const One extends EndpointName>(
  list: Endpoint<List>,
  endpoint: Endpoint<One>,
  input: (row: ItemOf<List>, of: InputOf<List>) => InputOf<One> | null,
): Prime {
  // A page of a list holds its rows.
  return { list, endpoint, input: input as Prime['input'] };
}
