import { type FormEvent, useEffect, useState } from 'react';
import { askLogin } from './ask.ts';
import { texts } from './texts.ts';

const told: Readonly<Record<string, string>> = {
  CONNECT_FIRST: texts.connectFirst,
  CANCELLED: texts.cancelled,
  UNAVAILABLE: texts.unavailable,
};

interface Options {
  readonly provider: boolean;
  readonly messagesUrl: string | null;
}

/** The first screen: an address, then the code that was sent to it; or the provider. */
export function LogIn({ outcome, done }: { readonly outcome: string | null; readonly done: () => void }) {
  const [email, setEmail] = useState<string | null>(null);
  const [problem, setProblem] = useState(outcome === null ? null : (told[outcome] ?? texts.failed));
  const [options, setOptions] = useState<Options | null>(null);
  useEffect(() => {
    fetch('/options').then(async (response) => setOptions(await response.json()));
  }, []);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const typed = String(fields.get('email') ?? email);
    const code = fields.get('code');
    const failed = await askLogin(code === null ? '/code/send' : '/code', {
      email: typed,
      ...(code !== null && { code }),
    });
    setProblem(failed);
    if (failed === null && code !== null) done();
    else if (failed === null) setEmail(typed);
  }

  return (
    <main className="log-in">
      <img src="/icon.svg" alt="" width="72" height="72" />
      <h1>Fjellheim</h1>
      {problem !== null && <p role="alert">{problem}</p>}
      <form onSubmit={submit}>
        {email === null ? (
          <label>
            {texts.email}
            <input name="email" type="email" autoComplete="email" required />
          </label>
        ) : (
          <>
            <p role="status">{texts.codeSent}</p>
            <label>
              {texts.code}
              <input
                name="code"
                inputMode="numeric"
                autoComplete="one-time-code"
                required
                ref={(input) => input?.focus()}
              />
            </label>
          </>
        )}
        <button type="submit">{email === null ? texts.sendCode : texts.useCode}</button>
      </form>
      {email !== null && (
        <button type="button" className="quiet" onClick={() => setEmail(null)}>
          {texts.otherEmail}
        </button>
      )}
      {email !== null && options?.messagesUrl && (
        <a href={options.messagesUrl} target="_blank" rel="noreferrer">
          {texts.messages}
        </a>
      )}
      {options?.provider && (
        <a className="vipps" href="/login/provider">
          {texts.vipps}
        </a>
      )}
    </main>
  );
}
