import { type DirectiveNode, GraphQLError, Kind } from 'graphql';

/** Variables that decide by `@skip` and `@include` whether a node counts: all of them must be what is wanted. Empty: it does. */
export type When = readonly Condition[];

interface Condition {
  readonly variable: string;
  readonly wanted: boolean;
}

/** No condition. */
export const always: When = [];

/** The conditions of a node with these directives, added to `outer`; null: it is never selected. */
export function whenOf(directives: readonly DirectiveNode[] | undefined, outer: When): When | null {
  let when = outer;
  for (const { name, arguments: [condition] = [] } of directives ?? []) {
    const wanted = name.value === 'include';
    if (condition === undefined || (!wanted && name.value !== 'skip')) continue;
    const { value } = condition;
    if (value.kind === Kind.BOOLEAN && value.value !== wanted) return null;
    if (value.kind !== Kind.VARIABLE) continue;
    const variable = value.name.value;
    const same = when.find((each) => each.variable === variable);
    if (same === undefined) when = [...when, { variable, wanted }];
    else if (same.wanted !== wanted) return null;
  }
  return when;
}

/** Tells two conditions apart. */
export function keyOfWhens(when: When): string {
  return when.map(({ variable, wanted }) => `${wanted ? '' : '!'}${variable}`).join(' ');
}

/**
 * Whether a condition holds; undefined where a variable without a value decides.
 *
 * @param known gives the value of a variable, undefined where it is not known
 */
export function holds(when: When, known: (variable: string) => boolean | undefined): boolean | undefined {
  let held: boolean | undefined = true;
  for (const { variable, wanted } of when) {
    const value = known(variable);
    if (value === !wanted) return false;
    if (value === undefined) held = undefined;
  }
  return held;
}

/** @throws GraphQLError where a variable that decides is null */
export function isMet(when: When, coerced: Readonly<Record<string, unknown>>): boolean {
  for (const { variable, wanted } of when) {
    const value = coerced[variable];
    if (typeof value !== 'boolean')
      throw new GraphQLError(`Variable "$${variable}" must not be null: it decides what is skipped.`);
    if (value !== wanted) return false;
  }
  return true;
}
