import { type DocumentNode, Kind } from 'graphql';
import type { OperationTree, TreeObject } from '../../execution/tree.ts';

/** Size of an operation; a fragment counts wherever it is spread. */
export interface OperationSize {
  /** Levels of fields; those below `__schema` and `__type` are not counted. */
  readonly depth: number;
  readonly aliases: number;
  /** Aliases of what hangs on `__schema` and `__type`. */
  readonly metaAliases: number;
  /** `__schema` fields. */
  readonly schemas: number;
  /** `__type` fields. */
  readonly types: number;
}

/** Counts what an operation asks for; of the types that an object may be, what is asked of several counts once. */
export function operationSize({ root }: OperationTree): OperationSize {
  let [depth, aliases, metaAliases] = [0, 0, 0];
  function visit(objects: readonly TreeObject[], level: number, isMeta: boolean): void {
    const fields = objects.flatMap((object) => object.fields);
    const aliased = new Set(fields.flatMap(({ nodes }) => nodes).filter(({ alias }) => alias !== undefined)).size;
    aliases += aliased;
    if (isMeta) metaAliases += aliased;
    else if (fields.length > 0) depth = Math.max(depth, level);
    for (const same of Map.groupBy(fields, ({ key }) => key).values()) {
      const below = same.flatMap((field) => [...field.objects.values()]);
      visit(below, level + 1, isMeta || isIntrospection(same[0]?.field.name));
    }
  }
  visit([root], 1, false);
  const asked = (name: string) => root.fields.filter(({ field }) => field.name === name).length;
  return { depth, aliases, metaAliases, schemas: asked('__schema'), types: asked('__type') };
}

/**
 * Levels of fields in a document that need not be valid, as they are written: fragments are not followed, and what hangs on
 * `__schema` and `__type` is not counted.
 */
export function writtenDepth({ definitions }: DocumentNode): number {
  let depth = 0;
  const open = definitions.flatMap((each) => ('selectionSet' in each ? [{ set: each.selectionSet, level: 1 }] : []));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const node of next.set.selections) {
      if (node.kind === Kind.FIELD) depth = Math.max(depth, next.level);
      if (node.kind === Kind.FRAGMENT_SPREAD || node.selectionSet === undefined) continue;
      if (node.kind === Kind.INLINE_FRAGMENT) open.push({ set: node.selectionSet, level: next.level });
      else if (!isIntrospection(node.name.value)) open.push({ set: node.selectionSet, level: next.level + 1 });
    }
  }
  return depth;
}

function isIntrospection(name: string | undefined): boolean {
  return name === '__schema' || name === '__type';
}
