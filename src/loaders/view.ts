import type { AnswerOf, Endpoint, EndpointName, InputOf, ItemOf, PagedEndpointName } from '../upstream/endpoint.ts';
import type { Page, Window } from '../upstream/page.ts';
import type { MoneyLocks } from './money-locks.ts';

/** The input of one read of an endpoint; for a paged list with the part that is wanted. */
export type ReadInput<Name extends EndpointName> = Name extends PagedEndpointName
  ? InputOf<Name> & { readonly window: Window }
  : InputOf<Name>;

/** The answer of one read of an endpoint; null if upstream answers 404. */
export type ReadAnswer<Name extends EndpointName> = Name extends PagedEndpointName
  ? Page<ItemOf<Name>> | Extract<AnswerOf<Name>, null>
  : AnswerOf<Name>;

/** The endpoints of a way, by the names that it uses for them. */
export type Uses = Readonly<Record<string, Endpoint>>;

/** The endpoints of a way as functions of one request. Reading the same input again does not call again, but in a way that writes. */
export type Bound<Used extends Uses> = {
  readonly [Key in keyof Used]: Used[Key] extends Endpoint<infer Name>
    ? (input: ReadInput<Name>) => Promise<ReadAnswer<Name>>
    : never;
};

/** Endpoints that a way may use if the viewer has their scopes; null if not. */
export type Shortcuts<Used extends Uses> = { readonly [Key in keyof Used]: Bound<Used>[Key] | null };

/** Settings that views get beside their input. */
export interface ReadSettings {
  /** Which id the receipt detail path takes: the receipt's entity id (default) or the POS number. */
  readonly receiptDetailId: 'id' | 'receipt_id';
  /** Whose id a payment carries as its customer: that of the customers service, or another one of the shop. */
  readonly checkoutCustomers: 'loyalty' | 'other';
  /** What lets one call at a time move the money of a payment. */
  readonly locks: MoneyLocks;
}

/** How often a way calls an endpoint, if that is not once per parent. */
export interface Count {
  readonly endpoint: Endpoint;
  readonly per: 'parent' | 'answer' | 'request';
  /** Null: no bound is known. */
  readonly most: number | null;
}

interface WayOptions<Input, Used extends Uses> {
  /** When it is taken, as words that can follow "Where". Default: it is the only way. */
  readonly when?: string;
  /** Default: always. The first way that applies is taken. */
  readonly applies?: (input: Input) => boolean;
  /** True: it is taken only for viewers who have its scopes. Default: false. */
  readonly preferred?: boolean;
  /** Every endpoint that it calls; the viewer needs the scopes of all. */
  readonly uses: Used;
  /** The id of the customer whose data an input asks for. Default: no customer's, so that `user:` scopes do not count. */
  readonly owner?: (input: Input) => string | null | undefined;
  /** Default: each of `uses` once for each parent. */
  readonly counts?: readonly Count[];
}

/** A way that answers one input at a time. */
export interface SingleWay<Input, Answer, Used extends Uses> extends WayOptions<Input, Used> {
  readonly read: (input: Input, use: Bound<Used>, settings: ReadSettings) => Promise<Answer>;
}

/** A way that answers all inputs of one tick in one batch. */
export interface BatchWay<Input, Answer, Used extends Uses, Short extends Uses> extends WayOptions<Input, Used> {
  /** Endpoints that save calls, for viewers who have their scopes. Default: none. */
  readonly shortcuts?: Short;
  /** The largest number of inputs in one batch. */
  readonly maxBatch: number;
  /** Called once per request. The answers must be in the order of the inputs, with an `Error` for each that failed. */
  readonly readMany: (
    use: Bound<Used>,
    shortcut: Shortcuts<Short>,
  ) => (inputs: readonly Input[]) => Promise<readonly (Answer | Error)[]>;
}

/** A way of a view, without the types of its endpoints. */
export type ViewWay<Input, Answer> = SingleWay<Input, Answer, Uses> | BatchWay<Input, Answer, Uses, Uses>;

/** Several endpoints behind one name, each declared, with the condition for each way. */
export interface View<Input, Answer> {
  readonly view: string;
  readonly ways: readonly [ViewWay<Input, Answer>, ...ViewWay<Input, Answer>[]];
}

/** Declares a way; `read` gets its endpoints with their types. */
export function way<Input, Answer, const Used extends Uses, const Short extends Uses = Record<never, never>>(
  options: SingleWay<Input, Answer, Used> | BatchWay<Input, Answer, Used, Short>,
): ViewWay<Input, Answer> {
  // A way only gets the endpoints that it names, so their types can be dropped here.
  return options as ViewWay<Input, Answer>;
}

/**
 * Names a view of several endpoints. The first way that applies to an input is taken.
 *
 * @example
 * export const receiptInFull = view<ReceiptKey, Receipt | null>(
 *   'receiptInFull',
 *   way({
 *     uses: { receipt: getCustomerReceipt },
 *     owner: ({ customerId }) => customerId,
 *     read: async (key: ReceiptKey, { receipt }, settings) => {
 *       const path = receiptPath(key, settings);
 *       return path && receipt({ path });
 *     },
 *   }),
 * );
 */
export function view<Input, Answer>(name: string, ...ways: View<Input, Answer>['ways']): View<Input, Answer> {
  return { view: name, ways };
}
