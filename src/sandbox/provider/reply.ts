import type { IncomingMessage } from 'node:http';

/** What the provider replies. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The form in the body of a request. */
export async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return new URLSearchParams(Buffer.concat(chunks).toString());
}

/** A reply in JSON. */
export function jsonReply(status: number, body: object): Reply {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

/** A page. */
export function page(status: number, body: string): Reply {
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body };
}

/** Sends the person back to the client. */
export function back(asked: URLSearchParams, parameters: Readonly<Record<string, string>>): Reply {
  const address = new URL(asked.get('redirect_uri') ?? '');
  for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value);
  const state = asked.get('state');
  if (state !== null) address.searchParams.set('state', state);
  return { status: 302, headers: { location: String(address) }, body: '' };
}
