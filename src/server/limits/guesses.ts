import {
  type DocumentNode,
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
  type VariableValues,
} from 'graphql';
import { holdTo } from '../../kernel/limit-error.ts';
import { memberOf } from '../../kernel/record.ts';

/**
 * Root fields by which somebody could try a secret or a name, each with the argument that holds it; an empty path: it
 * always does. One of them in a request makes one request one guess.
 */
const guesses: ReadonlyMap<string, readonly string[]> = new Map([
  ['customerByToken', []],
  ['customerExists', []],
  ['customerLogin', []],
  ['customerMfaLogin', []],
  ['customerMfaRecovery', []],
  ['customerPasswordResetRequest', []],
  ['customerVerificationConfirm', []],
  ['customers', ['filter', 'tokenValue']],
  ['receiptByToken', []],
  ['receiptClaim', []],
  ['walletCardByToken', []],
  ['walletTransactionCreate', ['input', 'card', 'token']],
]);

/** The root fields of operations by which somebody could guess, of most operations none. */
const known = new WeakMap<OperationDefinitionNode, readonly FieldNode[]>();

/**
 * Lets one guess through.
 *
 * @throws LimitError when an operation makes more
 */
export function holdGuesses(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: VariableValues,
): void {
  let made = known.get(operation);
  if (made === undefined) {
    made = [...rootFields(document, operation.selectionSet)].filter(({ name }) => guesses.has(name.value));
    known.set(operation, made);
  }
  if (made.length === 0) return;
  // The same secret twice is one guess.
  const tried = new Set<unknown>();
  for (const node of made) {
    const path = guesses.get(node.name.value) ?? [];
    const secret = path.length === 0 ? (node.alias ?? node.name).value : secretOf(node, path, variables);
    if (secret !== undefined && secret !== null) tried.add(secret);
  }
  holdTo('fields that hold a secret', 1, tried.size);
}

function* rootFields(document: DocumentNode, { selections }: SelectionSetNode): Generator<FieldNode> {
  for (const node of selections) {
    if (node.kind === Kind.FIELD) yield node;
    else if (node.kind === Kind.INLINE_FRAGMENT) yield* rootFields(document, node.selectionSet);
    else {
      for (const fragment of document.definitions)
        if (fragment.kind === Kind.FRAGMENT_DEFINITION && fragment.name.value === node.name.value)
          yield* rootFields(document, fragment.selectionSet);
    }
  }
}

function secretOf(node: FieldNode, [name, ...path]: readonly string[], variables: VariableValues): unknown {
  return valueAt(node.arguments?.find((each) => each.name.value === name)?.value, path, variables);
}

function valueAt(value: ValueNode | undefined, path: readonly string[], variables: VariableValues): unknown {
  if (value === undefined || value.kind === Kind.NULL) return undefined;
  if (value.kind === Kind.VARIABLE) {
    return path.reduce(memberOf, variables.coerced[value.name.value]);
  }
  const [name, ...rest] = path;
  if (value.kind === Kind.STRING) return value.value;
  if (name === undefined || value.kind !== Kind.OBJECT) return value;
  return valueAt(value.fields.find((each) => each.name.value === name)?.value, rest, variables);
}
