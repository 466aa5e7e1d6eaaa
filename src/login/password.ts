import type { BodyOf } from '../upstream/endpoint.ts';
import { badRequest, json, logInFailed } from './answer.ts';
import type { Parts } from './parts.ts';
import { codeIn, emailIn, type Fields, type Visitor } from './visitor.ts';

/** What an app chooses of log-in by password. */
export interface PasswordOptions {
  /** Country codes of the phone numbers that may log in, since a second factor may cost a message. */
  readonly countries: readonly string[];
  /** How the code of a second factor is sent. */
  readonly factorBy: 'sms' | 'email';
}

/** Seconds for which a log-in waits for its second factor. */
const factorTime = 600;

/** A log-in that waits for its second factor. */
interface Waiting {
  readonly mfaToken: string;
  readonly oobCode: string;
  readonly tries: number;
}

type Who = Pick<BodyOf<'startMfaLogIn'>, 'ident_type' | 'ident'>;

/** The log-in by password, and the second factor that it may need. */
export function passwordsOf(parts: Parts, { countries, factorBy }: PasswordOptions) {
  const { account, audience, store, keys, counting, sessions } = parts;

  function whoIn(fields: Fields): Who {
    if (fields['phoneNumber'] === undefined) return { ident_type: 'email', ident: emailIn(fields) };
    const phone = fields['phoneNumber'].replaceAll(/[\s()-]/g, '');
    if (!/^\+\d{6,15}$/.test(phone)) throw badRequest('`phoneNumber` is not +, country code and number.');
    if (!countries.some((code) => phone.startsWith(code)))
      throw badRequest(`Only phone numbers of ${countries.join(', ')} log in here.`);
    return { ident_type: 'phone_number', ident: phone };
  }

  return {
    /** Begins a session, or asks for the second factor. */
    async logIn(visitor: Visitor, fields: Fields): Promise<Response> {
      const who = whoIn(fields);
      const { password = '' } = fields;
      if (password.length < 4 || password.length > 255) throw badRequest('`password` has 4 to 255 characters.');
      const person = counting.person(who.ident);
      await counting.password(person, visitor.address);
      const input = { ...who, type: 'customer', audience } as const;
      const answered = await account.ask('logIn', { ...input, password });
      if (answered.ok) return sessions.begin(visitor, answered.body);
      const { error, mfa_token } = answered.body;
      if (error?.code !== 'mfa_required' && mfa_token === undefined) throw logInFailed();
      return challenge(visitor, person, mfa_token ?? (await begin({ ...input, secret: password })));
    },

    /** Begins a session where the code is that of the second factor. */
    async prove(visitor: Visitor, fields: Fields): Promise<Response> {
      const code = codeIn(fields);
      await counting.tryFrom(visitor.address);
      const name = visitor.nameOf('factor');
      // Taken for as long as it is tried, so that ten tries at once are one.
      const text = name === null ? null : await store.take(name);
      if (name === null || text === null) throw logInFailed();
      const waiting: Waiting = JSON.parse(text);
      const answered = await account.ask('getToken', {
        grant_type: 'mfa-oob',
        oob_code: waiting.oobCode,
        mfa_token: waiting.mfaToken,
        binding_code: code,
      });
      if (answered.ok) return sessions.begin(visitor, answered.body);
      const tries = waiting.tries + 1;
      if (tries < counting.triesPerCode) await store.set(name, JSON.stringify({ ...waiting, tries }), factorTime);
      throw logInFailed();
    },
  };

  async function begin(body: BodyOf<'startMfaLogIn'>): Promise<string> {
    const begun = await account.ask('startMfaLogIn', body);
    if (!begun.ok) throw logInFailed();
    return begun.body.mfa_token;
  }

  async function challenge(visitor: Visitor, person: string, mfaToken: string): Promise<Response> {
    await counting.message(person, visitor.address);
    const sent = await account.ask('sendMfaCode', {
      challenge_type: 'oob',
      mfa_token: mfaToken,
      oob_channel: factorBy,
    });
    if (!sent.ok) throw logInFailed();
    const { name, key, cookie } = keys.make('factor', factorTime);
    const waiting: Waiting = { mfaToken, oobCode: sent.body.oob_code, tries: 0 };
    await store.set(name, JSON.stringify(waiting), factorTime);
    return json(200, { next: 'second-factor', ...(!visitor.isPage && { key }) }, visitor.isPage ? [cookie] : []);
  }
}
