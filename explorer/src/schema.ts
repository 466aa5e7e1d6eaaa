import type { ExecutionResult } from 'graphql';
import { callerOf, useCallers } from './callers.ts';
import { postAs } from './tokens.ts';

/** Asks for the schema, in the order of the alphabet; by the id of its document where no text may run. */
export async function askForSchema(query: string): Promise<ExecutionResult> {
  const answer = await ask({ query });
  const isRefused = answer.errors?.[0]?.extensions['code'] === 'PERSISTED_DOCUMENT_REQUIRED';
  // What is in order is what it was.
  return inOrder(isRefused ? await ask({ documentId: 'introspection' }) : answer) as ExecutionResult;
}

async function ask(body: object): Promise<ExecutionResult> {
  const state = useCallers.getState();
  return (await postAs(callerOf(state, state.tab), 'graphql', body)).json();
}

/** Whatever has names, by name. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder).sort((one, other) => nameOf(one).localeCompare(nameOf(other)));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, inOrder(member)]));
}

function nameOf(value: unknown): string {
  return typeof value === 'object' && value !== null && 'name' in value ? String(value.name) : '';
}
