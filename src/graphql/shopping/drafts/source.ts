import type { Draft } from '../../../upstream/contract/shopping.ts';
import type { OrderContent } from '../content/content.ts';

/** A draft with what it states about the order to come at the same level, as the fields shared with orders read it. */
export interface DraftSource extends OrderContent {
  readonly draft: Draft;
}

/** A draft as the schema's fields read it. */
export function draftSource(draft: Draft): DraftSource {
  return { ...draft.order, draft };
}
