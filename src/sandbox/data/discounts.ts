import type { components } from '../../upstream/contract/discounts.ts';
import type { CustomersState, DiscountsState, SandboxDiscount } from '../state.ts';
import { articles } from './goods.ts';
import { daysFromNow, type Seed } from './seed.ts';

type Discount = components['schemas']['Discount'];

const count = 60;
/** Discounts of the mobile persona's customer; the first is a stamp card. */
const ownDiscounts = 6;

/** 60 discount rules (stamp cards, bonus, coupons, offers for all), given to customers, with campaigns, claims and automations. */
export function createDiscounts(seed: Seed, { customers }: CustomersState): DiscountsState {
  const state: DiscountsState = {
    discounts: new Map(),
    campaigns: new Map(),
    given: new Map(),
    claims: new Map(),
    automations: new Map(),
  };
  for (const [index, name] of ['Høstsalg', 'Medlemsuke', 'Julekampanje', 'Utgått vårsalg'].entries()) {
    const id = seed.uuid();
    const campaign = {
      id,
      campaign_id: id,
      name,
      description: `${name} i alle butikker`,
      private: index === 2,
      created_at: daysFromNow(-200 + index),
    };
    state.campaigns.set(id, index === 3 ? { ...campaign, deleted_at: daysFromNow(-5) } : campaign);
  }
  const campaignIds = [...state.campaigns.keys()];
  for (let index = 0; index < count; index += 1) {
    const discount = createDiscount(seed, index, campaignIds[index % 8]);
    state.discounts.set(discount.id, discount);
  }
  const customerIds = [...customers.keys()];
  for (const [index, [id, discount]] of [...state.discounts].entries())
    give(seed, state, index, id, discount, customerIds);
  addClaims(seed, state);
  for (const [index, name] of ['Velkomstkupong', 'Takk for handelen', 'Bursdag'].entries()) {
    const id = seed.uuid();
    state.automations.set(id, {
      id,
      name,
      description: `Gir ${name.toLowerCase()} av seg selv`,
      created_at: daysFromNow(-300 + index),
      requirement: {
        automation_from: daysFromNow(-300),
        automation_to: daysFromNow(300),
        events: index === 1 ? ['receipt_add'] : ['customer_add'],
      },
      limitation: { automation_repeat: 1 },
      actions: [{ type: 'discount_add' }],
    });
  }
  return state;
}

const kinds = ['stamp', 'percent', 'amount', 'bonus', 'new_price', 'coupon'] as const;

function createDiscount(seed: Seed, index: number, campaignId: string | undefined): Discount & { id: string } {
  const kind = kinds[index % kinds.length] ?? 'percent';
  const article = articles[index % articles.length];
  const isPrivate = kind === 'coupon' || kind === 'stamp';
  const scheduled = index % 20 === 13;
  const over = index % 20 === 17;
  return {
    id: seed.uuid(),
    ...(campaignId !== undefined && { campaign_id: campaignId }),
    active: index % 20 !== 11,
    private: isPrivate,
    type: article !== undefined && kind !== 'amount' ? 'item' : 'receipt',
    name: nameOf(kind, article?.name ?? 'alt'),
    receipt_text: nameOf(kind, article?.name ?? 'alt').slice(0, 20),
    description: `Gjelder ${article?.name.toLowerCase() ?? 'alt'} så lenge beholdningen rekker.`,
    created_at: daysFromNow(-400 + index),
    created_by: 'sandbox',
    updated_at: daysFromNow(-100 + index),
    visible_from: daysFromNow(-400),
    requirement: {
      purchase_from: daysFromNow(scheduled ? 30 : -400),
      purchase_to: daysFromNow(over ? -10 : 200),
      currencies: ['NOK'],
      ...(kind !== 'amount' && {
        item: {
          quantity: 1,
          items: [{ ...(article && { id: article.id }) }, { ...(article && { group_id: article.group }) }],
        },
      }),
      ...(kind === 'amount' && { gross_amount: 50_000 }),
      ...(kind === 'stamp' && { stamp: 5 }),
      ...(kind === 'coupon' && { discount_code: `KUPONG${index}` }),
    },
    reward: rewardOf(kind),
    limitation: {
      discount_repeat_usage: kind === 'coupon' ? 1 : -1,
      discount_combination: -1,
      ...(kind === 'stamp' && { stamp_expire_days: 365 }),
    },
    links: [
      {
        href: `https://fjellheim.example.com/tilbud/${index}.png`,
        rel: 'thumbnail_discount_image',
        type: 'image/png',
      },
      { href: `https://fjellheim.example.com/tilbud/${index}`, rel: 'webshop', type: 'text/html' },
    ],
    ...(index % 30 === 29 && { deleted_at: daysFromNow(-3) }),
  };
}

function nameOf(kind: (typeof kinds)[number], article: string): string {
  const names = {
    stamp: `Stempelkort: ${article}`,
    percent: `20 % på ${article}`,
    amount: 'Spar 100,-',
    bonus: `Bonus på ${article}`,
    new_price: `${article} til fast pris`,
    coupon: `Kupong: ${article}`,
  };
  return names[kind];
}

function rewardOf(kind: (typeof kinds)[number]): Discount['reward'] {
  if (kind === 'amount') return { type: 'discount_amount', value: 10_000, base: 'gross', effect: 'discount' };
  if (kind === 'bonus') return { type: 'discount_percent', value: 5, base: 'gross', effect: 'bonus' };
  if (kind === 'new_price') return { type: 'discount_item_new_price', value: 9_900, base: 'gross', effect: 'discount' };
  if (kind === 'stamp') return { type: 'discount_item_percent', value: 100, base: 'gross', effect: 'discount' };
  return { type: 'discount_percent', value: kind === 'coupon' ? 50 : 20, base: 'gross', effect: 'discount' };
}

function give(
  seed: Seed,
  state: DiscountsState,
  index: number,
  id: string,
  { requirement, private: isPrivate }: Discount,
  customerIds: readonly string[],
): void {
  const others = isPrivate ? Array.from({ length: 12 }, () => customerIds[seed.int(1, customerIds.length - 1)]) : [];
  const receivers = new Set([
    ...(index < ownDiscounts ? ['C1001'] : []),
    ...others.filter((each) => each !== undefined),
  ]);
  for (const customerId of receivers) {
    const refId = seed.uuid();
    const isStampCard = requirement.stamp !== undefined;
    const stamps = isStampCard ? (customerId === 'C1001' ? 3 : seed.int(0, 9)) : 0;
    const given: SandboxDiscount = {
      refId,
      discountId: id,
      customerId,
      givenAt: daysFromNow(-90 + index),
      statistics: {
        usage: seed.int(0, 2),
        amount: seed.int(0, 20) * 500,
        ...(isStampCard && { stamp: stamps, current_stamp: stamps % 5 }),
      },
      usageRefs: seed.chance(0.5)
        ? [
            {
              ref: seed.uuid(),
              ref_type: 'receipt_add',
              usage: 1,
              amount: 1_500,
              created_at: daysFromNow(-20),
              created_by: 'sandbox',
            },
          ]
        : [],
    };
    state.given.set(refId, given);
  }
}

function addClaims(seed: Seed, state: DiscountsState): void {
  for (const [index, given] of [...state.given.values()].slice(0, 15).entries()) {
    const id = seed.uuid();
    state.claims.set(id, {
      id,
      ref: `kurv-${1001 + index}`,
      type: 'pos',
      purchase_at: daysFromNow(-1),
      customer_id: given.customerId,
      created_at: daysFromNow(-1),
      discounts: [{ id: given.discountId, refs: [{ id: given.refId, amount: 1_000, usage: 1 }] }],
    });
  }
}
