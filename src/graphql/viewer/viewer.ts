import { type GraphQLField, type GraphQLSchema, isObjectType } from 'graphql';
import { gateOf } from '../../auth/access/plugin.ts';
import { type Rule, verdict } from '../../auth/access/rule.ts';
import type { Viewer } from '../../auth/viewer.ts';
import { InputError } from '../../kernel/input-error.ts';
import { builder } from '../builder.ts';

const ViewerKind = builder.enumType('ViewerKind', {
  description: 'What kind of caller an access token stands for.',
  values: {
    CLIENT: { description: 'An API client of the merchant.' },
    CUSTOMER: { description: 'A customer of the merchant, who sees their own data.' },
    STAFF: { description: "A user of the merchant's account." },
    ANONYMOUS: { description: 'An anonymous caller: the request had no token.' },
  },
});

interface Access {
  readonly coordinate: string;
  /** False: this schema has no such field. */
  readonly known: boolean;
  /** Undefined: the field is open to everybody, or not known. */
  readonly rule: Rule | undefined;
  readonly viewer: Viewer;
}

const maxCoordinates = 100;

const AccessRef = builder.objectRef<Access>('Access');

builder.objectType(AccessRef, {
  description: 'What the scopes of the caller say of one field.',
  fields: (t) => ({
    coordinate: t.exposeString('coordinate', { nullable: false, description: 'The field: `Customer.walletCards`.' }),
    known: t.exposeBoolean('known', {
      nullable: false,
      description: 'Whether this schema has such a field; of one that it does not have, nothing is allowed.',
    }),
    allowed: t.boolean({
      nullable: false,
      description: 'Whether the caller may read it; where `ownDataOnly` holds, of the own customer only.',
      resolve: ({ known, rule, viewer }) => known && (rule === undefined || verdict(rule, viewer) !== 'denied'),
    }),
    ownDataOnly: t.boolean({
      nullable: false,
      description: "Whether the caller may read it of the token's own customer only.",
      resolve: ({ rule, viewer }) => rule !== undefined && verdict(rule, viewer) === 'own',
    }),
    required: t.field({
      type: t.listRef(t.listRef('String')),
      nullable: false,
      description:
        'Scope lists any of which would do, all scopes of it together. Empty: open to everybody, or not known.',
      resolve: ({ rule }) => (rule?.scopeSets ?? []).map((set) => [...set]),
    }),
    missing: t.field({
      type: t.listRef(t.listRef('String')),
      nullable: false,
      description:
        'The same lists less what the caller holds; empty when the caller may read the field, or it is not known.',
      resolve: ({ rule, viewer }) =>
        rule === undefined || verdict(rule, viewer) !== 'denied'
          ? []
          : rule.scopeSets.map((set) => set.filter((scope) => !viewer.scopes.has(scope))),
    }),
  }),
});

const ViewerRef = builder.objectRef<Viewer>('Viewer');

builder.objectType(ViewerRef, {
  description: 'Who calls, as far as the access token tells.',
  fields: (t) => ({
    kind: t.expose('kind', { type: ViewerKind, nullable: false, description: 'What kind of caller it is.' }),
    accountId: t.exposeString('accountId', { description: 'Account of the token; null without a token.' }),
    client: t.exposeString('client', {
      description: 'The API client that calls, by its name or id in the access token; null where the token names none.',
    }),
    person: t.exposeString('person', {
      description: "Who acts: the account's user whose token it is, or whom a signed statement beside it names.",
    }),
    scopes: t.stringList({
      nullable: false,
      description: 'Scopes that the token holds, alphabetically.',
      resolve: (viewer) => [...viewer.scopes].sort(),
    }),
    customerId: t.exposeString('customerId', {
      description: 'The customer whom the token belongs to; null for everybody else.',
    }),
    expiresAt: t.field({
      type: 'DateTime',
      description: 'When the token expires; null without a token.',
      resolve: ({ expiresAt }) => expiresAt?.toISOString(),
    }),
    can: t.field({
      type: [AccessRef],
      nullable: false,
      description: 'What the scopes of the caller say of the given fields, for apps that hide what cannot be read.',
      args: {
        coordinates: t.arg.stringList({
          required: true,
          description: 'Up to 100 fields by coordinate: `["Customer.walletCards", "Query.orders"]`.',
        }),
      },
      resolve: (viewer, { coordinates }, _, { schema }) => {
        if (coordinates.length > maxCoordinates)
          throw new InputError(`coordinates must not be more than ${maxCoordinates}.`);
        return coordinates.map((coordinate) => {
          const field = fieldAt(schema, coordinate);
          const rule = field && gateOf(field.extensions)?.ways[0].rule;
          return { coordinate, viewer, known: field !== undefined, rule };
        });
      },
    }),
  }),
});

function fieldAt(schema: GraphQLSchema, coordinate: string): GraphQLField<unknown, unknown> | undefined {
  const [typeName = '', fieldName = '', ...more] = coordinate.split('.');
  const type = schema.getType(typeName);
  return isObjectType(type) && more.length === 0 ? type.getFields()[fieldName] : undefined;
}

builder.queryField('viewer', (t) =>
  t.field({
    type: ViewerRef,
    nullable: false,
    description: 'Who calls, as far as the access token tells.',
    calls: 'nothing',
    resolve: (_, __, { viewer }) => viewer,
  }),
);
