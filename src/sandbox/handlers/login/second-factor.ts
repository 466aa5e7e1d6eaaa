import { randomUUID } from 'node:crypto';
import { failure, invalid, type SandboxAnswer } from '../../answer.ts';
import type { Handlers } from '../../handler.ts';
import type { CustomersState, LogInState, SandboxState } from '../../state.ts';
import { newCode, send } from './messages.ts';

/** Begins a log-in that waits for its second factor, and returns its `mfa_token`. */
export function beginSecondFactor({ secondFactors }: LogInState, customerId: string, isFirstOfTwo = false): string {
  const token = randomUUID();
  secondFactors.set(token, { customerId, isFirstOfTwo });
  return token;
}

/** 403 as it is answered where a second factor is wanted. */
export function secondFactorWanted(mfaToken: string): SandboxAnswer {
  const error = { code: 'mfa_required', message: 'A second factor is needed.' };
  return { status: 403, body: { error, mfa_token: mfaToken } };
}

/** Sends the code of a log-in that waits, and returns the name of the message; undefined where nothing waits. */
export function sendFactor(state: CustomersState & LogInState, mfaToken: string, channel: 'sms' | 'email') {
  const waiting = state.secondFactors.get(mfaToken);
  if (waiting === undefined) return undefined;
  const oobCode = randomUUID();
  Object.assign(waiting, { oobCode, code: newCode() });
  send(state, waiting.customerId, channel, waiting.code ?? '');
  return oobCode;
}

/** What sends the code of a second factor. */
export const secondFactorHandlers = {
  sendMfaCode: ({ body }, state) => {
    const oobCode = sendFactor(state, body.mfa_token, body.oob_channel ?? 'sms');
    return oobCode === undefined
      ? invalid('/mfa_token', 'No log-in waits for this.')
      : { status: 200, body: { challenge_type: 'oob', binding_method: 'prompt', oob_code: oobCode } };
  },
} satisfies Handlers;

/** The id of the customer whose second factor this is, or the refusal. */
export function proveSecondFactor(
  state: SandboxState,
  proof: { readonly mfa_token: string; readonly oob_code: string; readonly binding_code: string },
): string | SandboxAnswer {
  const waiting = state.secondFactors.get(proof.mfa_token);
  if (waiting?.oobCode !== proof.oob_code || waiting.code !== proof.binding_code)
    return failure(403, 'FORBIDDEN', 'This is not the code that was sent.');
  state.secondFactors.delete(proof.mfa_token);
  if (!waiting.isFirstOfTwo) return waiting.customerId;
  return secondFactorWanted(beginSecondFactor(state, waiting.customerId));
}
