import { failure, invalid } from '../../answer.ts';
import type { Handlers } from '../../handler.ts';
import type { SandboxState } from '../../state.ts';
import { byName } from '../accounts.ts';
import { newCode, send } from './messages.ts';
import { audienceProblem } from './token.ts';
import { withEmail } from './who-logs-in.ts';

/** Codes that customers log in with, in place of a password. */
export const logInCodeHandlers = {
  // The same answer whether there is such a customer or not.
  sendLogInCode: ({ body, header }, state) => {
    const refusal = audienceProblem(body.audience, header) ?? clientProblem(state, body.client_id);
    if (refusal !== undefined) return refusal;
    const customer = withEmail(state, body.email, body.type ?? 'customer');
    if (customer !== undefined)
      send(state, customer.customer_id, body.connection, codeFor(state, customer.customer_id));
    return { status: 204 };
  },
  createLogInCode: ({ body, header }, state) => {
    const refusal = audienceProblem(body.audience, header) ?? clientProblem(state, body.client_id);
    if (refusal !== undefined) return refusal;
    if (!state.customers.has(body.user_id)) return failure(404, 'NOT_FOUND', 'No such customer.');
    return { status: 200, body: { verification_code: codeFor(state, body.user_id) } };
  },
} satisfies Handlers;

/** The last code is the one that counts. */
function codeFor({ logInCodes }: SandboxState, customerId: string): string {
  const code = newCode();
  logInCodes.set(customerId, code);
  return code;
}

/** Customers log in by a client that was granted that. */
function clientProblem(state: SandboxState, clientName: string) {
  const id = byName(state, clientName)?.client.id;
  const isGranted = [...state.grants.values()].some(
    ({ client_id, type }) => client_id === id && (type === 'any' || type === 'authorization_code'),
  );
  return isGranted ? undefined : invalid('/client_id', 'No client that customers log in with.');
}
