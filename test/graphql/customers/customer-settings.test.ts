import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deniesReadersAndCustomers } from '../denials.ts';
import { type Harness, startHarness } from '../harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const run: Harness['mutate'] = (...args) => harness.mutate(...args);

describe('Mutation.customerSettingsUpdate', () => {
  const selection = `settings { customerIdFormat existsEnabled duplicatePhoneNumbersAllowed phoneNumbersVerified mfaEnabled
    mfaLoginChannel mfaRecoveryChannel emailAutoTokens phoneNumberAutoTokens
    attributes { name type multipleValues private } tokenEventExpiry { status timeToLive } }`;

  it('changes what is given and leaves the rest alone', async () => {
    const { data, calls } = await run(
      'customerSettingsUpdate',
      { attributes: [{ name: 'size', type: 'INTEGER', multipleValues: true }] },
      selection,
    );
    expect(data.customerSettingsUpdate).toEqual({
      settings: {
        customerIdFormat: 'SEQUENCE',
        existsEnabled: true,
        duplicatePhoneNumbersAllowed: false,
        phoneNumbersVerified: false,
        mfaEnabled: false,
        mfaLoginChannel: null,
        mfaRecoveryChannel: null,
        emailAutoTokens: [],
        phoneNumberAutoTokens: [],
        attributes: [{ name: 'size', type: 'INTEGER', multipleValues: true, private: false }],
        tokenEventExpiry: [{ status: 'OPT_OUT', timeToLive: 15_780_000 }],
      },
      userErrors: [],
    });
    expect(calls).toEqual(['updateCustomerSettings']);
    const users = {
      customerIdFormat: 'UUID',
      existsEnabled: false,
      duplicatePhoneNumbersAllowed: true,
      phoneNumbersVerified: true,
      mfa: { enabled: true, loginChannel: 'SMS', recoveryChannel: 'EMAIL' },
    };
    const tokens = { emailAutoTokens: ['SHA256'], phoneNumberAutoTokens: ['HMAC_SHA256'] };
    const again = await run('customerSettingsUpdate', { users, ...tokens }, selection);
    expect(again.data.customerSettingsUpdate.settings).toMatchObject({
      customerIdFormat: 'UUID',
      existsEnabled: false,
      duplicatePhoneNumbersAllowed: true,
      phoneNumbersVerified: true,
      mfaEnabled: true,
      mfaLoginChannel: 'SMS',
      mfaRecoveryChannel: 'EMAIL',
      ...tokens,
      attributes: [{ name: 'size' }],
    });
    const read = await harness.ask('{ customerSettings { customerIdFormat } }');
    expect(read.data.customerSettings).toEqual({ customerIdFormat: 'UUID' });
  });

  it('tells everything that is wrong at once, without a call', async () => {
    const attribute = { name: 'size', type: 'INTEGER' };
    const { data, calls } = await run(
      'customerSettingsUpdate',
      {
        attributes: [attribute, attribute],
        tokenEventExpiry: [{ status: 'OPT_OUT', timeToLive: 0 }],
        emailAutoTokens: ['SHA256'],
      },
      '__typename',
    );
    expect(
      data.customerSettingsUpdate.userErrors.map(({ field }: { field: string[] }) => field.slice(1).join('.')),
    ).toEqual(['attributes.1.name', 'tokenEventExpiry.0.timeToLive', 'phoneNumberAutoTokens']);
    expect(calls).toEqual([]);
  });

  deniesReadersAndCustomers(run, { customerSettingsUpdate: {} });
});

describe('what happened to a token', () => {
  const token = { type: 'sha1:email', value: 'shown-at-the-till' };
  const lookup = 'lookup { status token { tokenId } customer { customerId } events { event status expiresAt } }';

  it('is noted, also of a token that nobody has registered, and forgotten again', async () => {
    const declined = { token, event: 'customer declined signup in store', status: 'OPT_OUT' };
    const first = await run('customerTokenEventAdd', declined, lookup);
    expect(first.data.customerTokenEventAdd).toEqual({
      lookup: {
        status: 'OPT_OUT',
        token: null,
        customer: null,
        events: [{ event: declined.event, status: 'OPT_OUT', expiresAt: expect.any(String) }],
      },
      userErrors: [],
    });
    expect(first.calls).toEqual(['findCustomerByToken']);
    await run('customerTokenEventAdd', { token, event: 'shown', metadata: { till: 7 } }, lookup);

    const query =
      'query ($value: String!) { customerByToken(type: "sha1:email", value: $value) { status events { event metadata } } }';
    const seen = await harness.ask(query, { as: 'admin', variables: { value: token.value } });
    expect(seen.data.customerByToken).toEqual({
      status: 'OPT_OUT',
      events: [
        { event: 'shown', metadata: { till: 7 } },
        { event: declined.event, metadata: null },
      ],
    });
    const { data, calls } = await run('customerTokenEventsDelete', { token, event: declined.event }, 'deleted');
    expect(data.customerTokenEventsDelete).toEqual({ deleted: true, userErrors: [] });
    expect(calls).toEqual(['deleteTokenEvents']);
    const left = await harness.ask(query, { as: 'admin', variables: { value: token.value } });
    expect(left.data.customerByToken).toMatchObject({ status: 'UNKNOWN', events: [{ event: 'shown' }] });
    await run('customerTokenEventsDelete', { token }, 'deleted');
    const none = await harness.ask(query, { as: 'admin', variables: { value: token.value } });
    expect(none.data.customerByToken.events).toEqual([]);
  });

  it('is told to be unknown to none', async () => {
    const unknown = { token: { type: 'APP', value: 'never seen' } };
    const { data } = await run('customerTokenEventsDelete', unknown, 'deleted');
    expect(data.customerTokenEventsDelete).toMatchObject({ deleted: null, userErrors: [{ code: 'NOT_FOUND' }] });
  });

  it('is in doubt when the answer is lost', async () => {
    harness.sandbox.fail({ on: 'findCustomerByToken', reset: 'after', times: 1 });
    const { errors } = await run('customerTokenEventAdd', { token, event: 'shown' }, '__typename');
    expect(errors).toMatchObject([{ extensions: { code: 'UPSTREAM_UNAVAILABLE', outcome: 'UNKNOWN' } }]);
  });

  it('is not noted without words', async () => {
    const { data, calls } = await run('customerTokenEventAdd', { token, event: ' ' }, '__typename');
    expect(data.customerTokenEventAdd.userErrors).toMatchObject([{ field: ['input', 'event'] }]);
    expect(calls).toEqual([]);
  });

  deniesReadersAndCustomers(run, {
    customerTokenEventAdd: { token, event: 'x' },
    customerTokenEventsDelete: { token },
  });
});
