import { failure, wrongStateAnswer } from '../answer.ts';
import { freshId } from '../clock.ts';
import type { Handlers } from '../handler.ts';
import type { Issuer } from '../issuer.ts';
import { secret } from '../personas.ts';
import type { SandboxState } from '../state.ts';
import { audienceProblem, customerTokenAnswer } from './auth.ts';
import { isSameEmail } from './customers.ts';

interface Ident {
  readonly email?: string;
  readonly ident_type?: 'phone_number' | 'email';
  readonly ident?: string;
  readonly type: string;
}

/** Log-in of customers by password, with a second factor where the settings ask for one. */
export function loginHandlers(issuer: Issuer) {
  return {
    logIn: async ({ body, caller, header }, state) => {
      const refusal = audienceProblem(body.audience, header);
      if (refusal !== undefined) return refusal;
      const mayPass = caller.scopes.has('write:accounts:/auth/users/no-mfa');
      if (state.settings.users?.mfa?.enabled === true && !mayPass)
        return failure(403, 'MFA', 'A second factor is needed.');
      const customer = whoIs(state, body, body.password);
      if (customer === undefined) return failure(403, 'FORBIDDEN', 'Unknown customer or wrong password.');
      return customerTokenAnswer(issuer, customer.customer_id, state);
    },
    startMfaLogIn: ({ body }, state) => {
      const mfa = state.settings.users?.mfa;
      if (mfa?.enabled !== true) return wrongStateAnswer('Customers log in without a second factor.');
      if (whoIs(state, body, body.secret) === undefined)
        return failure(403, 'FORBIDDEN', 'Unknown customer or wrong password.');
      const challenge = { challenge_type: 'oob', oob_channel: mfa.login.oob_channel, mfa_token: freshId(state) };
      return { status: 200, body: { ...challenge, links: [link('mfa_challenge')] } };
    },
    startMfaRecovery: ({ body }, state) => {
      if (state.settings.users?.mfa?.enabled !== true)
        return wrongStateAnswer('Customers log in without a second factor.');
      if (whoIs(state, body) === undefined) return failure(403, 'FORBIDDEN', 'Unknown customer.');
      const challenge = { challenge_type: 'oob', oob_code: freshId(state), mfa_token: freshId(state) };
      return { status: 200, body: { ...challenge, binding_method: 'prompt', links: [link('mfa_oob')] } };
    },
    // The same answer whether there is such a customer or not.
    requestPasswordReset: () => ({ status: 204 }),
  } satisfies Handlers;
}

/** The customer who logs in; undefined where there is none, or the password is another. */
function whoIs({ customers, passwords }: SandboxState, { email, ident_type, ident, type }: Ident, password?: string) {
  const address = email ?? ident;
  const customer = [...customers.values()].find(
    (each) =>
      each.deleted_at === undefined &&
      each.type === type &&
      (ident_type === 'phone_number' ? each.phone_number === address : isSameEmail(each.email, address)),
  );
  const isRight = password === undefined || password === (passwords.get(customer?.customer_id ?? '') ?? secret);
  return isRight ? customer : undefined;
}

function link(rel: string) {
  return { rel, href: `https://login.example.com/${rel}` };
}
