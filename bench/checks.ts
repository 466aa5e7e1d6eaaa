import type { Server } from './servers/servers.ts';
import type { Tokens } from './tokens.ts';
import { bodyOf, workloads } from './workloads.ts';

interface Answer {
  readonly status: number;
  readonly body: { readonly data?: unknown; readonly errors?: unknown };
}

/** Asks a server once. */
export async function ask(url: string, body: string, token: string | null): Promise<Answer> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token !== null && { authorization: `Bearer ${token}` }) },
    body,
  });
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? {} : JSON.parse(text) };
}

/**
 * Holds what a server answers to what bare Node answers, for a few things of each workload.
 *
 * @throws Error at the first difference
 */
export async function checkEqual(
  { name, body, same }: Server,
  url: string,
  bareUrl: string,
  token: string,
): Promise<void> {
  for (const workload of workloads) {
    for (const n of [1, 33, 64]) {
      const [expected, actual] = await Promise.all([
        ask(bareUrl, bodyOf(workload, n), token),
        ask(url, body(workload, n), token),
      ]);
      if (
        expected.status !== 200 ||
        actual.status !== 200 ||
        actual.body.errors !== undefined ||
        !same(expected.body.data, actual.body.data)
      ) {
        const text = JSON.stringify(actual.body).slice(0, 600);
        throw new Error(`${name}: ${workload.name} ${n} is not what bare Node answers: ${actual.status} ${text}`);
      }
    }
  }
}

/** Which tokens that are not good a server serves all the same: empty where it does what it should. */
export async function badTokensServed(url: string, tokens: Tokens, body: string): Promise<string[]> {
  const served: string[] = [];
  for (const [what, token] of [...Object.entries(tokens.bad), ['none', null] as const]) {
    if (holdsData(await ask(url, body, token))) served.push(what);
  }
  return served;
}

/** Whether a caller without the scope gets the customer's receipts all the same. */
export async function ignoresScopes(url: string, tokens: Tokens, customer360: string): Promise<boolean> {
  const { body } = await ask(url, customer360, tokens.narrow);
  return JSON.stringify(body).includes('purchasedAt":"');
}

function holdsData({ body }: Answer): boolean {
  return body.data !== undefined && body.data !== null && !isEmpty(body.data);
}

function isEmpty(data: object): boolean {
  return Object.values(data).every((value) => value === null);
}
