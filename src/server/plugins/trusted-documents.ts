import { GraphQLError } from 'graphql';
import type { ServerPlugin } from '../request-context.ts';
import { findDocument, type Trusted } from '../trusted/trusted.ts';

/** Finds the document of a request by its text or its id, as `TRUSTED_MODE` says. */
export function useTrustedDocuments(trusted: Trusted): ServerPlugin {
  return {
    onParams({ params, setParams, context }) {
      const found = findDocument(context.asked, trusted);
      if (found instanceof GraphQLError) throw found;
      context.facts.documentId = found.id;
      setParams({ ...params, query: found.text });
    },
  };
}
