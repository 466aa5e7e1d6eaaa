import type { LoginStore } from './store.ts';

/** What a log-in is made with. */
export interface LoginOptions {
  /** Where the handlers are, as customers' browsers see them: `https://app.example.com/login`. Pages of that origin may call. */
  readonly url: string;
  readonly account: LoginAccountOptions;
  /** Default: the memory of this process, for one process alone. */
  readonly store?: LoginStore;
  readonly limits?: Partial<LoginLimits>;
  /** An OpenID provider that customers may log in with. Default: none. */
  readonly provider?: LoginProvider;
  /** Country codes of the phone numbers that may log in by password. Default: `+47`. */
  readonly countries?: readonly string[];
  /** How the code of a second factor is sent. Default: `sms`. */
  readonly secondFactor?: 'sms' | 'email';
  /** Days that a session lasts without being renewed, where the account gives refresh tokens. Default: 30. */
  readonly sessionDays?: number;
  /** Milliseconds after which the answer to "send me a code" comes, whatever becomes of it. Default: 500. */
  readonly answerTime?: number;
}

/** An OpenID provider, such as Vipps; the grant of the log-in client names it too, with the client's secret there. */
export interface LoginProvider {
  /** `https://api.vipps.no/access-management-1.0/access/`, as its discovery document has it, with the last slash. */
  readonly issuer: string;
  /** The merchant's client at the provider, for which `<url>/provider/callback` is registered, to the letter. */
  readonly clientId: string;
  /** What is asked for; persons agree to all or to nothing. Default: `openid email`. */
  readonly scope?: string;
  /** The page that people come back to. Default: `/`. A log-in that failed adds `?login=` and the code of the refusal. */
  readonly returnTo?: string;
}

/** What the server knows of a request beside the request itself. */
export interface Context {
  /** The network address of the visitor, for the limits. Default: none, so that no limit counts addresses. */
  readonly address?: string;
  /** Keeps the server alive for work that goes on after the answer, where it would stop. */
  readonly waitUntil?: (work: Promise<unknown>) => void;
}

/** What is told of a request that went wrong: nothing of what was sent or answered. */
export interface LoginFailure {
  readonly request: string;
  /** Null: no answer came. */
  readonly status: number | null;
}

/** Where an account is, and who asks. */
export interface LoginAccountOptions {
  /** `https://api.dintero.com/v1/accounts/T12345678` */
  readonly url: string;
  readonly client: { readonly id: string; readonly secret: string };
  /** Milliseconds that a request may take. Default: 10,000. */
  readonly timeout?: number;
  /** Told of every request that went wrong. */
  readonly onFailure?: (failure: LoginFailure) => void;
}

/** How often something may be tried. Each counts what was typed, whether such a person exists or not. */
export interface LoginLimits {
  /** Codes that are sent to one person in an hour. Default: 5. */
  readonly codesPerPerson: number;
  /** Codes that one address has sent in an hour, whoever gets them. Default: 30. */
  readonly codesPerAddress: number;
  /** Messages that all log-ins together send in an hour; each may cost money. Default: 1,000. */
  readonly messagesPerHour: number;
  /** Tries for one code that was sent; after the last one the right code is no good either. Default: 5. */
  readonly triesPerCode: number;
  /** Passwords that are tried for one person in an hour. Default: 10. */
  readonly passwordsPerPerson: number;
  /** Codes and passwords that one address tries in an hour. Default: 100. */
  readonly triesPerAddress: number;
}
