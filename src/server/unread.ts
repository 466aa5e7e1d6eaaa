import type { ASTNode, GraphQLError } from 'graphql';
import { fieldsOf, type OperationTree } from '../execution/tree.ts';
import type { Notify } from '../kernel/notices.ts';

/** Values that could not be read in one answer, each coordinate told once. */
export interface Unread {
  /**
   * Notes a value that could not be read; false where its coordinate has been told of in this answer.
   *
   * @param expected what it should have been: `a date`
   */
  isNew(error: GraphQLError, expected: string): boolean;
  /** How many values more could not be read at the coordinate of an error that was told; 0 for other errors. */
  more(error: GraphQLError): number;
}

/** Makes a record of the unreadable values in one response; each coordinate is also reported to the operator. */
export function createUnread(notify: Notify): (tree: OperationTree | null) => Unread {
  return (tree) => {
    const told = new Map<string, GraphQLError>();
    const more = new Map<GraphQLError, number>();
    const coordinates = new Map<ASTNode, string>();
    return {
      isNew(error, expected) {
        const node = error.nodes?.[0];
        const coordinate = (node && coordinates.get(node)) ?? coordinateOf(error, tree);
        if (node !== undefined) coordinates.set(node, coordinate);
        notify('a value of a service cannot be read', `${coordinate} ${expected}`, { coordinate, expected });
        const first = told.get(coordinate);
        if (first === undefined) told.set(coordinate, error);
        else more.set(first, (more.get(first) ?? 0) + 1);
        return first === undefined;
      },
      more: (error) => more.get(error) ?? 0,
    };
  };
}

/** Its coordinate; the path in the answer where no field of the operation is meant. */
function coordinateOf({ nodes: [node] = [], path = [] }: GraphQLError, tree: OperationTree | null): string {
  for (const field of tree === null ? [] : fieldsOf(tree.root))
    if (node !== undefined && field.nodes.some((each) => each === node)) return field.coordinate;
  return path.filter((key) => typeof key === 'string').join('.');
}
