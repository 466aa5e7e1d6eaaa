import { found, invalid } from '../answer.ts';
import { freshId, stamp } from '../clock.ts';
import type { Handlers } from '../handler.ts';

/** The code that every verification of the sandbox sends. */
const verificationCode = '123456';

/** Writes of what hangs on customers: tags, tokens, terms, settings, verified addresses. */
export const customerPartWrites = {
  createCustomerTag: ({ body }, state) => {
    if ([...state.tags.values()].some(({ tag }) => tag === body.tag)) return invalid('/tag', 'There is such a tag.');
    const { tag, metadata } = body;
    const id = freshId(state);
    const made = { id, tag, ...(metadata && { metadata }), created_at: stamp(state), created_by: 'sandbox' };
    state.tags.set(id, made);
    return found(made);
  },
  deleteCustomerTag: ({ path }, state) => {
    const tag = state.tags.get(path.tag_id);
    if (tag === undefined) return found(undefined);
    state.tags.delete(path.tag_id);
    for (const [customerId, ids] of state.tagsOf)
      state.tagsOf.set(
        customerId,
        ids.filter((id) => id !== path.tag_id),
      );
    return found(tag);
  },
  replaceTagsOfCustomer: ({ path, body }, state) => {
    if (!state.customers.has(path.customer_id)) return found(undefined);
    const unknown = body.findIndex((id) => !state.tags.has(id));
    if (unknown !== -1) return invalid(`/${unknown}`, 'No such tag.');
    state.tagsOf.set(path.customer_id, [...new Set(body)]);
    return found(body.map((id) => state.tags.get(id)));
  },
  addCustomerToken: ({ path, body }, state) => {
    const tokens = state.tokensOf.get(path.customer_id);
    if (tokens === undefined) return found(undefined);
    const { type, value, metadata, token_id } = body;
    const isTaken = [...state.tokensOf.values()]
      .flat()
      .some((each) => each.type === type && each.value === value && each.deleted_at === undefined);
    if (isTaken) return invalid('/value', 'A customer has this token.');
    const id = freshId(state);
    const made = {
      id,
      token_id: token_id ?? id,
      type,
      value,
      ...(metadata && { metadata }),
      created_at: stamp(state),
      created_by: 'sandbox',
    };
    tokens.unshift(made);
    return { status: 201, body: made };
  },
  removeCustomerToken: ({ path }, state) => {
    const token = state.tokensOf
      .get(path.customer_id)
      ?.find(({ id, token_id }) => token_id === path.tid || id === path.tid);
    if (token === undefined || token.deleted_at !== undefined) return found(undefined);
    Object.assign(token, { deleted_at: stamp(state), deleted_by: 'sandbox' });
    return found(token);
  },
  createTerm: ({ body }, state) => {
    const id = freshId(state);
    const made = { id, terms: body.terms, created_at: stamp(state), created_by: 'sandbox' };
    state.terms.set(id, made);
    return found(made);
  },
  deleteTerm: ({ path }, state) => {
    const term = state.terms.get(path.tid);
    if (term === undefined || term.deleted_at !== undefined) return found(undefined);
    Object.assign(term, { deleted_at: stamp(state), deleted_by: 'sandbox' });
    return found(term);
  },
  updateCustomerSettings: ({ body }, state) => {
    state.settings = { ...state.settings, ...body };
    return found(state.settings);
  },
  verifyCommunication: ({ path, body }, state) => {
    const known = state.communication.get(path.customer_id)?.communication;
    const address = path.field === 'email' ? known?.email : known?.phone_number;
    if (state.customers.get(path.customer_id)?.[path.field] === undefined || address === undefined)
      return found(undefined);
    if (path.operation === 'send-verification-code') return { status: 204 };
    if (body?.code !== verificationCode) return invalid('/code', 'Not the code that was sent.');
    Object.assign(address, { verified_at: stamp(state) });
    return { status: 204 };
  },
} satisfies Handlers;
