/** What a customer's log-in comes to. */
export interface Tokens {
  readonly accessToken: string;
  /** Good for one renewal, which brings the next. */
  readonly refreshToken: string;
}

/** The part of an app that runs on a server of its own, where the secret of its API client is; it would ask the app by HTTP. */
export class Backend {
  readonly #account: string;
  #token: Promise<TokenAnswer> | undefined;

  /** `account` is the address of the account, `https://api.dintero.com/v1/accounts/T12345678`. */
  constructor(account: string) {
    this.#account = account;
  }

  /** @throws Error where there is no such customer, or the password is another */
  async logIn(email: string, password: string): Promise<Tokens> {
    return tokensIn(await this.#post('/customers/login', await this.#app(), { email, password, type: 'customer' }));
  }

  /** @throws Error where the refresh token is not good any more: the customer has to log in again */
  async renew(refreshToken: string): Promise<Tokens> {
    const body = { grant_type: 'refresh_token', refresh_token: refreshToken };
    return tokensIn(await this.#post('/auth/token', await this.#app(), body));
  }

  /** The token of the app's own client, which stands before every other request. */
  async #app(): Promise<string> {
    this.#token ??= this.#post('/auth/token', this.#client, { grant_type: 'client_credentials' });
    return `Bearer ${(await this.#token).access_token}`;
  }

  get #client(): string {
    const { CLIENT_ID: id = 'app', CLIENT_SECRET: secret = 'sandbox-secret' } = process.env;
    return `Basic ${btoa(`${id}:${secret}`)}`;
  }

  async #post(path: string, authorization: string, body: object): Promise<TokenAnswer> {
    const response = await fetch(this.#account + path, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify({ ...body, audience: this.#account }),
    });
    if (!response.ok) throw new Error(`POST ${path}: ${response.status}`);
    return (await response.json()) as TokenAnswer;
  }
}

interface TokenAnswer {
  readonly access_token: string;
  readonly refresh_token?: string;
}

function tokensIn({ access_token, refresh_token }: TokenAnswer): Tokens {
  if (refresh_token === undefined) throw new Error('The log-in came without a refresh token.');
  return { accessToken: access_token, refreshToken: refresh_token };
}
