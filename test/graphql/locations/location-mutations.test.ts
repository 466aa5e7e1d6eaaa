import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const run: Harness['mutate'] = (...args) => harness.mutate(...args);

const address = { addressLine: 'Storgata 1', postalPlace: 'Oslo', country: 'NO' };

describe('the mutations of locations', () => {
  it('do not take null for what cannot be taken away, and call nothing', async () => {
    const details = { name: null, address: null };
    const { data, calls } = await run('locationUpdate', { locationId: 'L-01', details }, '__typename');
    expect(data.locationUpdate.userErrors.map(({ field }: { field: string[] }) => field)).toEqual([
      ['input', 'details', 'name'],
      ['input', 'details', 'address'],
    ]);
    expect(calls).toEqual([]);
  });

  it('make, change and delete a location', async () => {
    const created = await run(
      'locationCreate',
      { locationId: 'L1', details: { name: 'New', address } },
      'location { locationId name address { addressLine } }',
    );
    expect(created.data.locationCreate).toEqual({
      location: { locationId: 'L1', name: 'New', address: { addressLine: 'Storgata 1' } },
      userErrors: [],
    });
    expect(created.calls).toEqual(['createLocation']);
    const updated = await run(
      'locationUpdate',
      { locationId: 'L1', details: { status: 'Closed' } },
      'location { name status }',
    );
    expect(updated.data.locationUpdate.location).toEqual({ name: 'New', status: 'Closed' });
    const deleted = await run('locationDelete', { locationId: 'L1' }, 'location { deletedAt }');
    expect(deleted.data.locationDelete.location.deletedAt).not.toBeNull();
    const again = await run('locationDelete', { locationId: 'L1' }, 'location { name }');
    expect(again.data.locationDelete).toEqual({
      location: null,
      userErrors: [{ code: 'NOT_FOUND', message: 'There is no such location.', field: ['input', 'locationId'] }],
    });
  });

  it('tell that an id is taken', async () => {
    const [taken] = harness.sandbox.state.locations.keys();
    const { data } = await run('locationCreate', { locationId: taken, details: {} }, 'location { name }');
    expect(data.locationCreate.userErrors).toMatchObject([{ code: 'ALREADY_TAKEN', field: ['input', 'locationId'] }]);
  });

  it('tell everything that is wrong at once, without a call', async () => {
    const details = { mcc: 'x', phoneNumber: 'y', address: { ...address, country: 'Norway' } };
    const { data, calls } = await run('locationCreate', { details }, 'location { name }');
    expect(data.locationCreate.userErrors.map(({ field }: { field: string[] }) => field.join('.'))).toEqual([
      'input.details.phoneNumber',
      'input.details.mcc',
      'input.details.address.country',
    ]);
    expect(calls).toEqual([]);
  });

  it.each([
    ['locationCreate', { details: {} }],
    ['locationUpdate', { locationId: 'x', details: {} }],
    ['locationDelete', { locationId: 'x' }],
  ])('deny %s to who may only read, without a call', async (name, input) => {
    expect(await run(name, input, '__typename', { as: 'helpdesk' })).toMatchObject({
      codes: ['INSUFFICIENT_SCOPE'],
      calls: [],
    });
  });
});
