import { GraphQLError } from 'graphql';
import { bare } from '../../kernel/manifest.ts';
import type { TrustedDocuments } from './manifests.ts';

/** `off`: any text may run; `prefer`: ids and texts; `require`: ids of trusted documents alone. */
export type TrustedMode = 'off' | 'prefer' | 'require';

/** What a request says of its document. */
export interface AskedDocument {
  readonly query?: unknown;
  readonly documentId?: unknown;
  /** `persistedQuery.sha256Hash` of Apollo's automatic persisted queries is an id too. */
  readonly extensions?: unknown;
}

/** The text that is to run, and whether it was found by an id. */
export interface FoundDocument {
  readonly text: string;
  readonly trusted: boolean;
}

/** Finds the document of a request, or says why it may not run. */
export function findDocument(
  asked: AskedDocument,
  mode: TrustedMode,
  documents: TrustedDocuments,
): FoundDocument | GraphQLError {
  const hash = hashIn(asked.extensions);
  const id = typeof asked.documentId === 'string' ? asked.documentId : hash;
  const known = id === null || mode === 'off' ? undefined : documents.get(bare(id));
  if (known !== undefined) return { text: known, trusted: true };
  const { query } = asked;
  if (typeof query === 'string' && query !== '') {
    if (mode === 'require')
      return refusal('PERSISTED_DOCUMENT_REQUIRED', 'Only trusted documents may run: send an id.');
    return { text: query, trusted: false };
  }
  if (id === null) return { text: '', trusted: false };
  // The words by which stock clients know that they are to send the text; where none may run, they are not to.
  const message = hash !== null && mode !== 'require' ? 'PersistedQueryNotFound' : 'No trusted document has this id.';
  return refusal('PERSISTED_DOCUMENT_NOT_FOUND', message);
}

function hashIn(extensions: unknown): string | null {
  const persisted = member(extensions, 'persistedQuery');
  const hash = member(persisted, 'sha256Hash');
  return typeof hash === 'string' ? hash : null;
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function refusal(code: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code } });
}
