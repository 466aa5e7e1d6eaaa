import { generateKeyPairSync } from 'node:crypto';
import { exportJWK, generateKeyPair } from 'jose';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { KeysUnavailableError } from '../../../src/auth/tokens/errors.ts';
import { createKeyStore, type KeyFailure, type KeyStore } from '../../../src/auth/tokens/keys.ts';
import { type Jwk, KeyFetchError } from '../../../src/kernel/jwk.ts';
import { issuer, newSigner } from './signer.ts';

const first = (await newSigner('first')).jwk;
const second = (await newSigner('second')).jwk;
const rsa = (await newSigner('rsa', 'RS256')).jwk;
const nameless: Jwk = { kty: second.kty, crv: second['crv'], x: second['x'], y: second['y'] };

/** A source of keys whose answer can be changed; null: it is down. */
function newSource(...keys: readonly Jwk[]) {
  const source = {
    calls: 0,
    keys: keys as readonly Jwk[] | null,
    held: Promise.resolve(),
    async fetch(): Promise<readonly Jwk[]> {
      source.calls += 1;
      const answer = source.keys;
      await source.held;
      if (answer === null) throw new KeyFetchError('keys', 'The answer is 500, not 200.', 500);
      return answer;
    },
  };
  return source;
}

function newStore(...sources: readonly ReturnType<typeof newSource>[]) {
  const clock = { time: 0 };
  const failures: KeyFailure[] = [];
  const store = createKeyStore({
    sources: sources.map(({ fetch }, index) => ({ name: `source ${index}`, issuers: [issuer], fetch })),
    onFailure: (failure) => failures.push(failure),
    now: () => clock.time,
  });
  return { clock, failures, store };
}

async function idsOf(store: KeyStore, kid?: string) {
  return (await store.find(kid)).map((key) => key.kid);
}

describe('a key store', () => {
  it('has the keys of all its sources, from the first question on', async () => {
    const sources = [newSource(first), newSource(second, rsa)];
    const { store } = newStore(...sources);
    await expect(idsOf(store)).resolves.toEqual(['first', 'second', 'rsa']);
    await expect(idsOf(store, 'second')).resolves.toEqual(['second']);
    expect(sources.map(({ calls }) => calls)).toEqual([1, 1]);
  });

  it('gives keys without an id for every id', async () => {
    const { store } = newStore(newSource(first, nameless));
    await expect(idsOf(store, 'first')).resolves.toEqual(['first', null]);
    await expect(idsOf(store, 'unheard-of')).resolves.toEqual([null]);
  });

  it('is ready once it has a key', async () => {
    const { store } = newStore(newSource(first));
    expect(store.ready()).toBe(false);
    await store.refresh();
    expect(store.ready()).toBe(true);
  });
});

describe('an unknown key id', () => {
  it('has the keys fetched again, and is found after a rotation', async () => {
    const source = newSource(first);
    const { store, clock } = newStore(source);
    await store.refresh();
    source.keys = [second, first];
    clock.time = 30_000;
    await expect(idsOf(store, 'second')).resolves.toEqual(['second']);
    expect(source.calls).toBe(2);
  });

  it('has the keys fetched once per cooldown', async () => {
    const source = newSource(first);
    const { store, clock } = newStore(source);
    await store.refresh();
    for (const [time, calls] of [
      [0, 1],
      [29_999, 1],
      [30_000, 2],
      [59_999, 2],
      [60_000, 3],
    ] as const) {
      clock.time = time;
      await expect(idsOf(store, 'unheard-of')).resolves.toEqual([]);
      await expect(idsOf(store, 'also-unheard-of')).resolves.toEqual([]);
      expect(source.calls).toBe(calls);
    }
  });

  it('has the keys fetched once for questions at the same time', async () => {
    const source = newSource(first);
    const { store, clock } = newStore(source);
    await store.refresh();
    clock.time = 30_000;
    source.keys = [first, second];
    const answers = await Promise.all(['second', 'second', 'unheard-of'].map((kid) => idsOf(store, kid)));
    expect(answers).toEqual([['second'], ['second'], []]);
    expect(source.calls).toBe(2);
  });

  it('waits for a fetch that is under way, cooldown or not', async () => {
    const source = newSource(first);
    const { store } = newStore(source);
    await store.refresh();
    const { promise, resolve } = Promise.withResolvers<void>();
    source.keys = [second];
    source.held = promise;
    const refreshed = store.refresh();
    const found = idsOf(store, 'second');
    resolve();
    await expect(found).resolves.toEqual(['second']);
    await refreshed;
    expect(source.calls).toBe(2);
  });

  it('has the keys fetched where a key without an id would do as well', async () => {
    const source = newSource(nameless);
    const { store, clock } = newStore(source);
    await store.refresh();
    clock.time = 30_000;
    source.keys = [nameless, first];
    await expect(idsOf(store, 'first')).resolves.toEqual([null, 'first']);
  });
});

describe('known keys', () => {
  it('are given without a fetch until they are ten minutes old', async () => {
    const source = newSource(first);
    const { store, clock } = newStore(source);
    await store.refresh();
    clock.time = 599_999;
    await store.find('first');
    expect(source.calls).toBe(1);
  });

  it('are fetched in the background after that, and given at once', async () => {
    const source = newSource(first);
    const { store, clock } = newStore(source);
    await store.refresh();
    const { promise, resolve } = Promise.withResolvers<void>();
    source.held = promise;
    source.keys = [first, second];
    clock.time = 600_000;
    await expect(idsOf(store)).resolves.toEqual(['first']);
    expect(source.calls).toBe(2);
    resolve();
    await store.refresh();
    await expect(idsOf(store)).resolves.toEqual(['first', 'second']);
    expect(source.calls).toBe(2);
  });

  it('are gone once their source no longer has them', async () => {
    const source = newSource(first, second);
    const { store } = newStore(source);
    await store.refresh();
    source.keys = [second];
    await store.refresh();
    await expect(idsOf(store)).resolves.toEqual(['second']);
  });
});

describe('a watched store', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('fetches by a timer every ten minutes, every thirty seconds while a source is down, and not once closed', async () => {
    const [steady, shaky] = [newSource(first), newSource(second)];
    const { store, clock } = newStore(steady, shaky);
    async function pass(milliseconds: number): Promise<number> {
      for (let passed = 0; passed < milliseconds; passed += 30_000) {
        clock.time += 30_000;
        await vi.advanceTimersByTimeAsync(30_000);
      }
      return shaky.calls;
    }
    await store.refresh();
    store.watch();
    expect(await pass(570_000)).toBe(1);
    shaky.keys = null;
    expect(await pass(30_000)).toBe(2);
    expect(await pass(90_000)).toBe(5);
    shaky.keys = [rsa];
    expect(await pass(30_000)).toBe(6);
    expect(await pass(570_000)).toBe(6);
    await expect(idsOf(store)).resolves.toEqual(['first', 'rsa']);
    store.close();
    clock.time += 1;
    expect(await pass(1_200_000)).toBe(6);
  });
});

describe('a source that is down', () => {
  it('keeps the keys it had, while the others are renewed', async () => {
    const [down, up] = [newSource(first), newSource(second)];
    const { store } = newStore(down, up);
    await store.refresh();
    down.keys = null;
    up.keys = [rsa];
    await store.refresh();
    await expect(idsOf(store)).resolves.toEqual(['first', 'rsa']);
  });

  it('has its keys used on for a day, and no longer', async () => {
    const [down, up] = [newSource(first), newSource(second)];
    const { store, clock } = newStore(down, up);
    await store.refresh();
    const [key] = await store.find('first');
    down.keys = null;
    for (const [time, ids] of [
      [86_399_999, ['first', 'second']],
      [86_400_001, ['second']],
    ] as const) {
      clock.time = time;
      await store.refresh();
      await expect(idsOf(store)).resolves.toEqual(ids);
      expect(key && store.holds(key)).toBe(ids.length === 2);
    }
    down.keys = [first];
    await store.refresh();
    await expect(idsOf(store)).resolves.toEqual(['first', 'second']);
  });

  it('is told of, with the step and the status, at each fetch', async () => {
    const [down, unusable] = [newSource(), newSource({ ...first, use: 'enc' }, { kty: 'oct', kid: 'x' })];
    down.keys = null;
    const { store, failures } = newStore(down, unusable);
    await store.refresh();
    expect(failures).toEqual([
      { source: 'source 0', step: 'keys', status: 500, reason: 'The answer is 500, not 200.' },
      {
        source: 'source 1',
        step: 'keys',
        status: null,
        reason:
          'Of 2 keys none can be used: one is not for signatures (use), one is not for any of RS256, PS256, ES256, EdDSA.',
      },
    ]);
  });

  it('from the start leaves the others to work with', async () => {
    const down = newSource();
    down.keys = null;
    const { store } = newStore(down, newSource(second));
    await expect(idsOf(store)).resolves.toEqual(['second']);
    expect(store.ready()).toBe(true);
  });

  it('and is the only one leaves no keys, until it is asked again after the cooldown', async () => {
    const source = newSource();
    source.keys = null;
    const { store, clock } = newStore(source);
    await expect(store.find('first')).rejects.toBeInstanceOf(KeysUnavailableError);
    source.keys = [first];
    clock.time = 29_999;
    await expect(store.find(undefined)).rejects.toBeInstanceOf(KeysUnavailableError);
    expect([store.ready(), source.calls]).toEqual([false, 1]);
    clock.time = 30_000;
    await expect(idsOf(store, 'first')).resolves.toEqual(['first']);
    expect([store.ready(), source.calls]).toEqual([true, 2]);
  });

  it('is asked again by whoever waits for the store to be ready', async () => {
    const source = newSource();
    source.keys = null;
    const { store, clock } = newStore(source);
    await store.refresh();
    source.keys = [first];
    expect([store.ready(), source.calls]).toEqual([false, 1]);
    clock.time = 30_000;
    expect([store.ready(), store.ready(), source.calls]).toEqual([false, false, 2]);
    await store.refresh();
    expect([store.ready(), source.calls]).toEqual([true, 2]);
  });
});

describe('a key', () => {
  const weak = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ format: 'jwk' });

  it.each<[string, Jwk]>([
    ['is for encryption', { ...first, use: 'enc' }],
    ['may not verify', { ...first, key_ops: ['sign', 'encrypt'] }],
    ['has operations that are not a list', { ...first, key_ops: 'verify' }],
    ['has an exponent of 1', { ...rsa, e: 'AQ' }],
    ['has an exponent of 2', { ...rsa, e: 'AAI' }],
    ['has no exponent', { ...rsa, e: undefined }],
    ['is a secret', { kty: 'oct', k: 'c2VjcmV0'.repeat(8), kid: 'x' }],
    ['is a secret of HS256', { kty: 'oct', k: 'c2VjcmV0'.repeat(8), kid: 'x', alg: 'HS256' }],
    ['is a secret of RS256, as it says', { kty: 'oct', k: 'c2VjcmV0'.repeat(8), kid: 'x', alg: 'RS256' }],
    ['is an RSA key of 1024 bits', { ...weak, kty: 'RSA', kid: 'x', alg: 'RS256' }],
    ['is an RSA key for HS256', { ...rsa, alg: 'HS256' }],
    ['is an RSA key for RS512', { ...rsa, alg: 'RS512' }],
    ['is an RSA key for ES256', { ...rsa, alg: 'ES256' }],
    ['is an RSA key for encryption by its algorithm', { ...rsa, alg: 'RSA-OAEP-256' }],
    ['is an elliptic key for RS256', { ...first, alg: 'RS256' }],
    ['is for no algorithm', { ...first, alg: 'none' }],
    ['lacks its modulus', { kty: 'RSA', e: 'AQAB', kid: 'x' }],
    ['is not on its curve', { ...first, x: first['y'] }],
    ['is of a kind that nobody knows', { kty: 'XYZ', kid: 'x' }],
  ])('that %s is left out', async (_, jwk) => {
    const { store } = newStore(newSource(jwk, second));
    await expect(idsOf(store)).resolves.toEqual(['second']);
  });

  it.each([
    ['RSA', 'RS256'],
    ['P-256', 'ES256'],
    ['Ed25519', 'EdDSA'],
  ])('of %s without an algorithm is for %s', async (_, algorithm) => {
    const { alg: _alg, use: _use, ...jwk } = (await newSigner('x', algorithm)).jwk;
    const { store } = newStore(newSource(jwk));
    await expect(store.find('x')).resolves.toMatchObject([{ kid: 'x', alg: algorithm }]);
  });

  it('may be broken into lines', async () => {
    const broken = { ...rsa, n: String(rsa['n']).replaceAll(/.{64}/g, '$&\r\n') };
    const { store } = newStore(newSource(broken));
    await expect(idsOf(store)).resolves.toEqual(['rsa']);
  });

  it('of P-384 without an algorithm is left out', async () => {
    const { alg: _, ...jwk } = (await newSigner('x', 'ES384')).jwk;
    const { store } = newStore(newSource(jwk, second));
    await expect(idsOf(store)).resolves.toEqual(['second']);
  });

  it('that was published with its private part verifies, and does not sign', async () => {
    const { privateKey } = await generateKeyPair('ES256', { extractable: true });
    const { kty = '', ...members } = await exportJWK(privateKey);
    const { store } = newStore(newSource({ ...members, kty, kid: 'x' }));
    const [key] = await store.find('x');
    expect(key?.key).toMatchObject({ type: 'public', usages: ['verify'] });
  });
});
