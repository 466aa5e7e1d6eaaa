import { failure, found, invalid, wrongStateAnswer } from '../answer.ts';
import { freshId, once, stamp } from '../clock.ts';
import type { Handlers } from '../handler.ts';
import type { SandboxDiscount, SandboxState } from '../state.ts';
import { customerDiscount, withStatistics } from './discount-views.ts';
import { countPurchase } from './receipt-effects.ts';

/** Writes of rules, claims, campaigns, automations, and of what customers are given. */
export const discountWrites = {
  createClaim: ({ body }, state) => {
    const claim = () => {
      const wanted = body.discounts.flatMap(({ refs }, at) =>
        refs.map(({ id }, index) => ({ id, field: `/discounts/${at}/refs/${index}/id` })),
      );
      const held = wanted.find(({ id }) => isClaimed(state, id, body.ref));
      if (held !== undefined) return failure(400, 'HELD', 'Another claim holds it.', [{ field: held.field }]);
      const unknown = wanted.find(({ id }) => !state.given.has(id) && !state.discounts.has(id));
      if (unknown !== undefined) return invalid(unknown.field, 'No such discount.');
      const id = freshId(state);
      const made = { ...body, id, created_at: stamp(state), created_by: 'sandbox' };
      state.claims.set(id, made);
      return found(made);
    };
    return body.ref === undefined ? claim() : once(state, `claim ${body.ref}`, body, claim);
  },
  releaseClaim: ({ path }, state) => {
    const claim = state.claims.get(path.claim_id);
    state.claims.delete(path.claim_id);
    return found(claim);
  },
  createCampaign: ({ body }, state) => {
    const id = freshId(state);
    const campaignId = body.campaign_id ?? id;
    if (state.campaigns.has(campaignId)) return invalid('/campaign_id', 'Another campaign has this id.');
    const made = {
      private: false,
      ...body,
      id,
      campaign_id: campaignId,
      created_at: stamp(state),
      created_by: 'sandbox',
    };
    state.campaigns.set(campaignId, made);
    return found(made);
  },
  updateCampaign: ({ path, body }, state) => {
    const campaign = state.campaigns.get(path.campaign_id);
    if (campaign === undefined || campaign.deleted_at !== undefined) return found(undefined);
    return found(Object.assign(campaign, body, { updated_at: stamp(state) }));
  },
  deleteCampaign: ({ path }, state) => found(deleted(state, state.campaigns.get(path.campaign_id))),
  createDiscount: ({ body }, state) => {
    if (body.campaign_id !== undefined && !state.campaigns.has(body.campaign_id))
      return invalid('/campaign_id', 'No such campaign.');
    const id = freshId(state);
    const made = { active: true, private: false, ...body, id, created_at: stamp(state), created_by: 'sandbox' };
    state.discounts.set(id, made);
    return found(made);
  },
  updateDiscount: ({ path, body }, state) => {
    const discount = state.discounts.get(path.did);
    if (discount === undefined || discount.deleted_at !== undefined) return found(undefined);
    const { requirement, campaign_id: campaignId, ...change } = body;
    if (campaignId !== undefined && !state.campaigns.has(String(campaignId)))
      return invalid('/campaign_id', 'No such campaign.');
    const { purchase_from, purchase_to } = discount.requirement;
    if (requirement?.purchase_to !== undefined && requirement.purchase_to <= purchase_from)
      return invalid('/requirement/purchase_to', 'Must be later than purchase_from.');
    Object.assign(discount, change, {
      ...(campaignId !== undefined && { campaign_id: String(campaignId) }),
      ...(requirement && { requirement: { purchase_from, purchase_to, ...requirement } }),
      updated_at: stamp(state),
      updated_by: 'sandbox',
    });
    return found(withStatistics(state, discount));
  },
  sendDiscountEvent: ({ header, body }, state) =>
    once(state, `event ${header['event-delivery']}`, body, () => {
      const { receipt, token } = body;
      if (header.event === 'receipt_add' ? receipt === undefined : token === undefined)
        return invalid('', 'What the event is about is missing.');
      if (receipt !== undefined) countPurchase(state, { ...receipt, customer_id: String(receipt.customer_id) });
      return { status: 204 };
    }),
  createAutomation: ({ body }, state) => {
    const id = freshId(state);
    const made = { ...body, id, created_at: stamp(state), created_by: 'sandbox' };
    state.automations.set(id, made);
    return found(made);
  },
  deleteDiscount: ({ path }, state) => found(deleted(state, state.discounts.get(path.did))),
  deleteAutomation: ({ path }, state) => found(deleted(state, state.automations.get(path.arid))),
  addDiscountCustomers: ({ path, body }, state) => {
    const discount = state.discounts.get(path.did);
    if (discount === undefined) return found(undefined);
    const unknown = body.customers.findIndex((id) => !state.customers.has(id));
    if (unknown !== -1) return invalid(`/customers/${unknown}`, 'No such customer.');
    for (const customerId of new Set(body.customers)) {
      if (givenOf(state, path.did, customerId) !== undefined) continue;
      const refId = freshId(state);
      const isStampCard = discount.requirement.stamp !== undefined;
      const statistics = { usage: 0, amount: 0, ...(isStampCard && { stamp: 0, current_stamp: 0 }) };
      state.given.set(refId, {
        refId,
        discountId: path.did,
        customerId,
        givenAt: stamp(state),
        statistics,
        usageRefs: [],
      });
    }
    return found(discount);
  },
  removeDiscountCustomers: ({ path, body }, state) => {
    const discount = state.discounts.get(path.did);
    for (const customerId of body.customers) state.given.delete(givenOf(state, path.did, customerId)?.refId ?? '');
    return found(discount);
  },
  recordDiscountUsage: ({ path, body }, state) => {
    const given = state.given.get(path.ref_id);
    if (given?.customerId !== path.customer_id) return found(undefined);
    const { usage_ref: use } = body;
    if (use !== undefined && !given.usageRefs.some(({ ref }) => ref === use.ref)) {
      given.usageRefs.push({ ...use, created_at: stamp(state), created_by: 'sandbox' });
      count(given, use, 1);
    }
    return found(customerDiscount(state, given)[0]);
  },
  revertDiscountUsage: ({ path }, state) => {
    const given = state.given.get(path.ref_id);
    if (given?.customerId !== path.customer_id) return found(undefined);
    const last = given.usageRefs.pop();
    if (last === undefined) return wrongStateAnswer('There is no use to take back.');
    count(given, last, -1);
    return found(customerDiscount(state, given)[0]);
  },
} satisfies Handlers;

/** Whether another claim holds a discount as a customer has it. */
export function isClaimed(
  { claims }: Pick<SandboxState, 'claims'>,
  refId: string,
  ownRef: string | undefined,
): boolean {
  return [...claims.values()].some(
    ({ ref, discounts }) => ref !== ownRef && discounts.some(({ refs }) => refs.some(({ id }) => id === refId)),
  );
}

function deleted<Entity extends { deleted_at?: string; deleted_by?: string }>(
  state: SandboxState,
  entity: Entity | undefined,
): Entity | undefined {
  if (entity === undefined || entity.deleted_at !== undefined) return undefined;
  return Object.assign(entity, { deleted_at: stamp(state), deleted_by: 'sandbox' });
}

function givenOf({ given }: SandboxState, discountId: string, customerId: string): SandboxDiscount | undefined {
  return [...given.values()].find((each) => each.discountId === discountId && each.customerId === customerId);
}

function count(
  { statistics }: SandboxDiscount,
  use: { usage?: number; amount?: number; stamp?: number },
  sign: 1 | -1,
): void {
  statistics.usage = (statistics.usage ?? 0) + sign * (use.usage ?? 1);
  statistics.amount = (statistics.amount ?? 0) + sign * (use.amount ?? 0);
  if (use.stamp !== undefined) statistics.stamp = (statistics.stamp ?? 0) + sign * use.stamp;
}
