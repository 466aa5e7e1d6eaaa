/** Bounds that hold for every server. `createServer({ bounds })` takes other numbers. */
export const bounds = {
  /** Bytes of memory that verified tokens may take: some 10,000 tokens. */
  tokenCacheBytes: 16_777_216,
  /** Seconds that the clocks of the issuer and of this server may differ. */
  tokenClockSkew: 30,
  /** Milliseconds that the headers of a request may take to come. */
  headersTimeout: 5_000,
  /** Milliseconds that a whole request may take to come: less than it may take to be answered. */
  bodyTimeout: 8_000,
  /** Milliseconds during which a client reads nothing of its answer, after which the connection is cut. */
  answerTimeout: 20_000,
  /** Connections at once: one that rests takes some kilobytes. */
  maxConnections: 10_000,
  /** Operations of a document. */
  maxOperations: 5,
  /** Values in the variables, each member and list item. */
  maxVariableValues: 2_000,
  /** Levels of lists and objects in variables and in values of a document. */
  maxVariableDepth: 10,
  /** Characters of one text or name in variables or in a document; the services take fewer for some. */
  maxTextLength: 1_000,
  /** Errors of one code in an answer; one more says how many are left out. */
  maxSameErrors: 20,
  /** Upstream calls at once, per service and request: an eighth of the connections, so that one request cannot take them all. */
  upstreamConcurrency: 16,
};

/** A number for each bound, in its unit. */
export type Bounds = Readonly<typeof bounds>;
