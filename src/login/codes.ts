import { setTimeout as pause } from 'node:timers/promises';
import { badRequest, json, logInFailed, unavailable } from './answer.ts';
import { tooMany } from './limits.ts';
import type { Parts } from './parts.ts';
import { codeIn, emailIn, type Fields, type Visitor } from './visitor.ts';

/** Seconds for which a code is good. */
const codeTime = 600;
/** Seconds after which a try is let go of whose process has ended. */
const tryTime = 60;
/** Persons in a row to whom nothing could be sent; so many are an outage. */
const outageAfter = 3;
/** Milliseconds for which an outage is told before the next try. */
const outageTime = 30_000;

/** Work that goes on after the answer. */
export type Later = (work: Promise<unknown>) => void;

/**
 * The log-in by a code.
 *
 * @param answerTime milliseconds after which the answer to "send me a code" comes, always
 */
export function codesOf({ account, audience, clientId, store, counting, sessions }: Parts, answerTime: number) {
  const lost = new Set<string>();
  let lostAt = 0;

  /** Whether codes cannot be sent to anybody at the moment. What happens for one person alone is never told. */
  const isOut = () => lost.size >= outageAfter && Date.now() - lostAt < outageTime;

  async function dispatch(person: string, email: string, connection: 'email' | 'sms'): Promise<void> {
    const body = { audience, client_id: clientId, connection, email, type: 'customer', send: 'code' } as const;
    try {
      await account.ask('sendLogInCode', body);
      lost.clear();
    } catch {
      // `onFailure` was told; the visitor must not learn of it.
      lost.add(person);
      lostAt = Date.now();
    }
  }

  return {
    /** Answers in the same form and after the same time, before the account was asked. */
    async send(visitor: Visitor, fields: Fields, later: Later): Promise<Response> {
      const answerAt = pause(answerTime);
      const email = emailIn(fields);
      const connection = fields['by'] ?? 'email';
      if (connection !== 'email' && connection !== 'sms') throw badRequest('`by` is neither email nor sms.');
      const person = counting.person(email);
      try {
        await counting.message(person, visitor.address);
        await account.ready();
        if (isOut()) throw unavailable(outageTime / 1000);
        await store.set(`code:${person}`, '0', codeTime);
        later(dispatch(person, email, connection));
      } finally {
        await answerAt;
      }
      return json(202, {});
    },

    /** Begins a session where the code is the one that was sent to this person last. */
    async use(visitor: Visitor, fields: Fields): Promise<Response> {
      const email = emailIn(fields);
      const code = codeIn(fields);
      const person = counting.person(email);
      await counting.tryFrom(visitor.address);
      // One try at a time: of ten at once with the right code, one logs in.
      const lock = `trying:${person}`;
      if (!(await store.add(lock, '', tryTime))) throw tooMany(1);
      try {
        const tries = Number((await store.get(`code:${person}`)) ?? counting.triesPerCode);
        if (tries >= counting.triesPerCode) throw logInFailed();
        await store.set(`code:${person}`, String(tries + 1), codeTime);
        const answered = await account.ask('getToken', {
          grant_type: 'authorization_code',
          ident_type: 'email',
          ident: email,
          verification_code: code,
          audience,
        });
        if (!answered.ok) throw logInFailed();
        await store.take(`code:${person}`);
        return await sessions.begin(visitor, answered.body);
      } finally {
        await store.take(lock);
      }
    },
  };
}
