import type { components as AccountsContract } from '../upstream/contract/auth.ts';
import type { components as CheckoutContract } from '../upstream/contract/checkout.ts';
import type { components as CustomersContract } from '../upstream/contract/customers.ts';
import type { components as DiscountsContract } from '../upstream/contract/discounts.ts';
import type { components as ReceiptsContract } from '../upstream/contract/receipts.ts';
import type { components as ShoppingContract } from '../upstream/contract/shopping.ts';
import type { components as WalletsContract } from '../upstream/contract/wallets.ts';
import type { SandboxAnswer } from './answer.ts';

type Customers = CustomersContract['schemas'];
type Discounts = DiscountsContract['schemas'];

/** What happened to one token of a customer. */
export interface TokenEvents {
  readonly id: string;
  readonly type: string;
  readonly value: string;
  status: string;
  readonly events: Customers['TokenEvent'][];
}

/** An API client with what only the sandbox knows of it. */
export interface ClientRecord {
  readonly client: AccountsContract['schemas']['Client'] & { readonly id: string; readonly client_id: string };
  secret: string;
  /** How its tokens spell their scopes. */
  readonly scopeClaim: 'list' | 'string';
  /** The customer whom its tokens belong to, for the clients that stand for one. */
  readonly customerId: string | null;
}

/** A grant as it is stored. */
export type GrantRecord = AccountsContract['schemas']['Grant'] & { readonly id: string };

/** API clients and what they are granted, by id. */
export interface AccountsState {
  readonly clients: Map<string, ClientRecord>;
  readonly grants: Map<string, GrantRecord>;
}

/** Customers and what hangs on them. */
export interface CustomersState {
  readonly customers: Map<string, Customers['CustomerResponse']>;
  readonly tags: Map<string, Customers['CustomerTag']>;
  /** Ids of the tags that a customer bears. */
  readonly tagsOf: Map<string, string[]>;
  readonly tokensOf: Map<string, Customers['CustomerToken'][]>;
  readonly tokenEvents: TokenEvents[];
  /** Passwords that were set, by customer; whoever has none set has the secret of the sandbox. */
  readonly passwords: Map<string, string>;
  readonly communication: Map<string, Customers['Communication']>;
  readonly terms: Map<string, Customers['TermsAndConditions']>;
  settings: Customers['CustomersSettings'];
}

/** A log-in that waits for its second factor. */
export interface SecondFactor {
  readonly customerId: string;
  /** Whether another factor follows this one, as it does where the password is not known. */
  readonly isFirstOfTwo: boolean;
  /** Names the message with the code; undefined: none was sent yet. */
  oobCode?: string;
  code?: string;
}

/** What was sent to a person by e-mail or SMS. */
export interface SentMessage {
  /** An e-mail address or a phone number. */
  readonly to: string;
  readonly code: string;
}

/** What the log-in of customers has given out. */
export interface LogInState {
  /** By refresh token, each of which is good once: whom it is for, and the client that was given it. */
  readonly refreshTokens: Map<string, { readonly customerId: string; readonly clientId: string | null }>;
  /** The code that a customer may log in with, by customer. */
  readonly logInCodes: Map<string, string>;
  /** By `mfa_token`. */
  readonly secondFactors: Map<string, SecondFactor>;
  /** Oldest first. */
  readonly messages: SentMessage[];
}

/** Locations, and the public registers of businesses and postal codes. */
export interface LocationsState {
  readonly locations: Map<string, Customers['SalesLocationResponse']>;
  readonly organizations: readonly Customers['SearchExternalOrganizationNorwayResult'][];
  /** Towns by Norwegian postal code. */
  readonly postalPlaces: Map<string, string>;
}

/** Receipts. */
export interface ReceiptsState {
  /** By entity id. */
  readonly receipts: Map<string, ReceiptsContract['schemas']['Receipt']>;
  /** Entity ids of a customer's receipts, newest first. */
  readonly receiptsOf: Map<string, string[]>;
  /** Entity ids by the secret token printed on the receipt. */
  readonly receiptTokens: Map<string, string>;
}

/** A card with what only the sandbox knows of it. */
export interface CardRecord {
  readonly card: WalletsContract['schemas']['CardDetails'];
  readonly transactions: WalletsContract['schemas']['Transaction'][];
  /** Secret tokens by which a till finds the card. */
  readonly secrets: string[];
  /** Those among them that a transaction uses up. */
  readonly singleUse: string[];
  /** Null: the card has no PIN. */
  pin: string | null;
}

/** Cards. */
export interface WalletsState {
  readonly cards: Map<string, CardRecord>;
  readonly deletedCards: CardRecord[];
  walletSettings: WalletsContract['schemas']['WalletSettings'];
}

/** A discount that was given to a customer. */
export interface SandboxDiscount {
  readonly refId: string;
  readonly discountId: string;
  readonly customerId: string;
  readonly givenAt: string;
  readonly statistics: NonNullable<Discounts['CustomerDiscountStatistics']['statistics']>;
  readonly usageRefs: Discounts['UsageRef'][];
}

/** Discount rules and what hangs on them. */
export interface DiscountsState {
  readonly discounts: Map<string, Discounts['Discount']>;
  readonly campaigns: Map<string, Discounts['Campaign']>;
  /** By ref id. */
  readonly given: Map<string, SandboxDiscount>;
  readonly claims: Map<string, Discounts['Claim']>;
  readonly automations: Map<string, Discounts['Entity'] & Discounts['Automation']>;
}

/** An order with what only the sandbox knows of it. */
export interface OrderRecord {
  readonly order: ShoppingContract['schemas']['Order'];
  readonly events: ShoppingContract['schemas']['OrderEvent'][];
  readonly authorizations: ShoppingContract['schemas']['Authorization'][];
  readonly captures: ShoppingContract['schemas']['Capture'][];
  readonly refunds: ShoppingContract['schemas']['Refund'][];
  readonly cancellations: ShoppingContract['schemas']['Cancellation'][];
  readonly sessions: ShoppingContract['schemas']['OrderSession'][];
  /** Whether what is captured, refunded or cancelled has to name its authorization. */
  readonly severalAuthorizations: boolean;
  /** Whether the order's own answer carries its payment operations; upstream does so for some. */
  readonly embedded: boolean;
}

/** Orders by `order_id`, newest first, and drafts by id. */
export interface ShoppingState {
  readonly orders: Map<string, OrderRecord>;
  readonly drafts: Map<string, ShoppingContract['schemas']['Draft']>;
}

type Payment = CheckoutContract['schemas']['Transaction'];

/** What befalls a capture, refund or void. */
export type CheckoutTurn =
  /** It is done and answered with 200, as it is without a turn. */
  | 'done'
  /** It is answered with 200 and fails; the same again may be tried at once, in an hour or never. */
  | 'fails'
  | 'fails for an hour'
  | 'fails for good'
  /** It is begun and answered with 202, and goes on until `finishPayments` ends it. */
  | 'begins'
  /** It is done, and the answer is 503. */
  | 'done and 503'
  /** It is answered with 200 and leaves no event: nothing was done. */
  | 'leaves no event';

/** A capture, refund or void that goes on. */
export interface Unfinished {
  readonly payment: Payment;
  readonly event: NonNullable<Payment['events']>[number];
  /** Reads of the payment until it ends by itself; null: it does not. */
  reads: number | null;
}

/** Payments by id, and the checkouts in which they were made. */
export interface PaymentsState {
  readonly payments: Map<string, Payment>;
  readonly paymentSessions: Map<string, CheckoutContract['schemas']['Session']>;
  /** What befalls the next captures, refunds and voids, each taking one; empty: they are done. */
  readonly checkoutScript: CheckoutTurn[];
  readonly unfinished: Unfinished[];
}

/** What moves when something is written; part of the state, so that every sandbox starts alike. */
export interface ClockState {
  readonly clock: {
    /** Moments and ids that were given out so far. */
    ticks: number;
    /** What was answered to writes that carried a key of the caller's, by endpoint and key. */
    readonly answers: Map<string, Answered>;
  };
}

/** An answer that was given, and to which contents. */
interface Answered {
  readonly contents: string;
  readonly answer: SandboxAnswer;
}

/** Everything that one sandbox holds; every sandbox has its own. */
export interface SandboxState
  extends AccountsState,
    CustomersState,
    LogInState,
    LocationsState,
    ReceiptsState,
    WalletsState,
    DiscountsState,
    ShoppingState,
    PaymentsState,
    ClockState {}
