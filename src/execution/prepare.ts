import {
  BREAK,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  visit,
} from 'graphql';
import { OperationPlan, type Room, takeRoom } from './plan.ts';
import type { ObjectPlan, VariableValues } from './run.ts';

/** An operation of a document, with the plans that were made for it. */
export interface Prepared {
  readonly operation: OperationDefinitionNode;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  /** Variables that `@skip` and `@include` depend on; each combination has a plan of its own. */
  readonly deciding: readonly string[];
  readonly plans: Map<string, Planned>;
  readonly room: Room;
}

/** A plan with its root fields. */
export interface Planned {
  readonly plan: OperationPlan;
  readonly root: ObjectPlan;
}

/** Of so many variables at most; there are twice as many plans with each more. */
const maxDeciding = 4;

/** Looks an operation over; null where it is for graphql-js to execute, or not there at all. */
export function prepare(document: DocumentNode, operationName: string | null | undefined): Prepared | null {
  const operation = getOperationAST(document, operationName);
  if (!operation || operation.operation === OperationTypeNode.SUBSCRIPTION) return null;
  const deciding = new Set<string>();
  let isUsual = true;
  let fields = 0;
  visit(document, {
    Directive({ name, arguments: [condition] = [] }) {
      if (name.value !== 'skip' && name.value !== 'include') isUsual = false;
      if (condition?.value.kind === Kind.VARIABLE) deciding.add(condition.value.name.value);
      return isUsual ? undefined : BREAK;
    },
    Field({ name, alias }) {
      fields += 1;
      // As a member of an answer it would be the object's prototype.
      if ((alias ?? name).value === '__proto__') isUsual = false;
      return isUsual ? undefined : BREAK;
    },
  });
  if (!isUsual || deciding.size > maxDeciding) return null;
  const fragments: Record<string, FragmentDefinitionNode> = Object.create(null);
  for (const each of document.definitions)
    if (each.kind === Kind.FRAGMENT_DEFINITION) fragments[each.name.value] = each;
  return { operation, fragments, deciding: [...deciding], plans: new Map(), room: { fields: 2 * fields + 20 } };
}

/**
 * The plan of an operation for what its deciding variables are.
 *
 * @throws GraphQLError where they are not what `@skip` and `@include` take, or the schema has no such operations
 */
export function planned(
  { operation, fragments, deciding, plans, room }: Prepared,
  schema: GraphQLSchema,
  variables: VariableValues,
  hideSuggestions: boolean,
): Planned | undefined {
  const key = deciding.map((name) => String(variables.coerced[name])).join();
  const known = plans.get(key);
  if (known !== undefined) return known;
  const type = schema.getRootType(operation.operation);
  if (!type) return undefined;
  // What else was sent may be a secret, and large: a plan that is kept must not hold it.
  const coerced: Record<string, unknown> = Object.create(null);
  for (const name of deciding) if (name in variables.coerced) coerced[name] = variables.coerced[name];
  const skipping = { sources: Object.create(null), coerced };
  const plan = new OperationPlan(schema, operation, fragments, skipping, hideSuggestions, room);
  const made = { plan, root: plan.object(type, [operation.selectionSet]) };
  if (takeRoom(room, made.root)) plans.set(key, made);
  return made;
}
