import { createAutomation } from '../../upstream/discounts.ts';
import { builder } from '../builder.ts';
import { mutation } from '../shared/mutation.ts';
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
  description: 'Makes an automation: something that happens of itself when something else does.',
  input: builder.inputType('AutomationCreateInput', {
    description: 'The automation to be made.',
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
  requires: { operations: [createAutomation] },
  names: {
    'requirement.automation_from': 'from',
    'requirement.automation_to': 'to',
    'requirement.events': 'events',
    'requirement.filter': 'filter',
    'limitation.automation_repeat': 'repeat',
  },
  check: ({ from, to, events, actions, repeat }) => [
    ...(to <= from ? [{ path: ['to'], message: 'must be later than from' }] : []),
    ...Object.entries({ events, actions }).flatMap(([name, list]) =>
      list.length === 0 ? [{ path: [name], message: 'must have at least one entry' }] : [],
    ),
    ...((repeat ?? 1) < 1 ? [{ path: ['repeat'], message: 'must be 1 or more' }] : []),
  ],
  body: ({ name, description, from, to, events, filter, repeat, actions }) => ({
    name: name ?? undefined,
    description: description ?? undefined,
    requirement: {
      automation_from: from.toISOString(),
      automation_to: to.toISOString(),
      events,
      filter: filter ?? undefined,
    },
    limitation: { automation_repeat: repeat ?? 1 },
    actions: actions.map(({ type, settings }) => ({ ...settings, type })),
  }),
  resolve: (_, { loaders }, body) => loaders.discounts.createAutomation(body),
  payload: (t) => ({
    automation: t.field({ type: AutomationRef, description: 'The automation.', resolve: ({ result }) => result }),
  }),
});
