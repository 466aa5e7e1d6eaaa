import { setTimeout as pause } from 'node:timers/promises';
import { badRequest, json, logInFailed, unavailable } from './answer.ts';
import { tooMany } from './limits.ts';
import type { Parts } from './parts.ts';
import { codeIn, emailIn, type Fields, type Visitor } from './visitor.ts';

/** Seconds for which a code is good. */
const codeTime = 600;
/** Seconds after which another try is heard, where the process that heard the last one has ended. */
const tryTime = 60;
/** As many persons in a row, for whom nothing could be sent, are an outage. */
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

  /** Whether nobody gets a code at the moment; what happens to one person alone is never told. */
  const isOut = () => lost.size >= outageAfter && Date.now() - lostAt < outageTime;

  async function dispatch(person: string, email: string, connection: 'email' | 'sms'): Promise<void> {
    const body = { audience, client_id: clientId, connection, email, type: 'customer', send: 'code' } as const;
    try {
      await account.ask('sendLogInCode', body);
      lost.clear();
    } catch {
      // `onFailure` was told. The person must not be.
      lost.add(person);
      lostAt = Date.now();
    }
  }

  return {
    /** Answers after the same time in the same form, before anybody knows whether there is such a person. */
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
      // One try at a time: of ten at once with the right code, one is heard.
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
