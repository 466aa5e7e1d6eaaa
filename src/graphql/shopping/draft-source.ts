import type { Draft } from '../../upstream/shopping.ts';
import type { OrderContent } from './order-content.ts';

/** A draft with what it states about the order to come at the same level, as the fields shared with orders read it. */
export interface DraftSource extends OrderContent {
  readonly draft: Draft;
}

/** A draft as the schema's fields read it. */
export function draftSource<Value extends Draft | null>(draft: Value): Value extends Draft ? DraftSource : null;
export function draftSource(draft: Draft | null): DraftSource | null {
  return draft === null ? null : { ...draft.order, draft };
}
