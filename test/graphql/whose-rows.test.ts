import { isObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gateOf } from '../../src/auth/access/plugin.ts';
import { schema } from '../../src/graphql/schema.ts';
import { answerShape, type Shape } from '../../src/upstream/answer-shape.ts';
import { endpointTable } from '../../src/upstream/contract/endpoints.ts';
import type { Endpoint, EndpointName } from '../../src/upstream/endpoint.ts';
import { type Harness, startHarness } from './harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const names = Object.keys(endpointTable) as EndpointName[];
const endpointOf = (name: EndpointName): Endpoint => ({ ...endpointTable[name], name });

/** Reads of one customer's data that a customer's own token may make. */
const ownReads = names
  .map(endpointOf)
  .filter(({ read, owner, scopes }) => read && owner === 'path' && scopes.some((scope) => scope.startsWith('user:')));

/** Whether the contract knows a member in which the answer, or each of its rows, says whose it is. */
function saysWhose(endpoint: Endpoint): boolean {
  const whole = answerShape(endpoint);
  const list = endpoint.paging?.items === undefined ? whole : whole?.members.get(endpoint.paging.items);
  const row = list?.items ?? whole;
  return (endpoint.answer.echoes['customer_id'] ?? []).some((path) => {
    let at: Shape | undefined = row;
    for (const name of path.split('.')) at = at?.members.get(name);
    return at !== undefined;
  });
}

/** Descriptions of the fields that may call an endpoint. */
function descriptionsOf(name: EndpointName): string[] {
  return Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .flatMap((type) => Object.values(type.getFields()))
    .filter((field) =>
      gateOf(field.extensions)?.ways.some(({ endpoints }) => endpoints.some((each) => each.name === name)),
    )
    .map((field) => `${field.name}: ${field.description}`);
}

describe('an answer that a customer’s own token may read', () => {
  it('is held to the customer where it says whose it is', () => {
    expect(ownReads.filter(({ answer }) => !('customer_id' in answer.echoes))).toEqual([]);
  });

  it('is of a field that says so where it does not', () => {
    const silent = ownReads.filter((endpoint) => !saysWhose(endpoint)).map(({ name }) => name);
    expect(silent).toEqual([
      'getCommunication',
      'listTagsOfCustomer',
      'listCustomerTokens',
      'listCustomerDiscounts',
      'listCustomerReceipts',
    ]);
    for (const name of silent)
      expect(descriptionsOf(name)).toContainEqual(expect.stringMatching(/whose it is, so this server cannot check it/));
  });

  it.each([
    ['listCustomerReceipts', /^\/receipts\/0$/, 'receipts { nodes { id } }'],
    ['listCustomerTokens', /^\/0$/, 'tokens { nodes { value } }'],
    ['listTagsOfCustomer', /^\/0$/, 'tags { tag }'],
    ['listCustomerDiscounts', /^\/0$/, 'discounts { nodes { refId } }'],
    ['getCommunication', /^$/, 'communication { email { allowed } }'],
  ])('is refused where %s names another all the same', async (name, pointer, field) => {
    const end = harness.sandbox.alter((endpoint, member) =>
      endpoint === name && pointer.test(member.pointer)
        ? { ...Object(member.value), customer_id: 'C1002' }
        : member.value,
    );
    const { data, codes } = await harness.ask(`{ me { customerId ${field} } }`, { as: 'mobile' }).finally(end);
    expect(data.me).toEqual({ customerId: 'C1001', [field.split(' ')[0] ?? '']: null });
    expect(codes).toEqual(['UPSTREAM_MALFORMED']);
  });
});
