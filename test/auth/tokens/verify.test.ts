import { createHmac, createPublicKey } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { InvalidTokenError, KeysUnavailableError } from '../../../src/auth/tokens/errors.ts';
import { createKeyStore } from '../../../src/auth/tokens/keys.ts';
import { anonymous } from '../../../src/auth/viewer.ts';
import { audience, issuer, newSigner, sourceOf, start, verifierOf } from './signer.ts';

const signer = await newSigner();
const rsa = await newSigner('rsa-1', 'RS256');
const verify = verifierOf([signer.jwk, rsa.jwk]);

const viewerShape = z.object({ subject: z.string().nullable(), customerId: z.string().nullable() });

type Verify = ReturnType<typeof verifierOf>;
type Claims = Readonly<Record<string, unknown>>;

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
  const store = createKeyStore({ sources: [sourceOf([signer.jwk])] });
  const keys = {
    asked: 0,
    holds: store.holds,
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
      subject: 'client',
      client: 'client',
      person: null,
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
    ['with something behind', (token: string) => `Bearer ${token} `],
    ['with a tab', (token: string) => `Bearer\t${token}`],
    ['with a comma behind', (token: string) => `Bearer ${token},`],
    ['in quotes', (token: string) => `Bearer "${token}"`],
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
    ['an end that is a text', { exp: String(start + 600) }],
    ['an end with a fraction', { exp: start + 600.5 }],
    ['an end in milliseconds', { exp: (start + 600) * 1000 }],
    ['an end that is no exact number', { exp: 2 ** 53 }],
    ['an issue that is a text', { iat: String(start) }],
    ['a beginning that is a text', { nbf: String(start) }],
  ])('are refused with %s', async (_, claims) => {
    await expectRefused(`Bearer ${await signer.sign(claims)}`);
  });

  it('may name one of several issuers', async () => {
    const source = sourceOf([signer.jwk], [issuer, 'https://staff.example.com']);
    const several = verifierOf([], { keys: createKeyStore({ sources: [source] }) });
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
    ['issued within the skew of now', { iat: start + 30 }, 0, true],
    ['issued later than that', { iat: start + 31 }, 0, false],
    ['issued with a fraction of a second', { iat: start - 0.5 }, 0, true],
    ['with the longest life, from its issue', { iat: start - 100, exp: start - 100 + 86_400 }, 0, true],
    ['with a longer life, from its issue', { iat: start - 100, exp: start - 100 + 86_401 }, 0, false],
    ['with the longest life, from now', { exp: start + 86_400 }, 0, true],
    ['with a longer life, from now', { exp: start + 86_401 }, 0, false],
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

describe('the end of a token', () => {
  // JSON.stringify would write null: the number is only in the text.
  it.each(['1e999', '9e15', '1e-999', '-1e999'])('is refused as %s', async (exp) => {
    const claims = JSON.stringify({ iss: issuer, aud: audience, sub: 'client', exp: 0 });
    const token = await signer.signText(claims.replace('"exp":0', `"exp":${exp}`));
    await expectRefused(`Bearer ${token}`);
  });
});

describe('the type of a token', () => {
  it.each(['JWT', 'jwt', 'at+jwt', 'application/at+jwt', undefined])('may be %s', async (typ) => {
    const token = await signer.sign({}, { typ });
    await expect(verify(`Bearer ${token}`)).resolves.toMatchObject({ token });
  });

  it.each(['logout+jwt', 'dpop+jwt', 'secevent+jwt', 'JWS', 'application/json', '', 1, null])(
    'may not be %j',
    async (typ) => {
      await expectRefused(`Bearer ${await signer.sign({}, { typ })}`);
    },
  );
});

describe('an issuer', () => {
  it('is tied to the source of its keys', async () => {
    const other = await newSigner('key-2');
    const staff = 'https://staff.example.com';
    const sources = [sourceOf([signer.jwk]), sourceOf([other.jwk], [staff])];
    const both = verifierOf([], { keys: createKeyStore({ sources }) });
    await expect(both(`Bearer ${await signer.sign()}`)).resolves.toMatchObject({ kind: 'CLIENT' });
    await expect(both(`Bearer ${await other.sign({ iss: staff })}`)).resolves.toMatchObject({ kind: 'CLIENT' });
    await expectRefused(`Bearer ${await signer.sign({ iss: staff })}`, both);
    await expectRefused(`Bearer ${await other.sign()}`, both);
    await expectRefused(`Bearer ${await other.sign({}, { kid: undefined })}`, both);
  });

  it('is needed, and so is an audience', async () => {
    const header = `Bearer ${await signer.sign()}`;
    await expectRefused(header, verifierOf([], { keys: createKeyStore({ sources: [sourceOf([signer.jwk], [])] }) }));
    await expectRefused(header, verifierOf([signer.jwk], { audiences: [] }));
  });
});

describe('a refusal', () => {
  it.each<[string, Claims, Claims, object]>([
    ['iss', { iss: 'https://other.example.com' }, {}, { seen: '"https://other.example.com"', accepted: issuer }],
    ['iss', { iss: undefined }, {}, { seen: 'missing' }],
    ['aud', { aud: ['https://a.example.com', 1] }, {}, { seen: '"https://a.example.com", 1', accepted: audience }],
    ['aud', { aud: 'x'.repeat(10_000) }, {}, { seen: JSON.stringify('x'.repeat(200)) }],
    ['exp', { exp: start - 100 }, {}, { seen: '100 s ago' }],
    ['exp', { exp: undefined }, {}, { seen: 'missing' }],
    ['nbf', { nbf: start + 100 }, {}, { seen: 'in 100 s' }],
    ['iat', { iat: start + 100 }, {}, { seen: 'in 100 s' }],
    ['lifetime', { exp: start + 90_000 }, {}, { seen: '90000 s', accepted: 'at most 86400 s' }],
    ['typ', {}, { typ: 'logout+jwt' }, { seen: '"logout+jwt"', accepted: 'JWT or at+jwt' }],
    ['kid', {}, { kid: 'key-9' }, { seen: '"key-9"' }],
    ['signature', {}, { kid: 'rsa-1' }, { accepted: 'one of a published key' }],
    ['claim', { sub: 7 }, {}, { seen: 'sub is a number', accepted: 'a text' }],
    ['claim', { sub: ['client'] }, {}, { seen: 'sub is an object' }],
    ['claim', { sub: false, scope: 'user:customers' }, {}, { seen: 'sub is a boolean' }],
    ['claim', { client_id: {} }, {}, { seen: 'client_id is an object' }],
    ['claim', { scope: { 'admin:customers': true } }, {}, { seen: 'scope is an object', accepted: 'a text or a list' }],
    ['claim', { permissions: true }, {}, { seen: 'permissions is a boolean' }],
    ['customer', { scope: 'user:customers', sub: '' }, {}, { seen: 'sub is a text of another form' }],
  ])('names its check: %s', async (check, claims, header, facts) => {
    const error: unknown = await verify(`Bearer ${await signer.sign(claims, header)}`).catch((reason) => reason);
    expect(error).toMatchObject({ refusal: { check, ...facts } });
    expect(JSON.stringify(error).length).toBeLessThan(600);
  });

  it.each([
    ['header', 'Basic eDp5'],
    ['form', 'Bearer nothing'],
    ['form', `Bearer ${'a'.repeat(20_000)}`],
    ['alg', `Bearer ${encoded({ alg: 'HS256' })}.${encoded({})}.c2ln`],
  ])('names its check: %s', async (check, header) => {
    await expect(verify(header)).rejects.toMatchObject({ refusal: { check } });
  });
});

describe('claims of any type', () => {
  const names = ['iss', 'sub', 'aud', 'exp', 'nbf', 'iat', 'jti', 'scope', 'scp', 'azp', 'client_id', 'gty', 'email'];
  const scopes = fc.constantFrom('read:customers', 'user:customers', 'public', ['user:receipts', 'read:wallets']);
  const anyClaims = fc.dictionary(fc.constantFrom(...names), fc.oneof(fc.jsonValue({ maxDepth: 2 }), scopes));

  it('are a viewer whose members are what they are said to be, or a refusal with a reason', async () => {
    const kinds = { viewer: 0, refusal: 0 };
    await fc.assert(
      fc.asyncProperty(anyClaims, async (claims) => {
        const right = { iss: issuer, aud: audience, sub: 'client', exp: start + 600 };
        const token = await signer.signText(JSON.stringify({ ...right, ...claims }));
        const came: unknown = await verify(`Bearer ${token}`).catch((reason) => reason);
        if (came instanceof InvalidTokenError) {
          kinds.refusal += 1;
          expect(came.refusal).toEqual({
            check: expect.any(String),
            seen: expect.any(String),
            accepted: expect.any(String),
          });
          return;
        }
        kinds.viewer += 1;
        const { subject, customerId } = viewerShape.parse(came);
        expect(subject).toBe(claims['sub'] === undefined ? 'client' : claims['sub']);
        if (customerId !== null) expect(String(subject)).toContain(customerId);
      }),
      { numRuns: 1_000 },
    );
    expect(Math.min(kinds.viewer, kinds.refusal)).toBeGreaterThan(50);
  });
});

describe('a verified token', () => {
  it('is dropped when its key leaves the set', async () => {
    const next = await newSigner('key-2');
    const published = [signer.jwk];
    const keys = createKeyStore({ sources: [sourceOf(published)] });
    const remembering = verifierOf([], { keys });
    const header = `Bearer ${await signer.sign()}`;
    const viewer = await remembering(header);
    published.push(next.jwk);
    await keys.refresh();
    await expect(remembering(header)).resolves.toBe(viewer);
    published.shift();
    await keys.refresh();
    await expectRefused(header, remembering);
  });

  it('is dropped when its key’s id is another key’s', async () => {
    const impostor = await newSigner('key-1');
    const published = [signer.jwk];
    const keys = createKeyStore({ sources: [sourceOf(published)] });
    const remembering = verifierOf([], { keys });
    const header = `Bearer ${await signer.sign()}`;
    await remembering(header);
    published.splice(0, 1, impostor.jwk);
    await keys.refresh();
    await expectRefused(header, remembering);
  });

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

  it('is forgotten where newer ones need the room, counted in bytes', async () => {
    const keys = countingKeys();
    // An entry takes 1,000 bytes and two for each letter of its token; these have about 3,300 letters.
    const remembering = verifierOf([], { keys, cacheBytes: 20_000 });
    const [one = '', two = '', three = ''] = await Promise.all(
      ['1', '2', '3'].map(async (jti) => `Bearer ${await signer.sign({ jti, note: 'x'.repeat(2_200) })}`),
    );
    for (const header of [one, two, one, three]) await remembering(header);
    expect(keys.asked).toBe(3);
    await remembering(one);
    expect(keys.asked).toBe(3);
    await remembering(two);
    expect(keys.asked).toBe(4);
  });

  it('is not remembered where it alone would need more', async () => {
    const keys = countingKeys();
    const remembering = verifierOf([], { keys, cacheBytes: 20_000 });
    const header = `Bearer ${await signer.sign({ note: 'x'.repeat(10_000) })}`;
    await remembering(header);
    await remembering(header);
    expect(keys.asked).toBe(2);
  });

  it('is the only one that is remembered: a refused one is verified again', async () => {
    const late = await newSigner('late');
    const published = [signer.jwk];
    const keys = createKeyStore({ sources: [sourceOf(published)], cooldown: 0 });
    const remembering = verifierOf([], { keys });
    const header = `Bearer ${await late.sign()}`;
    await expectRefused(header, remembering);
    published.push(late.jwk);
    await expect(remembering(header)).resolves.toMatchObject({ kind: 'CLIENT' });
  });
});
