import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { getCustomer } from '../../src/upstream/endpoints/customers.ts';
import { createTurns } from '../../src/upstream/turns.ts';
import { askedFor, failureOf, json, openSession, openUpstream, startServer } from './server.ts';

/** An upstream that answers one call after the other, each when it is told to, and a client with one connection to it. */
async function oneByOne() {
  const held: (() => void)[] = [];
  let wake = () => {};
  const server = await startServer((request, response) => {
    held.push(() => json(response, askedFor(request)));
    wake();
  });
  const upstream = openUpstream(server, { connections: 1, concurrency: 100 });
  return {
    upstream,
    /** Answers so many calls in turn, and gives the ids that arrived. */
    async answer(count: number): Promise<string[]> {
      for (let answered = 0; answered < count; answered += 1) {
        while (held.length === 0) await new Promise<void>((resolve) => (wake = resolve));
        held.shift()?.();
      }
      return server.seen.map(({ url }) => url.split('/').at(-1) ?? '');
    },
  };
}

const ask = (session: ReturnType<typeof openSession>, id: string) =>
  session.call(getCustomer, { path: { customer_id: id } });
const ids = (name: string, count: number) => Array.from({ length: count }, (_, index) => `${name}${index + 1}`);

describe('connections to a service that are all in use', () => {
  it('are given in turns: a hundred calls of one caller let the one call of another go second', async () => {
    const { upstream, answer } = await oneByOne();
    const [large, small] = [openSession(upstream, { token: 'a' }), openSession(upstream, { token: 'b' })];
    const many = ids('a', 100).map((id) => ask(large, id));
    const one = ask(small, 'b1');
    const arrived = await answer(101);
    await Promise.all([...many, one]);
    // The first found nobody there, and the second was waiting before.
    expect(arrived).toEqual(['a1', 'a2', 'b1', ...ids('a', 100).slice(2)]);
  });

  it('are given to each caller once in a round, however many requests it makes', async () => {
    const { upstream, answer } = await oneByOne();
    const calls = ['a', 'b', 'c'].flatMap((token) =>
      ids(token, 3).map((id) => ask(openSession(upstream, { token }), id)),
    );
    const arrived = await answer(9);
    await Promise.all(calls);
    expect(arrived).toEqual(['a1', 'a2', 'b1', 'c1', 'a3', 'b2', 'c2', 'b3', 'c3']);
  });

  it('are given to each request without a token once in a round', async () => {
    const { upstream, answer } = await oneByOne();
    const calls = ['a', 'b'].flatMap((name) => {
      const session = openSession(upstream, { token: null, requestId: name });
      return ids(name, 2).map((id) => ask(session, id));
    });
    const third = ask(openSession(upstream, { token: null, requestId: 'c' }), 'c1');
    const arrived = await answer(5);
    await Promise.all([...calls, third]);
    expect(arrived).toEqual(['a1', 'a2', 'b1', 'c1', 'b2']);
  });

  it('are not given to a call whose client left', async () => {
    const { upstream, answer } = await oneByOne();
    const client = new AbortController();
    const first = ask(openSession(upstream, { token: 'a' }), 'a1');
    const gone = failureOf(ask(openSession(upstream, { token: 'b', signal: client.signal }), 'b1'));
    const third = ask(openSession(upstream, { token: 'c' }), 'c1');
    client.abort();
    expect((await gone).kind).toBe('aborted');
    const arrived = await answer(2);
    await Promise.all([first, third]);
    expect(arrived).toEqual(['a1', 'c1']);
  });

  it('fail all who wait for them when they are closed, however many', async () => {
    const server = await startServer(() => {});
    const upstream = openUpstream(server, { connections: 1, concurrency: 5_000 });
    const session = openSession(upstream, { budget: 5_000, deadline: Date.now() + 600_000 });
    const failures = ids('a', 5_000).map((id) => failureOf(ask(session, id)));
    await upstream.close();
    const kinds = new Set((await Promise.all(failures)).map(({ kind }) => kind));
    expect([...kinds]).toEqual(['unavailable']);
  });
});

describe('turns', () => {
  it('are never more than there are places, and lose nobody who waits', () => {
    const wish = fc.record({ asker: fc.nat(4), ends: fc.nat(3), leaves: fc.boolean() });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), fc.array(wish, { maxLength: 60 }), (places, wishes) => {
        const turns = createTurns(places);
        const running: number[] = [];
        const waiting = new Set<number>();
        const end = () => {
          if (running.shift() !== undefined) turns.leave();
        };
        for (const [index, { asker, ends, leaves }] of wishes.entries()) {
          const who = String(asker);
          waiting.add(index);
          const begin = () => {
            waiting.delete(index);
            running.push(index);
          };
          turns.take(who, begin);
          expect(running.length).toBeLessThanOrEqual(places);
          expect(waiting.size === 0 || running.length === places).toBe(true);
          if (leaves && waiting.delete(index)) turns.giveUp(who, begin);
          for (let times = 0; times < ends; times += 1) end();
          expect(waiting.size === 0 || running.length === places).toBe(true);
        }
        while (running.length > 0) end();
        expect([...waiting]).toEqual([]);
      }),
    );
  });
});
