import { audience } from '../../account.ts';
import { failure, wrongStateAnswer } from '../../answer.ts';
import type { Handlers } from '../../handler.ts';
import type { Issuer } from '../../issuer.ts';
import { customerTokenAnswer } from './customer-tokens.ts';
import { beginSecondFactor, secondFactorWanted, sendFactor } from './second-factor.ts';
import { audienceProblem } from './token.ts';
import { whoIs } from './who-logs-in.ts';

/** Log-in of customers by password, with a second factor where the settings ask for one. */
export function loginHandlers(issuer: Issuer) {
  return {
    logIn: async ({ body, caller, header }, state) => {
      const refusal = audienceProblem(body.audience, header);
      if (refusal !== undefined) return refusal;
      const customer = whoIs(state, body, body.password);
      if (customer === undefined) return failure(403, 'FORBIDDEN', 'Unknown customer or wrong password.');
      const mayPass = caller.scopes.has('write:accounts:/auth/users/no-mfa');
      return state.settings.users?.mfa?.enabled === true && !mayPass
        ? secondFactorWanted(beginSecondFactor(state, customer.customer_id))
        : customerTokenAnswer(issuer, customer.customer_id, caller, state);
    },
    startMfaLogIn: ({ body, header }, state) => {
      const refusal = audienceProblem(body.audience, header);
      if (refusal !== undefined) return refusal;
      const mfa = state.settings.users?.mfa;
      if (mfa?.enabled !== true) return wrongStateAnswer('Customers log in without a second factor.');
      const customer = whoIs(state, body, body.secret);
      if (customer === undefined) return failure(403, 'FORBIDDEN', 'Unknown customer or wrong password.');
      const mfaToken = beginSecondFactor(state, customer.customer_id);
      const challenge = { challenge_type: 'oob', oob_channel: mfa.login.oob_channel, mfa_token: mfaToken };
      return { status: 200, body: { ...challenge, links: [link('mfa_challenge', 'mfa/challenge')] } };
    },
    startMfaRecovery: ({ body, header }, state) => {
      const refusal = audienceProblem(body.audience, header);
      if (refusal !== undefined) return refusal;
      const mfa = state.settings.users?.mfa;
      if (mfa?.enabled !== true) return wrongStateAnswer('Customers log in without a second factor.');
      const customer = whoIs(state, body);
      if (customer === undefined) return failure(403, 'FORBIDDEN', 'Unknown customer.');
      const mfaToken = beginSecondFactor(state, customer.customer_id, true);
      const oobCode = sendFactor(state, mfaToken, mfa.login_recovery.oob_channel);
      const challenge = { challenge_type: 'oob', oob_code: oobCode, mfa_token: mfaToken };
      return { status: 200, body: { ...challenge, binding_method: 'prompt', links: [link('mfa_oob', 'token')] } };
    },
    // The same answer whether there is such a customer or not.
    requestPasswordReset: ({ body, header }) => audienceProblem(body.audience, header) ?? { status: 204 },
  } satisfies Handlers;
}

function link(rel: string, path: string) {
  return { rel, href: `${audience}/auth/${path}` };
}
