import type { Receipt, ReceiptMinimal } from '../upstream/contract/receipts.ts';
import type { BodyOf, PathOf, ResultOf } from '../upstream/endpoint.ts';
import {
  changeReceiptCustomer,
  claimReceipt,
  createReceipts,
  customerSegment,
  getCustomerReceipt,
  getReceiptByToken,
  listCustomerReceipts,
  searchReceipts,
  updateReceipt,
} from '../upstream/endpoints/receipts.ts';
import type { Page, Window } from '../upstream/page.ts';
import type { UpstreamSession } from '../upstream/session.ts';
import type { LoaderOptions } from './loaders.ts';
import { orNull } from './or-null.ts';
import { type PerKey, perKey } from './per-key.ts';

/** A receipt in full. */
export interface FullReceipt {
  readonly customerId: string | null;
  readonly full: true;
  readonly receipt: Receipt;
}

/** A receipt as a customer's list has it: in short. */
export interface ShortReceipt {
  readonly customerId: string;
  readonly full: false;
  readonly receipt: ReceiptMinimal;
}

/** A receipt, in full or in short, with the customer whose it is (null: nobody's). */
export type ReceiptView = FullReceipt | ShortReceipt;

/** What became of receipts that were stored. */
export interface StoredReceipts {
  /** As they were sent, with what upstream gave them; null where it does not answer one for one. */
  readonly receipts: readonly FullReceipt[] | null;
  /** How many of them were stored already; undefined: upstream does not tell. */
  readonly duplicates: number | undefined;
}

type SegmentCustomers = NonNullable<ResultOf<'customerSegment'>['customers']>;

/** One request's view of the receipts service; null where upstream knows no such thing. */
export interface ReceiptsLoader {
  /** `receiptId` goes into the path as it is. */
  readonly ofCustomer: PerKey<{ readonly customerId: string; readonly receiptId: string }, FullReceipt | null>;
  readonly list: PerKey<{ readonly customerId: string; readonly window: Window }, Page<ShortReceipt> | null>;
  readonly byNumber: PerKey<string, readonly FullReceipt[]>;
  /** By the secret token that is printed on it. */
  readonly byToken: PerKey<string, FullReceipt | null>;
  readonly segment: PerKey<BodyOf<'customerSegment'>, SegmentCustomers>;
  /** The receipt in full: as it is, or loaded once where it is in short. */
  full(view: ReceiptView): Promise<FullReceipt | null>;
  /** Stores receipts; `tokenExpireDays` undefined: upstream decides. */
  create(body: BodyOf<'createReceipts'>, tokenExpireDays: number | undefined): Promise<StoredReceipts>;
  /** Gives the receipt of a token to a customer; the token is good for nothing any more. */
  claim(token: string, body: BodyOf<'claimReceipt'>): Promise<FullReceipt>;
  /** `receiptId`: the entity id. */
  update(receiptId: string, body: BodyOf<'updateReceipt'>): Promise<FullReceipt>;
  /** `receiptId` goes into the path as it is. */
  changeCustomer(path: PathOf<'changeReceiptCustomer'>, body: BodyOf<'changeReceiptCustomer'>): Promise<FullReceipt>;
}

/** The receipts loader of one request. */
export function createReceiptsLoader(session: UpstreamSession, { receiptDetailId }: LoaderOptions): ReceiptsLoader {
  const ofCustomer: ReceiptsLoader['ofCustomer'] = perKey(async ({ customerId, receiptId }) => {
    const path = { customer_id: customerId, receipt_id: receiptId };
    const receipt = await orNull(session.call(getCustomerReceipt, { path }));
    return receipt && inFull(receipt, customerId);
  });

  function detailId(receipt: ReceiptMinimal): string | undefined {
    const number = 'receipt_id' in receipt && typeof receipt.receipt_id === 'string' ? receipt.receipt_id : undefined;
    return receiptDetailId === 'receipt_id' ? (number ?? receipt.id) : receipt.id;
  }

  const list: ReceiptsLoader['list'] = perKey(async ({ customerId, window }) => {
    const path = { customer_id: customerId };
    const page = await orNull(session.page(listCustomerReceipts, { path }, window));
    return page && { ...page, items: page.items.map((receipt) => ({ customerId, full: false, receipt })) };
  });
  const byNumber: ReceiptsLoader['byNumber'] = perKey(async (number) => {
    const { receipts = [] } = await session.call(searchReceipts, { query: { receipt_id: number } });
    return receipts.map((receipt) => inFull(receipt));
  });
  const byToken: ReceiptsLoader['byToken'] = perKey(async (token) => {
    const receipt = await orNull(session.call(getReceiptByToken, { query: { token } }));
    return receipt && inFull(receipt);
  });

  /** Whose they were and by which number and token they are found, upstream alone can tell. */
  function forgetting<Result>(write: Promise<Result>): Promise<Result> {
    return write.finally(() => {
      for (const each of [ofCustomer, list, byNumber, byToken, segment]) each.clearAll();
    });
  }

  async function writing(write: Promise<Receipt>): Promise<FullReceipt> {
    return inFull(await forgetting(write));
  }

  const segment: ReceiptsLoader['segment'] = perKey(
    async (body) => (await session.call(customerSegment, { body })).customers ?? [],
  );

  return {
    ofCustomer,
    list,
    byNumber,
    byToken,
    segment,
    async create(body, tokenExpireDays) {
      const query = { token_expire_days: tokenExpireDays };
      const { receipts = [], duplicates } = await forgetting(session.call(createReceipts, { query, body }));
      const isOneForOne = receipts.length === body.length;
      return {
        receipts: isOneForOne ? body.map((sent, index) => inFull({ ...sent, ...receipts[index] })) : null,
        duplicates,
      };
    },
    claim: (token, body) => writing(session.call(claimReceipt, { query: { token }, body })),
    update: (receiptId, body) => writing(session.call(updateReceipt, { path: { receipt_id: receiptId }, body })),
    changeCustomer: (path, body) => writing(session.call(changeReceiptCustomer, { path, body })),
    async full(view) {
      if (view.full) return view;
      const receiptId = detailId(view.receipt);
      return receiptId === undefined ? null : ofCustomer.load({ customerId: view.customerId, receiptId });
    },
  };
}

function inFull(receipt: Receipt, customerId: string | null = receipt.customer_id || null): FullReceipt {
  return { customerId, full: true, receipt };
}
