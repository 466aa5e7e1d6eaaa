import type { ErrorCode } from '../kernel/error-code.ts';
import type { UserErrorCode } from '../kernel/user-error-code.ts';

/** What is known of a document that this package ships, without running it. */
export interface DocumentFacts {
  /** SHA-256 of its text, by which it is asked for as a trusted document: `sha256:fef1…`. */
  readonly id: string;
  readonly type: 'query' | 'mutation' | 'subscription';
  /** The least powerful scopes with which all of it arrives. */
  readonly scopes: readonly string[];
  /**
   * Every `extensions.code` that an error at one of its fields can have. Any request may be refused as a whole besides, as
   * docs/errors.md tells; what a person can fix is in the `userErrors` of a mutation.
   */
  readonly errors: readonly ErrorCode[];
  /**
   * Every `code` that is known of its `userErrors`; none of a query. Upstream publishes no codes of its own: where its words
   * tell another reason, it is told as another of the enum.
   */
  readonly userErrors: readonly UserErrorCode[];
  readonly calls: readonly DocumentCall[];
}

/** Calls of one endpoint of the REST services. */
export interface DocumentCall {
  /** Name of the endpoint in the contract: `listCustomerReceipts`. */
  readonly endpoint: string;
  /** `GET /accounts/{aid}/receipts/customers/{customer_id}` */
  readonly request: string;
  /** How often at least, with every field of the document read. */
  readonly least: number;
  /** How often at most; null: no bound is known. */
  readonly most: number | null;
}
