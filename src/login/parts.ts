import type { LoginAccount } from './account.ts';
import type { Counting } from './limits.ts';
import type { Sessions } from './session.ts';
import type { LoginStore } from './store.ts';
import type { Keys } from './visitor.ts';

/** What the handlers of a log-in share. */
export interface Parts {
  readonly account: LoginAccount;
  /** The audience of tokens: the address of the account. */
  readonly audience: string;
  /** The log-in client at the account. */
  readonly clientId: string;
  readonly store: LoginStore;
  readonly keys: Keys;
  readonly counting: Counting;
  readonly sessions: Sessions;
}
