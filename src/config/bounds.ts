/** Bounds that hold for every server. `createServer({ bounds })` takes other numbers. */
export const bounds = {
  /** Size of the token cache in bytes: some 10,000 tokens. */
  tokenCacheBytes: 16_777_216,
  /** Clock skew allowed between the issuer and this server, in seconds. */
  tokenClockSkew: 30,
  /** Timeout for receiving the headers of a request, in milliseconds. */
  headersTimeout: 5_000,
  /** Milliseconds that a whole request may take to come: less than it may take to be answered. */
  bodyTimeout: 8_000,
  /** Milliseconds after which a connection is cut if the client does not read the response. */
  answerTimeout: 20_000,
  /** Most open connections; an idle one takes some kilobytes. */
  maxConnections: 10_000,
  /** Most operations in one document. */
  maxOperations: 5,
  /** Most values in the variables, counting each member and list item. */
  maxVariableValues: 2_000,
  /** Most levels of lists and objects in variables and in values of a document. */
  maxVariableDepth: 10,
  /** Most characters of one string or name in variables or in a document; the services allow fewer for some. */
  maxTextLength: 1_000,
  /** Most errors of one code in a response; one more error says how many are omitted. */
  maxSameErrors: 20,
  /**
   * Most concurrent upstream calls per service and request: an eighth of the connections, so that one request cannot
   * take them all.
   */
  upstreamConcurrency: 16,
};

/** A number for each bound, in its unit. */
export type Bounds = Readonly<typeof bounds>;
