import { type Caller, useCallers } from './callers.ts';

/** Tokens of personas that the server gave, until the page is left. */
const given = new Map<string, Promise<string>>();

/** The headers that a caller's requests carry. */
export async function headersOf(caller: Caller): Promise<Readonly<Record<string, string>>> {
  const token = await tokenOf(caller);
  return { 'content-type': 'application/json', ...(token !== null && { authorization: `Bearer ${token}` }) };
}

/**
 * Posts JSON as a caller. Where a persona's token is no longer accepted, as after a restart of the sandbox, a new one is
 * asked for and the request sent again.
 */
export async function postAs(caller: Caller, path: string, body: object, signal?: AbortSignal): Promise<Response> {
  const send = async () =>
    fetch(path, {
      method: 'POST',
      headers: await headersOf(caller),
      body: JSON.stringify(body),
      ...(signal && { signal }),
    });
  const response = await send();
  if (response.status !== 401 || caller.kind !== 'persona' || !given.delete(caller.name)) return response;
  return send();
}

async function tokenOf(caller: Caller): Promise<string | null> {
  if (caller.kind === 'nobody') return null;
  if (caller.kind === 'token') return useCallers.getState().token;
  const token = given.get(caller.name) ?? askFor(caller.name);
  given.set(caller.name, token);
  return token;
}

async function askFor(persona: string): Promise<string> {
  const response = await fetch(`explorer/token?persona=${encodeURIComponent(persona)}`);
  const { token }: { token: string } = await response.json();
  return token;
}
