import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

describe('Query.automations', () => {
  const query = '{ automations { nodes { id automationId name from to events repeat actions filter deletedAt } } }';

  it('are all of the account, and each by its ids', async () => {
    const { data, errors, calls } = await harness.ask(query, { as: 'admin' });
    expect(errors).toEqual([]);
    expect(calls).toEqual(['listAutomations']);
    const all = [...harness.sandbox.state.automations.values()];
    expect(data.automations.nodes).toMatchObject(
      all.map(({ id, name }) => ({ automationId: id, name, repeat: 1, actions: ['discount_add'], deletedAt: null })),
    );
    const [, receipts] = data.automations.nodes;
    expect(receipts.events).toEqual(['RECEIPT_ADD']);
    const again = await harness.ask(
      `query ($id: String!, $node: ID!) { automation(automationId: $id) { name }
        node(id: $node) { ... on Automation { name } } none: automation(automationId: "none") { name } }`,
      { as: 'admin', variables: { id: receipts.automationId, node: receipts.id } },
    );
    expect(again.data).toEqual({
      automation: { name: 'Takk for handelen' },
      node: { name: 'Takk for handelen' },
      none: null,
    });
    expect(again.calls).toEqual(['getAutomation', 'getAutomation']);
  });

  it('are those of a state', async () => {
    expect(await harness.ask('{ automations(state: DELETED) { nodes { name } } }', { as: 'admin' })).toMatchObject({
      data: { automations: { nodes: [] } },
      errors: [],
    });
  });

  it('are denied to the helpdesk, and nothing is called', async () => {
    expect(await harness.ask(`{ automation(automationId: "x") { name } ${query.slice(1)}`)).toMatchObject({
      data: { automation: null, automations: null },
      codes: ['INSUFFICIENT_SCOPE', 'INSUFFICIENT_SCOPE'],
      calls: [],
    });
  });
});
