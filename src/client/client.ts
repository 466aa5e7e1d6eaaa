import { hashOf, type Printer, type TypedDocument, textOf } from './document.ts';
import { type ApiError, NoAnswerError } from './errors.ts';
import { type TokenSupplier, tokenInUse } from './token.ts';

export type { TypedDocument } from './document.ts';
export { type ApiError, type ErrorDetails, NoAnswerError } from './errors.ts';
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
  /** Milliseconds that an answer may take. Default: 35,000, a little more than the server's own limit. */
  readonly timeout?: number;
  /** Default: the global `fetch`. */
  readonly fetch?: typeof fetch;
}

/** What came back: data as far as there is any, and every error. */
export interface Answer<Data> {
  /** Null where nothing was run. Fields that were refused or failed are null in it, each with its error. */
  readonly data: Data | null;
  readonly errors: readonly ApiError[];
}

/** Options of one request. */
export interface RunOptions {
  /** Ends the wait; `run` rejects with its reason. */
  readonly signal?: AbortSignal;
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
   * @throws NoAnswerError when no answer came
   */
  run<Data, Variables>(document: TypedDocument<Data, Variables>, ...rest: Rest<Variables>): Promise<Answer<Data>>;
}

/** Makes a client. */
export function createClient(options: ClientOptions): Client {
  const { documents = 'text' } = options;
  const tokens = tokenInUse(options.token ?? (() => null));

  async function send(body: object, signal?: AbortSignal): Promise<Received> {
    const token = await tokens.current();
    const received = await post(options, body, token, signal);
    if (received.status !== 401 || options.token === undefined) return received;
    const renewed = await tokens.instead(token);
    return renewed === null || renewed === token ? received : post(options, body, renewed, signal);
  }

  return {
    async run(document, ...[variables, { signal } = {}]) {
      const text = textOf(document, options);
      if (documents === 'text') return answerOf(await send({ query: known(text), variables }, signal));
      const documentId = await idOf(document, text);
      const received = await send({ documentId, variables }, signal);
      const isUnknown = received.body.errors?.[0]?.extensions?.code === 'PERSISTED_DOCUMENT_NOT_FOUND';
      if (documents === 'trusted' || !isUnknown) return answerOf(received);
      return answerOf(await send({ query: known(text), variables }, signal));
    },
  };
}

interface Received {
  readonly status: number;
  readonly body: { readonly data?: unknown; readonly errors?: readonly ApiError[] };
}

async function post(
  { url, timeout = 35_000, fetch: send = fetch }: ClientOptions,
  body: object,
  token: string | null,
  signal?: AbortSignal,
): Promise<Received> {
  const limit = AbortSignal.timeout(timeout);
  const response = await send(url, {
    method: 'POST',
    headers: {
      accept: 'application/graphql-response+json, application/json',
      'content-type': 'application/json',
      ...(token !== null && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
    signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
  }).catch((error: unknown) => {
    signal?.throwIfAborted();
    throw new NoAnswerError(limit.aborted ? 'timeout' : 'network', null, error);
  });
  const received: unknown = await response.json().catch((error: unknown) => {
    signal?.throwIfAborted();
    throw new NoAnswerError(limit.aborted ? 'timeout' : 'no-graphql', response.status, error);
  });
  if (!isAnswer(received)) throw new NoAnswerError('no-graphql', response.status);
  return { status: response.status, body: received };
}

function isAnswer(body: unknown): body is Received['body'] {
  return (
    typeof body === 'object' && body !== null && ('data' in body || ('errors' in body && Array.isArray(body.errors)))
  );
}

/** The document says what its answer looks like; the server has validated it. */
function answerOf<Data>({ body: { data, errors = [] } }: Received): Answer<Data> {
  return { data: (data ?? null) as Data | null, errors };
}

async function idOf(document: object, text: string | null): Promise<string> {
  const given = hashOf(document);
  if (given !== null) return given;
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(known(text)));
  return `sha256:${[...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

function known(text: string | null): string {
  if (text !== null) return text;
  throw new TypeError('The document has no text: generate it with documentMode "string", or give the client `print`.');
}
