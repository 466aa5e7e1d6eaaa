import { describe, expect, it } from 'vitest';
import { UnreadableError, unreadable } from '../../src/kernel/unreadable.ts';
import { answerShape, type Shape } from '../../src/upstream/answer-shape.ts';
import { endpointTable } from '../../src/upstream/contract/endpoints.ts';
import type { EndpointName } from '../../src/upstream/endpoint.ts';
import { getCustomer } from '../../src/upstream/endpoints/customers.ts';
import { getDiscount } from '../../src/upstream/endpoints/discounts.ts';
import { json, openSession, openUpstream, startServer } from './server.ts';

const isEndpoint = (name: string): name is EndpointName => Object.hasOwn(endpointTable, name);

/** Levels of a shape; fails where one holds itself. */
function levelsOf(shape: Shape, around: readonly Shape[] = []): number {
  if (around.includes(shape)) throw new Error('A type of an answer holds itself.');
  const inner = [...shape.members.values(), shape.others, shape.items].filter((each) => each !== undefined);
  return 1 + Math.max(0, ...inner.map((each) => levelsOf(each, [...around, shape])));
}

const customer = {
  customer_id: 'c1',
  first_name: 'Kari',
  created_by: null,
  email: 7,
  term: 'none',
  addresses: [{ postal_place: {} }],
};

async function sessionThatGets(answer: unknown, options: { asItIs?: boolean } = {}) {
  const server = await startServer((_, response) => json(response, answer));
  return openSession(openUpstream(server, options));
}

describe('an answer with values of other types than the contract has', () => {
  // However deep upstream nests what it sends, nobody here follows it further than this.
  it('is looked at as deep as its contract goes', () => {
    const shapes = Object.keys(endpointTable)
      .filter(isEndpoint)
      .flatMap((name) => answerShape({ ...endpointTable[name], name }) ?? []);
    expect(shapes.length).toBeGreaterThan(100);
    expect(Math.max(...shapes.map((shape) => levelsOf(shape)))).toBe(12);
  });

  it('throws where such a value is used, and nowhere else', async () => {
    const session = await sessionThatGets(customer);
    const answer = await session.call(getCustomer, { path: { customer_id: 'c1' } });
    expect(answer.first_name).toBe('Kari');
    expect(() => `${answer.email}`).toThrow(UnreadableError);
    expect(() => answer.term?.id).toThrow('A service sent a value that cannot be read as what its contract says.');
    expect({ ...answer }.first_name).toBe('Kari');
    expect(answer.addresses).toHaveLength(1);
    expect(() => `${answer.addresses?.[0]?.postal_place}`).toThrow(UnreadableError);
  });

  it('has nothing where null was sent, of which the contract knows nothing', async () => {
    const session = await sessionThatGets(customer);
    const { created_by: createdBy } = await session.call(getCustomer, { path: { customer_id: 'c1' } });
    expect(createdBy).toBeUndefined();
  });

  it('is held to every form that a value may have, and to none where it may have any', async () => {
    const requirement = { currencies: [{ 'anything-but': ['NOK'] }] };
    const session = await sessionThatGets({ id: 'd1', requirement, metadata: { free: 7 } });
    const answer: object = await session.call(getDiscount, { path: { did: 'd1' } });
    expect(answer).toMatchObject({ requirement: { currencies: [{ 'anything-but': ['NOK'] }] }, metadata: { free: 7 } });
  });

  it.each(['no address', null, 7, ['no address']])('loses no other entry of a list than %j', async (entry) => {
    const session = await sessionThatGets({ ...customer, addresses: [{ country: 'NO' }, entry, { country: 'SE' }] });
    const { addresses = [] } = await session.call(getCustomer, { path: { customer_id: 'c1' } });
    expect(addresses.map((address) => address === unreadable)).toEqual([false, true, false]);
    expect(addresses[2]?.country).toBe('SE');
  });

  it('is given as it is to whoever looks for what is odd in it', async () => {
    const session = await sessionThatGets(customer, { asItIs: true });
    expect(await session.call(getCustomer, { path: { customer_id: 'c1' } })).toEqual(customer);
  });
});
