import { hashOf, type Printer, type TypedDocument, textOf } from './document.ts';
import { type ApiError, NoAnswerError } from './errors.ts';
import { post, type Received } from './post.ts';
import { type TokenSupplier, tokenInUse } from './token.ts';
import { within } from './within.ts';

export type { TypedDocument } from './document.ts';
export { type ApiError, type ErrorDetails, NoAnswerError } from './errors.ts';
export { LoggedOutError, type LoginTokenOptions, loginToken } from './login-token.ts';
export type { TokenSupplier } from './token.ts';

/** What a client is made with. */
export interface ClientOptions extends Printer {
  /** Where GraphQL is asked: `https://bff.example.com/graphql`. */
  readonly url: string;
  /** Called when the first request needs a token, and after one was refused. Default: requests have none. */
  readonly token?: TokenSupplier;
  /**
   * What is sent of a document: its `text`; its id alone (`trusted`); or its id, and its text where the server does not
   * know the id (`prefer`). The id is the hash that graphql-codegen puts into documents, else SHA-256 of the text.
   */
  readonly documents?: 'text' | 'trusted' | 'prefer';
  /** Headers of every request, such as the name and version of the app. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds that `run` may take, with the token and its renewal. Default: 35,000, a little more than the server's own limit. */
  readonly timeout?: number;
  /** Default: the global `fetch`. */
  readonly fetch?: typeof fetch;
}

/** What came back: data as far as there is any, and every error. */
export interface Answer<Data> {
  /** Null where nothing was run. Fields that were refused or failed are null in it, each with its error. */
  readonly data: Data | null;
  readonly errors: readonly ApiError[];
  /** HTTP status. */
  readonly status: number;
  /** Headers of the response; a page of another origin sees those that the server exposes. */
  readonly headers: Headers;
  /** Seconds to wait before the next try, by the header `Retry-After`; null: the server does not say. */
  readonly retryAfter: number | null;
}

/** Options of one request. */
export interface RunOptions {
  /** Ends the wait, for a token too; `run` rejects with its reason. */
  readonly signal?: AbortSignal;
  /** Headers of this request, such as `traceparent`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** `GET` asks for a query by its id, so that the browser may keep the answer; documents must be `trusted` or `prefer`. Default: `POST`. */
  readonly method?: 'GET' | 'POST';
}

/** Variables may be left out where all of them may. */
type Rest<Variables> =
  Record<never, never> extends Variables
    ? [variables?: Variables, options?: RunOptions]
    : [variables: Variables, options?: RunOptions];

/** A client of the server. It keeps a token, and nothing of what it reads. */
export interface Client {
  /**
   * Runs a document. A token that is refused is renewed and the request sent once more: nothing had been run.
   *
   * @throws NoAnswerError when no answer came; what `token` throws; the reason of `signal`
   */
  run<Data, Variables>(document: TypedDocument<Data, Variables>, ...rest: Rest<Variables>): Promise<Answer<Data>>;
}

/** Makes a client. */
export function createClient(options: ClientOptions): Client {
  const { documents = 'text', timeout = 35_000 } = options;
  const tokens = tokenInUse(options.token ?? (() => null));

  async function send(body: object, { headers, method }: RunOptions, signal: AbortSignal): Promise<Received> {
    const ask = async (token: string | null) =>
      post({ ...options, headers: { ...options.headers, ...headers }, method, body, token, signal });
    const held = tokens.current();
    const token = await held;
    const received = await ask(token);
    if (received.status !== 401 || options.token === undefined) return received;
    const renewed = await tokens.instead(held);
    return renewed === null || renewed === token ? received : ask(renewed);
  }

  return {
    run(document, ...[variables, asked = {}]) {
      const text = textOf(document, options);
      return within(timeout, asked.signal, async (signal) => {
        if (documents === 'text') {
          if (asked.method === 'GET')
            throw new TypeError('Only a document that is sent by its id can be asked for by GET.');
          return answerOf(await send({ query: known(text), variables }, asked, signal));
        }
        const documentId = await idOf(document, text);
        const received = await send({ documentId, variables }, asked, signal);
        const isUnknown = received.body?.errors?.[0]?.extensions?.code === 'PERSISTED_DOCUMENT_NOT_FOUND';
        if (documents === 'trusted' || !isUnknown) return answerOf(received);
        return answerOf(await send({ query: known(text), variables }, { ...asked, method: 'POST' }, signal));
      });
    },
  };
}

/** The document says what its answer looks like; the server has validated it. */
function answerOf<Data>({ status, headers, retryAfter, body }: Received): Answer<Data> {
  if (body === null) throw new NoAnswerError('no-graphql', status, retryAfter);
  const { data, errors = [] } = body;
  return { data: (data ?? null) as Data | null, errors, status, headers, retryAfter };
}

async function idOf(document: object, text: string | null): Promise<string> {
  const given = hashOf(document);
  if (given !== null) return given;
  if (typeof crypto === 'undefined' || crypto.subtle === undefined)
    throw new TypeError('No SHA-256 here: generate the documents with codegenConfig, which puts their ids into them.');
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(known(text)));
  return `sha256:${[...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

function known(text: string | null): string {
  if (text !== null) return text;
  throw new TypeError('The document has no text: generate it with documentMode "string", or give the client `print`.');
}
