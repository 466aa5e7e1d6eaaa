import {
  type ConstValueNode,
  type DirectiveNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type ValueNode,
  visit,
} from 'graphql';

/** Directives that Relay and Apollo Client read themselves and do not send. */
const ofClients: ReadonlySet<string> = new Set([
  'alias',
  'appendEdge',
  'appendNode',
  'argumentDefinitions',
  'arguments',
  'assignable',
  'catch',
  'connection',
  'dangerouslyUnaliasedFixme',
  'deleteEdge',
  'deleteRecord',
  'exec_time_resolvers',
  'export',
  'inline',
  'match',
  'module',
  'no_inline',
  'nonreactive',
  'preloadable',
  'prependEdge',
  'prependNode',
  'raw_response_type',
  'refetchable',
  'relay',
  'required',
  'throwOnFieldError',
  'unmask',
  'updatable',
  'waterfall',
]);

/**
 * A document as its client sends it: without the directives that Relay and Apollo Client read themselves, and without
 * `@client` fields. A variable that a fragment declares by `@argumentDefinitions` becomes its default; where it has none, the
 * argument that it stands in is left out.
 */
export function asSent(document: DocumentNode): DocumentNode {
  return visit(document, {
    Field: ({ directives }) => (isClient(directives) ? null : undefined),
    InlineFragment: ({ directives }) => (isClient(directives) ? null : undefined),
    FragmentDefinition: (fragment) => withDefaults(fragment),
    Directive: { leave: ({ name }) => (ofClients.has(name.value) ? null : undefined) },
  });
}

function isClient(directives: readonly DirectiveNode[] | undefined): boolean {
  return directives?.some(({ name }) => name.value === 'client') ?? false;
}

function withDefaults(fragment: FragmentDefinitionNode): FragmentDefinitionNode | undefined {
  const declared = fragment.directives?.find(({ name }) => name.value === 'argumentDefinitions')?.arguments ?? [];
  if (declared.length === 0) return undefined;
  const defaults = new Map(declared.map(({ name, value }) => [name.value, defaultIn(value)]));
  const selectionSet = visit(fragment.selectionSet, {
    Argument: ({ value }) =>
      value.kind === Kind.VARIABLE && defaults.get(value.name.value) === null ? null : undefined,
    Variable: ({ name }) => defaults.get(name.value) ?? undefined,
  });
  return { ...fragment, selectionSet };
}

/** The `defaultValue` of a variable of a fragment; null: it has none. */
function defaultIn(definition: ValueNode): ConstValueNode | null {
  if (definition.kind !== Kind.OBJECT) return null;
  const value = definition.fields.find(({ name }) => name.value === 'defaultValue')?.value;
  return value === undefined || !isConstant(value) ? null : value;
}

function isConstant(value: ValueNode): value is ConstValueNode {
  return value.kind !== Kind.VARIABLE;
}
