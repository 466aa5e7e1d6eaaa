import type { AnswerOf, Endpoint, EndpointName, InputOf, ItemOf, PagedEndpointName } from '../upstream/endpoint.ts';
import type { Page, Window } from '../upstream/page.ts';

/** What one read of an endpoint takes: its input, and for a paged list the part of it that is wanted. */
export type ReadInput<Name extends EndpointName> = Name extends PagedEndpointName
  ? InputOf<Name> & { readonly window: Window }
  : InputOf<Name>;

/** What one read of an endpoint gives: null where upstream knows no such thing (404). */
export type ReadAnswer<Name extends EndpointName> = Name extends PagedEndpointName
  ? Page<ItemOf<Name>> | Extract<AnswerOf<Name>, null>
  : AnswerOf<Name>;

/** Endpoints by the names that a way knows them by. */
export type Uses = Readonly<Record<string, Endpoint>>;

/** The endpoints of a way as functions of one request: what was read once is not read again. */
export type Bound<Used extends Uses> = {
  readonly [Key in keyof Used]: Used[Key] extends Endpoint<infer Name>
    ? (input: ReadInput<Name>) => Promise<ReadAnswer<Name>>
    : never;
};

/** Endpoints that a way may use where the viewer's scopes admit to them; null where they do not. */
export type Shortcuts<Used extends Uses> = { readonly [Key in keyof Used]: Bound<Used>[Key] | null };

/** Settings that change how upstream is read. */
export interface ReadSettings {
  /** Which id the receipt detail path takes: the receipt's entity id (default) or the POS number. */
  readonly receiptDetailId: 'id' | 'receipt_id';
  /** Whose id a payment carries as its customer: that of the customers service, or another one of the shop. */
  readonly checkoutCustomers: 'loyalty' | 'other';
}

/** How often a way calls an endpoint, where that is not each endpoint once for each parent. */
export interface Count {
  readonly endpoint: Endpoint;
  readonly per: 'parent' | 'answer' | 'request';
  /** Null: no bound is known. */
  readonly most: number | null;
}

interface WayOptions<Input, Used extends Uses> {
  /** In which case it is taken, in words that follow "Where". Default: it is the only way. */
  readonly when?: string;
  /** Default: always. The first way that applies is taken. */
  readonly applies?: (input: Input) => boolean;
  /** True: it is taken by those only whom it admits. Default: by all. */
  readonly preferred?: boolean;
  /** Every endpoint that it needs; their scopes are its rule. */
  readonly uses: Used;
  /** Whose data an input asks for. Default: nobody's, so that `user:` scopes do not count. */
  readonly owner?: (input: Input) => string | null | undefined;
  /** Default: each of `uses` once for each parent. */
  readonly counts?: readonly Count[];
}

/** A way that answers one input at a time. */
export interface SingleWay<Input, Answer, Used extends Uses> extends WayOptions<Input, Used> {
  readonly read: (input: Input, use: Bound<Used>, settings: ReadSettings) => Promise<Answer>;
}

/** A way that answers all inputs of one tick together. */
export interface BatchWay<Input, Answer, Used extends Uses, Short extends Uses> extends WayOptions<Input, Used> {
  /** Endpoints that save calls; whoever may not call them is answered by the others. Default: none. */
  readonly shortcuts?: Short;
  /** Inputs of one batch at most. */
  readonly maxBatch: number;
  /** Made once for a request; answers are in the order of the inputs, an `Error` in the place of one that failed. */
  readonly readMany: (
    use: Bound<Used>,
    shortcut: Shortcuts<Short>,
  ) => (inputs: readonly Input[]) => Promise<readonly (Answer | Error)[]>;
}

/** A way of a view, with its endpoints erased. */
export type ViewWay<Input, Answer> = SingleWay<Input, Answer, Uses> | BatchWay<Input, Answer, Uses, Uses>;

/** Several endpoints behind one name, each of them declared, with what chooses between them. */
export interface View<Input, Answer> {
  readonly view: string;
  readonly ways: readonly [ViewWay<Input, Answer>, ...ViewWay<Input, Answer>[]];
}

/** A way, with its endpoints typed for what reads them. */
export function way<Input, Answer, const Used extends Uses, const Short extends Uses = Record<never, never>>(
  options: SingleWay<Input, Answer, Used> | BatchWay<Input, Answer, Used, Short>,
): ViewWay<Input, Answer> {
  // A way is given the endpoints that it names and no others, so that their types may be forgotten.
  return options as ViewWay<Input, Answer>;
}

/** Names a view of several endpoints. */
export function view<Input, Answer>(name: string, ...ways: View<Input, Answer>['ways']): View<Input, Answer> {
  return { view: name, ways };
}
