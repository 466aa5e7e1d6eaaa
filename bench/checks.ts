import type { Server } from './servers/servers.ts';
import type { Tokens } from './tokens.ts';
import { bodyOf, type Workload } from './workloads.ts';

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

/** Whom to ask what, and with what to compare it. */
export interface Question {
  readonly server: Server;
  readonly url: string;
  readonly bareUrl: string;
  readonly workload: Workload;
  readonly token: string;
}

/** What a server answers to a few requests of a workload where it is not what bare Node answers; null where it is. */
export async function difference({ server, url, bareUrl, workload, token }: Question): Promise<string | null> {
  for (const n of [1, 33, 64]) {
    const [expected, actual] = await Promise.all([
      ask(bareUrl, bodyOf(workload, n), token),
      ask(url, server.body(workload, n), token),
    ]);
    if (expected.status !== 200) throw new Error(`Bare Node answers ${expected.status} to ${workload.name}.`);
    const { status, body } = actual;
    if (status !== 200 || body.errors !== undefined || !server.same(expected.body.data, body.data))
      return `${status} ${JSON.stringify(body).slice(0, 300)}`;
  }
  return null;
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
  return /"purchase(dAt|_at)":"/.test(JSON.stringify(body));
}

function holdsData({ body }: Answer): boolean {
  return body.data !== undefined && body.data !== null && !isEmpty(body.data);
}

function isEmpty(data: object): boolean {
  return Object.values(data).every((value) => value === null);
}
