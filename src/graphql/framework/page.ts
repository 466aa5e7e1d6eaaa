import {
  type FieldRef as Field,
  type FieldKind,
  type InputFieldMap,
  type InputShapeFromFields,
  type ObjectRef as Ref,
  RootFieldBuilder,
  type SchemaTypes,
} from '@pothos/core';
import type { Gate } from '../../auth/access/gate.ts';
import type { Viewer } from '../../auth/viewer.ts';
import type { View } from '../../loaders/view.ts';
import type { Endpoint, ItemOf, PagedEndpointName } from '../../upstream/endpoint.ts';
import type { Page } from '../../upstream/page.ts';
import { gateOfCall } from './call.ts';
import { type Connection, connectionOf, type PageArgs, pageArgs, windowOf } from './connection.ts';
import type { AnswerFor, InputFor } from './ways.ts';

/** What a paged field can call: a paged endpoint, or a view that returns pages. */
export type CallableList = Endpoint<PagedEndpointName> | View<never, Page<unknown> | null>;

/** One row of the list that a paged field calls. */
export type RowFor<Called> =
  Called extends Endpoint<infer Name extends PagedEndpointName>
    ? ItemOf<Name>
    : AnswerFor<Called> extends Page<infer Row>
      ? Row
      : never;

/** The type of the nodes of a connection. */
export type NodeOf<Shape> = Shape extends { edges: infer Edges } ? NodeOfEdges<NonNullable<Awaited<Edges>>> : never;
type NodeOfEdges<Edges> =
  Edges extends Iterable<infer Edge>
    ? NonNullable<Awaited<Edge>> extends { node: infer Node }
      ? NonNullable<Awaited<Node>>
      : never
    : never;

/** What a paged field calls, and the node that it makes of each row. */
export interface PageOptions<Source, Args, Called extends CallableList, Node> {
  readonly calls: Called;
  /** Which list; `first` and `after` say which part of it. Null: nothing is called, and the field is null. */
  readonly input: (source: Source, args: Args, viewer: Viewer) => Omit<InputFor<Called>, 'window'> | null | undefined;
  /** The members of each row that are known before it is loaded. Default: none. */
  readonly known?: (args: Args, viewer: Viewer, source: Source) => object | null;
  /** Whether upstream can count the list, so that its connection has a `totalCount`. Default: false. */
  readonly counts?: boolean;
  /** Turns a row into a node. Default: the row itself. */
  readonly row?: (row: RowFor<Called>, source: Source) => Node;
}

/** The gate of a paged field. */
function gateOfPage<Source, Args, Called extends CallableList, Node>({
  calls,
  input,
  known,
  counts = false,
  row = (each) => each as Node,
}: PageOptions<Source, Args, Called, Node>): Gate {
  const called = 'view' in calls ? calls.view : calls.name;
  const listOf = (source: unknown, args: object, viewer: Viewer) => {
    const asked = input(source as Source, args as Args, viewer) ?? null;
    return asked === null ? null : { called, input: asked, counts };
  };
  // As for every gate: it only gets sources and arguments of its own field.
  return {
    ...gateOfCall({ calls, input: () => null }),
    known: known as Gate['known'],
    input(source, args, viewer) {
      const list = listOf(source, args, viewer);
      return list === null ? null : { ...list.input, window: windowOf(args as PageArgs, list) };
    },
    finish(answer, source, args, viewer): Connection<Node> | null {
      const list = listOf(source, args, viewer);
      if (list === null) return null;
      return connectionOf(answer as Page<RowFor<Called>>, list, args as PageArgs, (each) =>
        row(each, source as Source),
      );
    },
  };
}

declare global {
  export namespace PothosSchemaTypes {
    export interface RootFieldBuilder<Types extends SchemaTypes, ParentShape, Kind extends FieldKind = FieldKind> {
      /**
       * A page of a list, behind the gate of what it calls, with the arguments `first` and `after`. It is nullable.
       *
       * @example
       * customerTerms: t.page({
       *   type: CustomerTermConnection,
       *   description: 'Terms and conditions of the account.',
       *   args: {
       *     includeDeleted: t.arg.boolean({ required: true, defaultValue: false, description: 'Deleted terms too.' }),
       *   },
       *   calls: listTerms,
       *   input: (_, { includeDeleted }) => ({ query: { include_deleted: includeDeleted } }),
       * })
       */
      page<Shape, const Called extends CallableList, Args extends InputFieldMap = Record<never, never>>(
        options: {
          /** The connection type of the nodes. */
          readonly type: Ref<Types, Shape>;
          readonly description: string;
          readonly args?: Args;
        } & PageOptions<ParentShape, InputShapeFromFields<Args>, Called, NodeOf<Shape>>,
      ): Field<Types, Shape | null | undefined>;
    }
  }
}

const proto = RootFieldBuilder.prototype as PothosSchemaTypes.RootFieldBuilder<SchemaTypes, unknown>;

proto.page = function page({ type, description, args, ...paging }) {
  return this.gated({ type, description, args: { ...pageArgs(this.arg), ...args }, gate: gateOfPage(paging) });
};
