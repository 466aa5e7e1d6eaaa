import {
  type ASTNode,
  BREAK,
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
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

/** Makes what notes the values of one answer; each coordinate is also told to those who run the server. */
export function createUnread(schema: GraphQLSchema, notify: Notify): (document: DocumentNode | null) => Unread {
  // A document that is asked for again has the same nodes.
  const coordinates = new WeakMap<ASTNode, string>();

  function coordinateOf({ nodes: [node] = [], path = [] }: GraphQLError, document: DocumentNode | null): string {
    if (node === undefined || document === null) return path.filter((key) => typeof key === 'string').join('.');
    let known = coordinates.get(node);
    if (known === undefined) {
      known = coordinateIn(schema, document, node);
      coordinates.set(node, known);
    }
    return known;
  }

  return (document) => {
    const told = new Map<string, GraphQLError>();
    const more = new Map<GraphQLError, number>();
    return {
      isNew(error, expected) {
        const coordinate = coordinateOf(error, document);
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

function coordinateIn(schema: GraphQLSchema, document: DocumentNode, sought: ASTNode): string {
  const types = new TypeInfo(schema);
  let coordinate = '';
  const visitor = {
    Field(node: ASTNode) {
      if (node !== sought) return undefined;
      coordinate = `${types.getParentType()?.name}.${types.getFieldDef()?.name}`;
      return BREAK;
    },
  };
  visit(document, visitWithTypeInfo(types, visitor));
  return coordinate;
}
