import { createAutomation, deleteAutomation } from '../../../upstream/endpoints/discounts.ts';
import { builder } from '../../builder.ts';
import { atLeast, atLeastOne, problemIf } from '../../framework/checks.ts';
import { mutation } from '../../framework/mutation.ts';
import { wire } from '../../framework/wire.ts';
import { AutomationEvent, AutomationRef } from './automation.ts';

const ActionInputRef = builder.inputType('AutomationActionInput', {
  description: 'Something that an automation does.',
  fields: (t) => ({
    type: t.string({ required: true, description: 'Kind of action; an open set.' }),
    settings: t.field({ type: 'JSONObject', description: 'What the action needs to know, in the terms of upstream.' }),
  }),
});

mutation({
  name: 'automationCreate',
  description: 'Creates an automation: something that happens by itself when something else does.',
  input: builder.inputType('AutomationCreateInput', {
    description: 'The automation to create.',
    fields: (t) => ({
      name: t.string({ description: 'Name, for people.' }),
      description: t.string({ description: 'Text that tells people about it.' }),
      from: t.field({ type: 'DateTime', required: true, description: 'From when it is at work.' }),
      to: t.field({ type: 'DateTime', required: true, description: 'Until when it is at work.' }),
      events: t.field({ type: [AutomationEvent.ref], required: true, description: 'What sets it off; at least one.' }),
      filter: t.field({ type: 'JSONObject', description: 'What else must hold, in the terms of upstream.' }),
      repeat: t.int({ description: 'How often it happens for one customer; 1 or more. Default: 1.' }),
      actions: t.field({ type: [ActionInputRef], required: true, description: 'What it does; at least one.' }),
    }),
  }),
  calls: createAutomation,
  names: {
    'requirement.automation_from': 'from',
    'requirement.automation_to': 'to',
    'requirement.events': 'events',
    'requirement.filter': 'filter',
    'limitation.automation_repeat': 'repeat',
  },
  check: ({ from, to, events, actions, repeat }) => [
    ...problemIf(to <= from, ['to'], 'OUT_OF_RANGE', 'must be later than from'),
    ...atLeastOne(['events'], events),
    ...atLeastOne(['actions'], actions),
    ...atLeast(1, ['repeat'], repeat),
  ],
  body: ({ name, description, from, to, events, filter, repeat, actions }) => ({
    ...wire({ name, description }),
    requirement: {
      ...wire({ events, filter }),
      automation_from: from.toISOString(),
      automation_to: to.toISOString(),
    },
    limitation: { automation_repeat: repeat ?? 1 },
    actions: actions.map(({ type, settings }) => ({ ...settings, type })),
  }),
  payload: (t) => ({
    automation: t.field({ type: AutomationRef, description: 'The automation.', resolve: ({ result }) => result }),
  }),
});

mutation({
  name: 'automationDelete',
  description: 'Deletes an automation.',
  input: builder.inputType('AutomationDeleteInput', {
    description: 'The automation.',
    fields: (t) => ({ automationId: t.text('id', { required: true, description: 'Id of the automation.' }) }),
  }),
  calls: deleteAutomation,
  names: { '{arid}': 'automationId' },
  payload: (t) => ({
    automation: t.field({
      type: AutomationRef,
      description: 'The automation as it was last.',
      resolve: ({ result }) => result,
    }),
  }),
});
