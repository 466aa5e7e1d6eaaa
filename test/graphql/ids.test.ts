import { type GraphQLObjectType, getNamedType, isInterfaceType, isObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { schema } from '../../src/graphql/schema.ts';
import { documentOf, MissingValues, valuesAt } from '../permissions/document.ts';
import type { Step } from '../permissions/gates.ts';
import { knownValues } from '../permissions/known-values.ts';
import { routesTo } from '../permissions/routes.ts';
import { type Harness, startHarness } from './harness.ts';

/** The merchant's own id of each entity. */
const keys: Readonly<Record<string, string>> = {
  Automation: 'automationId',
  Customer: 'customerId',
  CustomerTerm: 'termId',
  Discount: 'discountId',
  DiscountCampaign: 'campaignId',
  DiscountClaim: 'claimId',
  DraftOrder: 'draftId',
  Location: 'locationId',
  Order: 'orderId',
  Payment: 'paymentId',
  PaymentSession: 'sessionId',
  Receipt: 'receiptId',
  WalletCard: 'cardId',
};

/** What changes whose a receipt is changes its id: upstream knows receipts by their customer only. */
const changing: readonly string[] = ['ReceiptClaimPayload.receipt', 'ReceiptCustomerChangePayload.receipt'];

/** The ways for which the sandbox has nothing that is known ahead. */
const unknown: readonly string[] = ['OrderCommentRemovePayload.order'];

const tried = 12;

const settings = { UPSTREAM_CALL_BUDGET: '10000' };

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness(settings);
});
afterAll(() => harness.close());

const node = schema.getType('Node');
const entities = isInterfaceType(node) ? schema.getPossibleTypes(node) : [];
const objects = Object.values(schema.getTypeMap()).filter(isObjectType);

/** The fields that give an entity, or a page of them. */
function waysIn(entity: GraphQLObjectType): Step[] {
  return objects.flatMap((type) =>
    Object.values(type.getFields())
      .filter((field) => getNamedType(field.type) === entity && !/Edge$/.test(type.name))
      .map((field) => ({ type, field })),
  );
}

/** The entities that a field gives, by the first route to it on which there are some. */
async function given(step: Step, key: string): Promise<readonly unknown[]> {
  const { values } = knownValues(harness.sandbox.state)(`${step.type.name}.${step.field.name}`);
  let left = tried;
  for (const route of step.type === schema.getQueryType() ? [[]] : routesTo(schema, step.type, () => true)) {
    left -= 1;
    if (left < 0) break;
    const steps = [...route, step];
    // What a mutation changes must not be missed by the ways that come after it.
    const own = route[0]?.type === schema.getMutationType() ? await startHarness(settings) : harness;
    try {
      const { query, variables } = documentOf(steps, values, `id ${key}`);
      const as = step.field.name === 'me' ? 'mobile' : 'admin';
      const { data } = await own.ask(query, { as, variables });
      const found = valuesAt(data, steps);
      if (found.length > 0) return found;
    } catch (error) {
      if (!(error instanceof MissingValues)) throw error;
    } finally {
      if (own !== harness) await own.close();
    }
  }
  return [];
}

describe('the id of an entity', () => {
  it.each(entities)('$name is one, by whatever way it was reached, and leads back to it', async (entity) => {
    const key = keys[entity.name];
    if (key === undefined) throw new Error(`Say in \`keys\` by which field a merchant knows a ${entity.name}.`);
    const ids = new Map<unknown, Map<unknown, string>>();
    const empty: string[] = [];
    for (const step of waysIn(entity)) {
      const coordinate = `${step.type.name}.${step.field.name}`;
      const found = await given(step, key);
      if (found.length === 0) empty.push(coordinate);
      if (changing.includes(coordinate)) continue;
      for (const each of found) {
        const { id, [key]: own }: Record<string, unknown> = { ...(each as object) };
        ids.set(own, (ids.get(own) ?? new Map()).set(id, coordinate));
      }
    }
    expect(empty.filter((coordinate) => !unknown.includes(coordinate))).toEqual([]);
    const several = [...ids.values()].filter(({ size }) => size > 1).map((each) => [...each.values()]);
    expect(several).toEqual([]);
    // What a mutation made is in another sandbox.
    const some = [...ids].filter(([, ways]) => ![...ways.values()].every((way) => way.includes('Payload'))).slice(0, 5);
    const query = `query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on ${entity.name} { ${key} } } }`;
    const all = some.map(([own, ways]) => ({ id: [...ways.keys()][0], [key]: own }));
    expect(all).not.toEqual([]);
    const { data } = await harness.ask(query, { as: 'admin', variables: { ids: all.map(({ id }) => id) } });
    expect(data.nodes).toEqual(all);
  });
});
