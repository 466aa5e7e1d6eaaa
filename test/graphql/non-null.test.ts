import { type GraphQLObjectType, isNonNullType, isObjectType } from 'graphql';
import { expect, it } from 'vitest';
import { schema } from '../../src/graphql/schema.ts';

/** What a type says by itself: made by the server, or nothing without each of its members. */
const whole = /^(Query|Viewer|Access|UserError|PageInfo|Money|\w+(Connection|Edge|Payload))$/;

/** Of other types than entities: what the server makes, and values that are of no use without them. */
const made: ReadonlySet<string> = new Set([
  'CustomerAddress.address',
  'DeliveryAddress.address',
  'MarketingConsent.channel',
  'CustomerDiscount.discount',
  'CustomerAccessToken.accessToken',
  'CustomerMfaChallenge.mfaToken',
  'OrderRefundable.lines',
  'OrderRefundable.parts',
  'OrderRefundable.way',
  'OrderRefundablePart.way',
  'PaymentExpiry.at',
  'PaymentExpiry.isEstimate',
]);

/** Of an entity: its id, and the merchant's own. */
function isKey({ name }: GraphQLObjectType, field: string): boolean {
  const own = [name, name.replace(/^(Customer|Discount|Wallet|Payment)/, ''), name.replace(/Order$/, '')].map((each) =>
    `${each}Id`.toLowerCase(),
  );
  return field === 'id' || field === 'displayName' || own.includes(field.toLowerCase());
}

it('nothing that a service sends is non-null but the ids of entities', () => {
  const found = Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type) && !type.name.startsWith('__') && !whole.test(type.name))
    .flatMap((type) => (isObjectType(type) ? Object.values(type.getFields()).map((field) => ({ type, field })) : []))
    .filter(({ field }) => isNonNullType(field.type))
    .filter(({ type, field }) => !('id' in type.getFields() && isKey(type, field.name)))
    .map(({ type, field }) => `${type.name}.${field.name}`);
  expect(found.toSorted()).toEqual([...made].toSorted());
});
