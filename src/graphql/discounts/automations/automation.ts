import type { ItemOf } from '../../../upstream/endpoint.ts';
import { getAutomation, listAutomations } from '../../../upstream/endpoints/discounts.ts';
import { builder } from '../../builder.ts';
import { each } from '../../entries.ts';
import { connectionType } from '../../framework/connection.ts';
import { closedEnum } from '../../framework/enum.ts';
import { entityType } from '../../framework/node.ts';
import { ownId } from '../../values/own-id.ts';
import { dateTime, int } from '../../values/scalars.ts';

/** What sets an automation off. */
export const AutomationEvent = closedEnum('AutomationEvent', 'What sets an automation off.', {
  customer_add: 'A customer is created.',
  customer_update: 'A customer is changed.',
  customer_remove: 'A customer is deleted.',
  token_add: 'A customer gets a token.',
  token_remove: 'A customer loses a token.',
  receipt_add: 'A receipt arrives.',
});

/** `Automation`: something that happens by itself when something else does. */
export const AutomationRef = builder.objectRef<ItemOf<'listAutomations'>>('Automation');

entityType(AutomationRef, {
  description: 'Something that happens by itself when something else does: a coupon for a new customer, for example.',
  keys: (automation) => [automation.id],
  calls: getAutomation,
  input: ([id]) => (id === undefined ? null : { path: { arid: id } }),
});

builder.objectFields(AutomationRef, (t) => ({
  automationId: t.string({
    nullable: false,
    description: 'Id of the automation, as `automation(automationId:)` takes it.',
    resolve: ({ id }) => ownId(id),
  }),
  name: t.exposeString('name', { description: 'Name, for people.' }),
  description: t.exposeString('description', { description: 'Text that tells people about it.' }),
  from: t.field({
    type: 'DateTime',
    description: 'From when it is at work.',
    resolve: ({ requirement }) => dateTime(requirement?.automation_from),
  }),
  to: t.field({
    type: 'DateTime',
    description: 'Until when it is at work.',
    resolve: ({ requirement }) => dateTime(requirement?.automation_to),
  }),
  events: t.field({
    type: [AutomationEvent.ref],
    description: 'What sets it off.',
    resolve: ({ requirement }) => AutomationEvent.readAll(requirement?.events ?? []),
  }),
  filter: t.field({
    type: 'JSONObject',
    description: 'What else must hold, in the terms of upstream.',
    resolve: ({ requirement }) => requirement?.filter,
  }),
  repeat: t.int({
    description: 'How often it happens for one customer; once, unless upstream says otherwise.',
    resolve: ({ limitation }) => int(limitation?.automation_repeat ?? 1),
  }),
  actions: t.stringList({
    description: 'What it does: kinds of action; an open set.',
    resolve: ({ actions }) => each(actions, ({ type }) => type),
  }),
  createdAt: t.field({
    type: 'DateTime',
    description: 'When it was created.',
    resolve: (automation) => dateTime(automation.created_at),
  }),
  updatedAt: t.field({
    type: 'DateTime',
    description: 'When it was last changed.',
    resolve: (automation) => dateTime(automation.updated_at),
  }),
  deletedAt: t.field({
    type: 'DateTime',
    description: 'When it was deleted; null for one that was not.',
    resolve: (automation) => dateTime(automation.deleted_at),
  }),
}));

const AutomationState = closedEnum('AutomationState', 'Which automations are wanted.', {
  all: 'All that are not deleted.',
  available: 'Those that are at work.',
  deleted: 'Those that are deleted.',
});

const AutomationConnection = connectionType(AutomationRef);

builder.queryFields((t) => ({
  automation: t.call({
    type: AutomationRef,
    description: 'An automation by its id; null where there is none.',
    args: { automationId: t.arg.text('id', { required: true, description: 'Id of the automation.' }) },
    calls: getAutomation,
    input: (_, { automationId }) => ({ path: { arid: automationId } }),
  }),
  automations: t.page({
    type: AutomationConnection,
    description: 'Automations of the account.',
    args: { state: t.arg({ type: AutomationState.ref, description: 'Which automations; all without it.' }) },
    calls: listAutomations,
    input: (_, { state }) => ({ query: { state: state ?? undefined } }),
  }),
}));
