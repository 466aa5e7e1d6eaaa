import { memberOf } from '../kernel/record.ts';
/**
 * A document with the types of its answer and its variables, as graphql-codegen and gql.tada make them: a string with its
 * types, a document that keeps its text, or any other together with `print`.
 */
export interface TypedDocument<Data, Variables> {
  __apiType?: (variables: Variables) => Data;
}

/** Prints a document that does not keep its text: `print` of graphql, for one. */
export interface Printer {
  // A method, so that a printer of a narrower type of document fits: which type it is, the app knows.
  print?(document: object): string;
}

/** The text of a document, or null where it has none and nothing prints it. */
export function textOf(document: object, { print }: Printer): string | null {
  if (document instanceof String || typeof document === 'string') return document.toString();
  if (print !== undefined) return print(document);
  const source = memberOf(memberOf(document, 'loc'), 'source');
  const body = memberOf(source, 'body');
  return typeof body === 'string' ? body : null;
}

/** The hash that graphql-codegen has put into a document; null: none. */
export function hashOf(document: object): string | null {
  const hash = memberOf(memberOf(document, '__meta__'), 'hash');
  return typeof hash === 'string' ? hash : null;
}
