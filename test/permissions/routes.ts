import { type GraphQLObjectType, type GraphQLSchema, getNamedType, isObjectType } from 'graphql';
import type { Rule } from '../../src/auth/access/rule.ts';
import { ruleOf, type Step } from './gates.ts';

const maxLength = 8;

/**
 * Ways from `Query`, or where it has none from `Mutation`, to a type, shortest first, through lists, connections' nodes and embedded objects; no type is
 * passed twice. Only fields whose rule `enters` accepts are passed; those without a rule always are.
 */
export function* routesTo(
  schema: GraphQLSchema,
  target: GraphQLObjectType,
  enters: (rule: Rule) => boolean,
): Generator<readonly Step[]> {
  const open = (step: Step) => {
    const rule = ruleOf(step);
    return rule === undefined || enters(rule);
  };
  const leading = leadingTo(schema, target, open);
  const root = [schema.getQueryType(), schema.getMutationType()].find((type) => type && leading.has(type));
  let routes: Step[][] = root ? [[]] : [];
  for (let length = 0; routes.length > 0 && length < maxLength; length += 1) {
    const longer: Step[][] = [];
    for (const route of routes) {
      const last = route.at(-1);
      const type = last === undefined ? root : objectOf(last);
      if (!type) continue;
      if (type === target) {
        yield route;
        continue;
      }
      for (const step of stepsOf(type)) {
        const next = objectOf(step);
        if (next === undefined || !leading.has(next) || next === root || !open(step)) continue;
        if (!route.some((passed) => passed.type === next)) longer.push([...route, step]);
      }
    }
    routes = longer;
  }
}

/** The types from which a way goes on to the target. */
function leadingTo(
  schema: GraphQLSchema,
  target: GraphQLObjectType,
  open: (step: Step) => boolean,
): ReadonlySet<GraphQLObjectType> {
  const leading = new Set([target]);
  const types = Object.values(schema.getTypeMap()).filter(isObjectType);
  let before: number;
  do {
    before = leading.size;
    for (const type of types) {
      const leads = stepsOf(type).some((step) => {
        const next = objectOf(step);
        return next !== undefined && leading.has(next) && open(step);
      });
      if (leads) leading.add(type);
    }
  } while (leading.size > before);
  return leading;
}

/** Fields to go by: of a connection `nodes` alone, as `edges` leads to the same. */
function stepsOf(type: GraphQLObjectType): Step[] {
  const fields = type.getFields();
  const all = Object.values(fields).map((field) => ({ type, field }));
  return 'nodes' in fields && 'edges' in fields ? all.filter(({ field }) => field.name === 'nodes') : all;
}

function objectOf({ field }: Step): GraphQLObjectType | undefined {
  const type = getNamedType(field.type);
  return isObjectType(type) ? type : undefined;
}
