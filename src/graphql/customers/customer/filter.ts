import type { QueryOf } from '../../../upstream/endpoint.ts';
import { builder } from '../../builder.ts';
import { CustomerType } from './type.ts';

const AttributeFilterRef = builder.inputType('CustomerAttributeFilter', {
  description: 'An attribute with the value that it must have.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'Name of the attribute.' }),
    value: t.string({ required: true, description: 'The value, as text.' }),
  }),
});

/** `CustomerFilter`: which customers are wanted; every condition given must hold. */
export const CustomerFilterRef = builder.inputType('CustomerFilter', {
  description: 'Which customers are wanted; every condition given must hold.',
  fields: (t) => ({
    search: t.text('search', { description: 'Text to be found in names and addresses.' }),
    email: t.text('email', { description: 'E-mail address.' }),
    phoneNumber: t.text('phoneNumber', { description: 'Phone number, E.164: `+4799999999`.' }),
    type: t.field({ type: CustomerType.ref, description: 'Kind of customer; every kind without it.' }),
    tagId: t.text('id', { description: 'Id of a tag that they bear.' }),
    tokenType: t.string({ description: 'Kind of a token that they have, with `tokenValue`.' }),
    tokenValue: t.string({ description: 'Value of a token that they have, with `tokenType`.' }),
    attributes: t.field({ type: [AttributeFilterRef], description: 'Attributes that they have.' }),
    changedSince: t.field({ type: 'DateTime', description: 'Created or changed at this moment or later.' }),
    includeDeleted: t.boolean({ description: 'Deleted customers too. Default: no.' }),
  }),
});

/** A filter in upstream's words; customers of every kind unless one is asked for. */
export function customerFilter(
  filter: typeof CustomerFilterRef.$inferInput | null | undefined,
): QueryOf<'listCustomers'> {
  return {
    search: filter?.search ?? undefined,
    email: filter?.email ?? undefined,
    phone_number: filter?.phoneNumber ?? undefined,
    type: filter?.type ?? 'any',
    tag_id: filter?.tagId ?? undefined,
    token_type: filter?.tokenType ?? undefined,
    token_value: filter?.tokenValue ?? undefined,
    attributes_keys: filter?.attributes?.map(({ name }) => name),
    attributes_values: filter?.attributes?.map(({ value }) => value),
    since_datetime: filter?.changedSince?.toISOString(),
    include_deleted: filter?.includeDeleted ?? undefined,
  };
}
