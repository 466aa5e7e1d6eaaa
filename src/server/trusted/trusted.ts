import { GraphQLError } from 'graphql';
import { bare } from '../../kernel/manifest.ts';
import { memberOf } from '../../kernel/record.ts';
import type { GraphQLParams } from '../http/params.ts';
import type { TrustedDocuments } from './manifests.ts';

/** `off`: any text may run; `prefer`: ids and texts; `require`: ids of trusted documents alone. */
export type TrustedMode = 'off' | 'prefer' | 'require';

/**
 * How a request names its document; `persistedQuery.sha256Hash` of Apollo's automatic persisted queries is an id too.
 */
export type AskedDocument = Pick<GraphQLParams, 'query' | 'documentId' | 'extensions'>;

/** Which documents may run, and those that are known by an id. */
export interface Trusted {
  readonly mode: TrustedMode;
  readonly documents: TrustedDocuments;
}

/** The text that is to run. */
export interface FoundDocument {
  readonly text: string;
  /** The id by which it was found; null: it was sent. */
  readonly id: string | null;
}

/** Finds the document of a request, or says why it may not run. */
export function findDocument(asked: AskedDocument, { mode, documents }: Trusted): FoundDocument | GraphQLError {
  const hash = hashIn(asked.extensions);
  const id = asked.documentId ?? hash;
  const known = id === null || mode === 'off' ? undefined : documents.get(bare(id));
  if (id !== null && known !== undefined) return { text: known, id: bare(id) };
  const { query } = asked;
  if (query !== null && query !== '') {
    if (mode === 'require')
      return refusal('PERSISTED_DOCUMENT_REQUIRED', 'Only trusted documents may run: send an id.');
    return { text: query, id: null };
  }
  if (id === null) return refusal('BAD_USER_INPUT', 'query must be a text, or documentId the id of a known document.');
  // Code, message and status by which every stock client knows that it is to send the text; "not supported" ends the
  // request of those for Android and iOS. Where no text may run, they are not to.
  if (id === hash && mode !== 'require') return refusal('PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound');
  return refusal('PERSISTED_DOCUMENT_NOT_FOUND', 'No trusted document has this id.');
}

function hashIn(extensions: AskedDocument['extensions']): string | null {
  const hash = memberOf(extensions?.['persistedQuery'], 'sha256Hash');
  return typeof hash === 'string' ? hash : null;
}

function refusal(code: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code } });
}
