/** What a client read or wrote: the first name of a customer, or the code of the error in its place. */
export type Outcome = string;

/** A client as an app sets it up. */
export interface Client {
  /** First name of C1001. */
  read(): Promise<Outcome>;
  /** First name of C1001 after it was changed. */
  write(firstName: string): Promise<Outcome>;
  /** Ends what the client has started. */
  stop?(): unknown;
}

/** Makes a client; `fetch` adds the token. */
export type MakeClient = (url: string, fetch: typeof globalThis.fetch) => Client | Promise<Client>;

export const customerId = 'C1001';

/** The code of the first error in what a client throws, wherever that client keeps it. */
export function codeIn(error: unknown): Outcome {
  const members = Object.values(Object(error)).map((value) => JSON.stringify(value));
  const text = [String(error), JSON.stringify(error), ...members].join();
  return /"code":"([A-Z_]+)/.exec(text)?.[1] ?? `no code: ${text}`;
}
