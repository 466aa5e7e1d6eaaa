import { createHmac, createPublicKey } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidTokenError, KeysUnavailableError } from '../../../src/auth/tokens/errors.ts';
import { createKeyStore } from '../../../src/auth/tokens/keys.ts';
import type { createVerifier } from '../../../src/auth/tokens/verify.ts';
import { anonymous } from '../../../src/auth/viewer.ts';
import { audience, issuer, newSigner, start, verifierOf } from './signer.ts';

const signer = await newSigner();
const rsa = await newSigner('rsa-1', 'RS256');
const verify = verifierOf([signer.jwk, rsa.jwk]);

type Verify = ReturnType<typeof createVerifier>;

/** Expects a header to be refused, in words that hold no part of it. */
async function expectRefused(header: string, by: Verify = verify): Promise<void> {
  const error: unknown = await by(header).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(InvalidTokenError);
  expect(error).not.toHaveProperty('cause');
  const parts = header.split(/[ .]/).filter((part) => part.length > 10);
  for (const part of parts) expect(String(error)).not.toContain(part);
}

function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** A key store that counts how often it is asked. */
function countingKeys() {
  const store = createKeyStore({ sources: [async () => [signer.jwk]] });
  const keys = {
    asked: 0,
    find(kid: string | undefined) {
      keys.asked += 1;
      return store.find(kid);
    },
  };
  return keys;
}

describe('an authorization header', () => {
  it('that is not there is anonymous', async () => {
    await expect(verify(null)).resolves.toBe(anonymous);
  });

  it('with a token gives the viewer of the token', async () => {
    const token = await signer.sign({ scope: 'read:customers read:receipts' });
    await expect(verify(`Bearer ${token}`)).resolves.toEqual({
      kind: 'CLIENT',
      accountId: 'T00000001',
      scopes: new Set(['read:customers', 'read:receipts']),
      customerId: null,
      expiresAt: new Date((start + 600) * 1000),
      token,
    });
  });

  it('may spell its scheme as it likes', async () => {
    const token = await signer.sign();
    await expect(verify(`bEARER  ${token}`)).resolves.toMatchObject({ token });
  });

  it.each([
    ['is empty', ''],
    ['is a scheme alone', 'Bearer'],
    ['has an empty token', 'Bearer '],
    ['holds no token', 'Bearer not-a-token'],
    ['holds three parts of nothing', 'Bearer ..'],
    ['has a header that is no JSON', 'Bearer bm90IGpzb24.bm90IGpzb24.bm90IGpzb24'],
    ['has a header without an algorithm', `Bearer ${encoded({ kid: 'key-1' })}.${encoded({})}.c2ln`],
    ['has a key id that is no text', `Bearer ${encoded({ alg: 'ES256', kid: 1 })}.${encoded({})}.c2ln`],
  ])('that %s is refused', async (_, header) => {
    await expectRefused(header);
  });

  it.each([
    ['of another scheme', (token: string) => `Basic ${token}`],
    ['without a scheme', (token: string) => token],
    ['with two tokens', (token: string) => `Bearer ${token} ${token}`],
    ['with two schemes', (token: string) => `Bearer ${token}, Bearer ${token}`],
    ['with something in front', (token: string) => ` Bearer ${token}`],
  ])('%s is refused', async (_, headerOf) => {
    await expectRefused(headerOf(await signer.sign()));
  });

  it('with a token of more than 16 KiB is refused, however good it is', async () => {
    const long = await signer.sign({ note: 'x'.repeat(12_000) });
    const tooLong = await signer.sign({ note: 'x'.repeat(12_300) });
    expect([long.length <= 16_384, tooLong.length > 16_384]).toEqual([true, true]);
    await expect(verify(`Bearer ${long}`)).resolves.toMatchObject({ token: long });
    await expectRefused(`Bearer ${tooLong}`);
  });

  it('of any text is refused', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (text) => {
        await expect(verify(text)).rejects.toBeInstanceOf(InvalidTokenError);
        await expect(verify(`Bearer ${text}`)).rejects.toBeInstanceOf(InvalidTokenError);
      }),
    );
  });
});

describe('the signature of a token', () => {
  it.each(['RS256', 'PS256', 'ES256', 'EdDSA'])('may be %s', async (alg) => {
    const other = await newSigner('key-2', alg);
    const token = await other.sign();
    await expect(verifierOf([other.jwk])(`Bearer ${token}`)).resolves.toMatchObject({ token });
  });

  it.each(['RS384', 'ES384', 'PS512'])('may not be %s', async (alg) => {
    const other = await newSigner('key-2', alg);
    await expectRefused(`Bearer ${await other.sign()}`, verifierOf([signer.jwk, other.jwk]));
  });

  it('does not fit another payload', async () => {
    const [header, payload = '', signature] = (await signer.sign({ scope: 'read:customers' })).split('.');
    const claims: object = JSON.parse(Buffer.from(payload, 'base64url').toString());
    await expectRefused(`Bearer ${header}.${encoded({ ...claims, scope: 'admin:customers' })}.${signature}`);
  });

  it('does not fit once any one character of header or payload is another', async () => {
    const token = await signer.sign();
    const signed = token.lastIndexOf('.');
    await fc.assert(
      fc.asyncProperty(fc.nat(signed - 1), fc.constantFrom('A', 'z', '0', '_', '.', '='), async (at, character) => {
        fc.pre(token[at] !== character);
        const changed = token.slice(0, at) + character + token.slice(at + 1);
        await expect(verify(`Bearer ${changed}`)).rejects.toBeInstanceOf(InvalidTokenError);
      }),
    );
  });

  it('of another key with the same id is refused', async () => {
    const impostor = await newSigner('key-1');
    await expectRefused(`Bearer ${await impostor.sign()}`);
  });

  it('is needed', async () => {
    const [header, payload] = (await signer.sign()).split('.');
    await expectRefused(`Bearer ${header}.${payload}.`);
    await expectRefused(`Bearer ${encoded({ alg: 'none' })}.${payload}.`);
    await expectRefused(`Bearer ${encoded({ alg: 'none', kid: 'key-1' })}.${payload}.`);
  });

  it.each([
    ['its PEM', () => createPublicKey({ key: { ...rsa.jwk }, format: 'jwk' }).export({ type: 'spki', format: 'pem' })],
    ['its modulus', () => Buffer.from(String(rsa.jwk['n']), 'base64url')],
    ['its JSON', () => JSON.stringify(rsa.jwk)],
  ])('with the public key as the secret of HS256 is refused: %s', async (_, secretOf) => {
    const [, payload] = (await rsa.sign()).split('.');
    const signed = `${encoded({ alg: 'HS256', kid: 'rsa-1' })}.${payload}`;
    await expectRefused(`Bearer ${signed}.${createHmac('sha256', secretOf()).update(signed).digest('base64url')}`);
  });

  it('follows the algorithm of the key, not of the token', async () => {
    const pss = await newSigner('rsa-1', 'PS256');
    const token = await pss.sign();
    await expect(verifierOf([pss.jwk])(`Bearer ${token}`)).resolves.toMatchObject({ token });
    await expectRefused(`Bearer ${token}`, verifierOf([{ ...pss.jwk, alg: 'RS256' }]));
    const { alg: _, ...withoutAlgorithm } = pss.jwk;
    await expectRefused(`Bearer ${token}`, verifierOf([withoutAlgorithm]));
  });

  it('is refused where the header demands an extension that nobody knows', async () => {
    const [, payload, signature] = (await signer.sign()).split('.');
    const header = encoded({ alg: 'ES256', kid: 'key-1', crit: ['exp2'], exp2: 1 });
    await expectRefused(`Bearer ${header}.${payload}.${signature}`);
  });

  it('of a token without a key id is tried with every key', async () => {
    const second = await newSigner('key-2');
    const both = verifierOf([signer.jwk, second.jwk]);
    for (const { sign } of [signer, second]) {
      const token = await sign({}, { kid: undefined });
      await expect(both(`Bearer ${token}`)).resolves.toMatchObject({ token });
    }
    const stranger = await newSigner();
    await expectRefused(`Bearer ${await stranger.sign({}, { kid: undefined })}`, both);
  });

  it('is tried with keys that have no id', async () => {
    const { kid: _, ...nameless } = signer.jwk;
    const { kid: __, ...other } = (await newSigner()).jwk;
    const token = await signer.sign();
    await expect(verifierOf([other, nameless])(`Bearer ${token}`)).resolves.toMatchObject({ token });
  });

  it('of a key that nobody knows is refused', async () => {
    const stranger = await newSigner('key-9');
    await expectRefused(`Bearer ${await stranger.sign()}`);
  });

  it('cannot be told without keys', async () => {
    const keyless = verifierOf([]);
    await expect(keyless(`Bearer ${await signer.sign()}`)).rejects.toBeInstanceOf(KeysUnavailableError);
  });
});

describe('the claims of a token', () => {
  it.each([
    ['another issuer', { iss: 'https://other.example.com' }],
    ['an issuer that only begins alike', { iss: `${issuer}.evil.example.com` }],
    ['no issuer', { iss: undefined }],
    ['another audience', { aud: 'https://api.dintero.com/v1/accounts/T00000002' }],
    ['a list of other audiences', { aud: ['https://api.dintero.com/v1/accounts/T00000002', 'x'] }],
    ['an empty list of audiences', { aud: [] }],
    ['no audience', { aud: undefined }],
    ['no end', { exp: undefined }],
  ])('are refused with %s', async (_, claims) => {
    await expectRefused(`Bearer ${await signer.sign(claims)}`);
  });

  it('may name one of several issuers', async () => {
    const several = verifierOf([signer.jwk], { issuers: [issuer, 'https://staff.example.com'] });
    for (const iss of [issuer, 'https://staff.example.com']) {
      await expect(several(`Bearer ${await signer.sign({ iss })}`)).resolves.toMatchObject({ kind: 'CLIENT' });
    }
  });

  it('may name the audience in a list', async () => {
    const token = await signer.sign({ aud: ['https://api.example.com', audience] });
    await expect(verify(`Bearer ${token}`)).resolves.toMatchObject({ accountId: 'T00000001' });
  });

  it.each([
    ['a second before its end and the skew', { exp: start }, 29, true],
    ['at its end and the skew', { exp: start }, 30, false],
    ['before its beginning by the skew', { nbf: start }, -30, true],
    ['a second earlier than that', { nbf: start }, -31, false],
    ['issued in the future', { iat: start + 60 }, 0, true],
  ])('count %s', async (_, claims, seconds, accepted) => {
    const at = verifierOf([signer.jwk], { now: () => (start + seconds) * 1000 });
    const header = `Bearer ${await signer.sign(claims)}`;
    if (accepted) await expect(at(header)).resolves.toMatchObject({ kind: 'CLIENT' });
    else await expectRefused(header, at);
  });

  it('count to the second without skew', async () => {
    const header = `Bearer ${await signer.sign({ exp: start })}`;
    const at = (milliseconds: number) => verifierOf([signer.jwk], { clockSkew: 0, now: () => milliseconds });
    await expect(at(start * 1000 - 1)(header)).resolves.toMatchObject({ kind: 'CLIENT' });
    await expectRefused(header, at(start * 1000));
  });
});

describe('a verified token', () => {
  it('is remembered', async () => {
    const keys = countingKeys();
    const remembering = verifierOf([], { keys });
    const header = `Bearer ${await signer.sign()}`;
    const viewer = await remembering(header);
    await expect(remembering(header)).resolves.toBe(viewer);
    expect(keys.asked).toBe(1);
  });

  it('is told from every other', async () => {
    const one = await signer.sign({ sub: 'C1', scope: 'user:customers' });
    const other = await signer.sign({ sub: 'C2', scope: 'user:customers' });
    for (const _ of ['first', 'remembered']) {
      await expect(verify(`Bearer ${one}`)).resolves.toMatchObject({ customerId: 'C1', token: one });
      await expect(verify(`Bearer ${other}`)).resolves.toMatchObject({ customerId: 'C2', token: other });
    }
  });

  it('is verified once for requests at the same time', async () => {
    const keys = countingKeys();
    const remembering = verifierOf([], { keys });
    const header = `Bearer ${await signer.sign()}`;
    const viewers = await Promise.all([remembering(header), remembering(header), remembering(header)]);
    expect(new Set(viewers).size).toBe(1);
    expect(keys.asked).toBe(1);
  });

  it.each([0, 30, 300])('is not accepted a moment longer than when verified anew, with %i s of skew', async (skew) => {
    let time = start * 1000;
    const remembering = verifierOf([signer.jwk], { clockSkew: skew, now: () => time });
    const header = `Bearer ${await signer.sign({ exp: start + 60 })}`;
    const viewer = await remembering(header);
    time = (start + 60 + skew) * 1000 - 1;
    await expect(remembering(header)).resolves.toBe(viewer);
    time += 1;
    await expectRefused(header, remembering);
  });

  it('is forgotten where newer ones need the room', async () => {
    const keys = countingKeys();
    const remembering = verifierOf([], { keys, cacheSize: 2 });
    const [one = '', two = '', three = ''] = await Promise.all(
      ['1', '2', '3'].map(async (jti) => `Bearer ${await signer.sign({ jti })}`),
    );
    for (const header of [one, two, one, three]) await remembering(header);
    expect(keys.asked).toBe(3);
    await remembering(one);
    expect(keys.asked).toBe(3);
    await remembering(two);
    expect(keys.asked).toBe(4);
  });

  it('is the only one that is remembered: a refused one is verified again', async () => {
    const late = await newSigner('late');
    const published = [signer.jwk];
    const keys = createKeyStore({ sources: [async () => published], cooldown: 0 });
    const remembering = verifierOf([], { keys });
    const header = `Bearer ${await late.sign()}`;
    await expectRefused(header, remembering);
    published.push(late.jwk);
    await expect(remembering(header)).resolves.toMatchObject({ kind: 'CLIENT' });
  });
});

describe('a verifier', () => {
  it.each([
    ['no issuer', { issuers: [] }],
    ['no audience', { audiences: [] }],
    ['a negative skew', { clockSkew: -1 }],
    ['a skew of more than 300 seconds', { clockSkew: 301 }],
    ['a skew that is no number', { clockSkew: Number.NaN }],
  ])('cannot be made with %s', (_, options) => {
    expect(() => verifierOf([signer.jwk], options)).toThrow(Error);
  });
});
