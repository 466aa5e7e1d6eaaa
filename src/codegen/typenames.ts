/** A change that graphql-codegen makes to documents before it reads them. */
export interface DocumentTransform {
  transform<File extends { readonly document?: object }>(asked: { readonly documents: File[] }): File[];
}

/** Asks for `__typename` in every selection below an operation's own: caches keep by it what has an id. */
export const typenames: DocumentTransform = {
  transform: ({ documents }) =>
    documents.map((file) => (file.document === undefined ? file : { ...file, document: withTypenames(file.document) })),
};

const typename = { kind: 'Field', name: { kind: 'Name', value: '__typename' } };

/** A node of a document, as far as it is looked into. */
interface Node {
  readonly kind?: string;
  readonly name?: { readonly value: string };
  readonly definitions?: readonly Node[];
  readonly selectionSet?: { readonly selections: readonly Node[] };
}

function withTypenames(node: Node): Node {
  const { kind, definitions, selectionSet } = node;
  if (definitions !== undefined) return { ...node, definitions: definitions.map(withTypenames) };
  if (selectionSet === undefined) return node;
  const selections = selectionSet.selections.map(withTypenames);
  const isAsked = kind === 'OperationDefinition' || selections.some(({ name }) => name?.value === '__typename');
  return { ...node, selectionSet: { ...selectionSet, selections: isAsked ? selections : [typename, ...selections] } };
}
